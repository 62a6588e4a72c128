import { startsQuotation } from "./attribution.ts";
import { isDeviceLine } from "./device-line.ts";

/** An answer is a word or some sentences; of a longer text the rest is left out. */
const MAX_LINES = 2_000;

/**
 * Paragraphs of a text of fluid width on one line each (RFC 3676 §4.1, §4.2): a line that ends with a blank goes on in the
 * next one of the same quote. What a program puts above a quote or below an answer is a line of its own, whatever stands
 * before it.
 *
 * @param deletesBlank that blank is no part of the text (`DelSp=yes`)
 */
export function withoutSoftBreaks(text: string, deletesBlank: boolean): string {
  const lines = text.split(/\r\n|\r|\n/, MAX_LINES);
  const trimmed = lines.map((line) => line.trim());
  const paragraphs: string[][] = [];
  /** The quote marks of a paragraph that goes on; undefined where none does. */
  let open: string | undefined;
  for (const [at, line] of lines.entries()) {
    const marks = /^>*/.exec(line)?.[0] ?? "";
    // A blank before the text only keeps its first sign from being misread (§4.4).
    const content = line.slice(line.startsWith(" ", marks.length) ? marks.length + 1 : marks.length);
    const paragraph = paragraphs.at(-1) ?? [];
    const isPrograms = content === SIGNATURE || isDeviceLine(trimmed[at] ?? "") || startsQuotation(trimmed, at);
    if (open === marks && !isPrograms) {
      const last = paragraph.pop() ?? "";
      paragraph.push(deletesBlank ? last.slice(0, -1) : last, content);
    } else {
      paragraphs.push([marks + content]);
    }
    open = content.endsWith(" ") && content !== SIGNATURE ? marks : undefined;
  }
  return paragraphs.map((pieces) => pieces.join("")).join("\n");
}

/** The line above a signature ends with a blank and is whole all the same (§4.3). */
const SIGNATURE = "-- ";
