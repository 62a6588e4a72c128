import { withoutSuppositions } from "./report-words.ts";

/** Lines below an address that speak of it: a reply of many lines, and a sentence of the reporting server. */
const MAX_LINES_BELOW = 14;

/**
 * What follows a recipient up to the next one, or to the second paragraph where there is a first. «Grund:» is only the
 * heading of what it is about.
 */
export function wordsBelow(lines: readonly string[], at: number, isNext: (place: number) => boolean): string[] {
  const words: string[] = [];
  let heading: number | undefined;
  for (let place = at + 1; place < Math.min(lines.length, at + MAX_LINES_BELOW); place += 1) {
    // The heading of the next list is not about this one.
    if (isNext(place)) return words.slice(0, heading);
    const line = (lines[place] ?? "").trim();
    if (line === "" && words.length > 0) {
      if (heading !== undefined || !isHeading(words.at(-1) ?? "")) break;
      heading = words.length - 1;
    }
    if (line !== "") words.push(line);
  }
  return words;
}

function isHeading(line: string): boolean {
  return line.endsWith(":");
}

/** Longest paragraph above a list that tells why. */
const MAX_LINES_ABOVE = 6;

/**
 * The paragraph directly above a list of recipients, for each place of the list. What stands between two lists belongs
 * to the first one, unless it is a heading.
 */
export function reasonsAbove(lines: readonly string[], places: readonly number[]): Map<number, string> {
  const above = new Map<number, string>();
  let last = -1;
  let reason = "";
  for (const at of places) {
    const between = lines.slice(last + 1, at);
    if (last === -1 || between.some((line) => line.trim() !== "")) reason = lastParagraph(between, last !== -1);
    above.set(at, reason);
    last = at;
  }
  return above;
}

function lastParagraph(lines: readonly string[], isBetweenLists: boolean): string {
  const end = lines.findLastIndex((line) => line.trim() !== "") + 1;
  const start = lines.slice(0, end).findLastIndex((line) => line.trim() === "") + 1;
  const paragraph = lines.slice(Math.max(start, end - MAX_LINES_ABOVE), end).map((line) => line.trim());
  return isBetweenLists && !isHeading(paragraph.at(-1) ?? "") ? "" : withoutSuppositions(paragraph.join(" "));
}
