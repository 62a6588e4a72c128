import { startsQuotation } from "./attribution.ts";

/**
 * Paragraphs of a text of fluid width on one line each (RFC 3676 §4.1, §4.2): a line that ends with a blank goes on in the
 * next one of the same quote. What a program puts above a quote is a line of its own, whatever stands before it.
 *
 * @param deletesBlank that blank is no part of the text (`DelSp=yes`)
 */
export function withoutSoftBreaks(text: string, deletesBlank: boolean): string {
  const lines = text.split(/\r\n|\r|\n/);
  const trimmed = lines.map((line) => line.trim());
  const paragraphs: string[] = [];
  let isOpen = false;
  for (const [at, line] of lines.entries()) {
    const [, marks = "", stuffed = ""] = /^(>*)(.*)$/s.exec(line) ?? [];
    // A blank before the text only keeps its first sign from being misread (§4.4).
    const content = stuffed.startsWith(" ") ? stuffed.slice(1) : stuffed;
    const before = paragraphs.at(-1) ?? "";
    const goesOn = isOpen && quoteMarks(before) === marks && content !== SIGNATURE && !startsQuotation(trimmed, at);
    if (goesOn) paragraphs[paragraphs.length - 1] = (deletesBlank ? before.slice(0, -1) : before) + content;
    else paragraphs.push(marks + content);
    isOpen = content.endsWith(" ") && content !== SIGNATURE;
  }
  return paragraphs.join("\n");
}

/** The line above a signature ends with a blank and is whole all the same (§4.3). */
const SIGNATURE = "-- ";

function quoteMarks(line: string): string {
  return /^>*/.exec(line)?.[0] ?? "";
}
