/**
 * Words of strangers inside our own text: names, subjects, reasons, the mail itself. They must look like what they are
 * and can neither break a line, turn the reading direction, nor pass for a sentence of ours.
 */

import { domainOf, localPartOf } from "../mail/address.ts";

/** Longest name that is shown, in characters. */
export const MAX_NAME_CHARS = 60;
/** Longest subject that is shown; the subject of a notice stays readable in a list of mails. */
export const MAX_SUBJECT_CHARS = 78;
/** Longest address that can exist (RFC 5321 §4.5.3.1.3). */
export const MAX_ADDRESS_CHARS = 254;

/** Columns of a quoted line, its mark included. */
const QUOTE_COLUMNS = 74;
/** More is never read: it would not fit into the lines that are shown. */
const MAX_QUOTED_CHARS = 20_000;

/** Breaks and tabs: a blank takes their place. */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;

/** Controls (C0, C1), what turns or isolates the direction of writing, and what is not seen at all. */
const UNSEEN =
  /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/**
 * One line of a stranger's text: no controls, no breaks, no doubled blanks, at most `maxChars` characters, with an
 * ellipsis where it was cut.
 */
export function harmless(text: string, maxChars: number): string {
  // Cut first, so that a text of megabytes costs no more than a short one; blanks may shrink it, hence the margin.
  const clean = text
    .slice(0, maxChars * 8)
    .toWellFormed()
    .replace(BREAKS, " ")
    .replace(UNSEEN, "")
    .replace(/\s+/gu, " ")
    .trim();
  const chars = [...clean];
  return chars.length <= maxChars
    ? clean
    : `${chars
        .slice(0, maxChars - 1)
        .join("")
        .trimEnd()}…`;
}

/**
 * An address that the eye can trust: a domain with letters beyond A to Z and their accented kin, such as a Cyrillic о,
 * stands in A-labels (RFC 5890), because it may only look like another.
 */
export function harmlessAddress(address: string): string {
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const isClear = /^\p{ASCII}*$/u.test(domain.normalize("NFD").replace(/\p{M}+/gu, ""));
  return harmless(isClear ? address : `${localPartOf(address)}@${domainOf(address)}`, MAX_ADDRESS_CHARS);
}

/**
 * A stranger's text as quoted lines, each marked with `>`, so that none can be read as ours, nor as the answer of
 * somebody whose mail program quotes badly. Empty where the text has nothing to read.
 */
export function quoted(text: string, maxLines: number): string[] {
  const lines = text
    .slice(0, MAX_QUOTED_CHARS)
    .split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/u)
    .map((line) => harmless(line, MAX_QUOTED_CHARS))
    // One empty line says as much as ten.
    .filter((line, at, all) => line !== "" || (at > 0 && all[at - 1] !== ""))
    .flatMap((line) => wrap(line, QUOTE_COLUMNS - "> ".length));
  while (lines.at(-1) === "") lines.pop();
  const shown =
    lines.length > maxLines || text.length > MAX_QUOTED_CHARS ? [...lines.slice(0, maxLines), "[…]"] : lines;
  return shown.map((line) => (line === "" ? ">" : `> ${line}`));
}

/** Breaks at blanks only: a long link stays whole, so that it can be looked at. */
function wrap(line: string, columns: number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(" ")) {
    if (current !== "" && current.length + 1 + word.length > columns) {
      lines.push(current);
      current = word;
    } else {
      current = current === "" ? word : `${current} ${word}`;
    }
  }
  return [...lines, current];
}
