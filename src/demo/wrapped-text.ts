/** How wide a text looks in a terminal; one character is one column in all that is written here. */
export function widthOf(text: string): number {
  return [...text.normalize("NFC")].length;
}

/** The lines of a text, broken at blanks so that none is wider than `width`; a longer word is cut. */
export function wrap(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => wrapLine(line, width));
}

/** Puts blanks behind a text until it is so wide. */
export function padTo(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

function wrapLine(line: string, width: number): string[] {
  const indent = /^[> ]*/.exec(line)?.[0] ?? "";
  const lines: string[] = [];
  let current = "";
  for (const word of line
    .slice(indent.length)
    .split(" ")
    .flatMap((word) => cut(word, width - indent.length))) {
    if (current !== "" && widthOf(`${indent}${current} ${word}`) > width) {
      lines.push(indent + current);
      current = word;
    } else {
      current = current === "" ? word : `${current} ${word}`;
    }
  }
  return [...lines, indent + current];
}

function cut(word: string, width: number): string[] {
  const characters = [...word];
  const pieces = Array.from({ length: Math.ceil(characters.length / width) }, (_, index) =>
    characters.slice(index * width, (index + 1) * width).join(""),
  );
  return pieces.length === 0 ? [""] : pieces;
}
