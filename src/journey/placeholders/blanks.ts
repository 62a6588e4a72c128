/** The blanks around a placeholder, in the view of its passage. */
import type { Mark } from "./marks.ts";

/** Where the blanks right before a placeholder begin. */
export function blanksStart({ passage, start }: Mark): number {
  const { text } = passage.stream;
  let at = start;
  while (at > 0) {
    const wide = passage.wideBlanks.find((blank) => text.endsWith(blank, at));
    if (wide === undefined && !isBlank(text[at - 1], passage.context === "html")) break;
    at -= wide?.length ?? 1;
  }
  return at;
}

/** Where the blanks right behind a placeholder end. */
export function blanksEnd({ passage, end }: Mark): number {
  const { text } = passage.stream;
  let at = end;
  while (at < text.length) {
    const wide = passage.wideBlanks.find((blank) => text.startsWith(blank, at));
    if (wide === undefined && !isBlank(text[at], passage.context === "html")) break;
    at += wide?.length ?? 1;
  }
  // A mail program may have wrapped the line between two placeholders: then its line end is a blank too.
  const next = behindLineEnd(text, at);
  return at > end && next > at && text.startsWith("###", next) ? next : at;
}

/** Where the line begins that follows right here; `at` where none does. In base64 a line may end as it likes. */
function behindLineEnd(text: string, at: number): number {
  if (text.startsWith("\r\n", at)) return at + "\r\n".length;
  return text[at] === "\n" || text[at] === "\r" ? at + 1 : at;
}

/** Whether nothing but the begin of a line, or an opening bracket or quote, stands before. */
export function opensLine({ passage, start }: Mark): boolean {
  const previous = passage.stream.text[start - 1];
  return isLineEdge(previous) || "([\"'".includes(previous ?? "");
}

/** Whether a comma, another closing sign or the end of the line stands right behind. */
export function isClosed({ passage, end }: Mark): boolean {
  const next = passage.stream.text[end];
  return isLineEdge(next) || ",.;:!?)".includes(next ?? "");
}

function isBlank(character: string | undefined, inHtml: boolean): boolean {
  return character === " " || character === "\t" || (inHtml && (character === "\r" || character === "\n"));
}

function isLineEdge(character: string | undefined): boolean {
  return character === undefined || character === "\n" || character === "\r";
}
