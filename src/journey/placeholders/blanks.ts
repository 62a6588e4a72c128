/** The blanks around a placeholder, in the view of its passage. */
import type { Mark } from "./marks.ts";
import { BLOCK_EDGE } from "./text-stream.ts";

/** Where the blanks right before a placeholder begin. */
export function blanksStart({ passage, start }: Mark): number {
  const { text } = passage.stream;
  let at = start;
  while (at > 0) {
    if (isBlank(text[at - 1], passage.context === "html")) at -= 1;
    else if (text.endsWith(passage.noBreakSpace, at)) at -= passage.noBreakSpace.length;
    else break;
  }
  return at;
}

/** Where the blanks right behind a placeholder end. */
export function blanksEnd({ passage, end }: Mark): number {
  const { text } = passage.stream;
  let at = end;
  while (at < text.length) {
    if (isBlank(text[at], passage.context === "html")) at += 1;
    else if (text.startsWith(passage.noBreakSpace, at)) at += passage.noBreakSpace.length;
    else break;
  }
  // A mail program may have wrapped the line between two placeholders: then its line end is a blank too.
  return at > end && text.startsWith("\r\n###", at) ? at + "\r\n".length : at;
}

/** Whether nothing but the begin of a line stands before. */
export function opensLine({ passage, start }: Mark): boolean {
  return isLineEdge(passage.stream.text[start - 1]);
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
  return character === undefined || character === "\n" || character === "\r" || character === BLOCK_EDGE;
}
