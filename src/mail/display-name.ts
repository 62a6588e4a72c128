/**
 * Names as they stand before an address in a header field (RFC 5322 §3.4, RFC 2047 §5).
 */
import { encodedWords } from "./encoded-words.ts";

const ATOMS = /^[\w!#$%&'*+\-/=?^`{|}~]+(?: [\w!#$%&'*+\-/=?^`{|}~]+)*$/;
const PRINTABLE = /^[\x20-\x7e]*$/;

// Marks that reverse the reading direction let "moc.live@" look like an address.
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Longer names are encoded: encoded words fold anywhere, a quoted string only at its blanks. */
const MAX_QUOTED = 60;

/**
 * The words that stand for a name before `<address>`, to be joined with blanks or folds; none for an empty name.
 * Line breaks and tabs count as blanks, control characters and bidirectional controls are dropped.
 */
export function formatDisplayName(name: string): string[] {
  const clean = cleanDisplayName(name);
  if (clean === "") return [];
  if (!PRINTABLE.test(clean) || clean.includes("=?") || clean.length > MAX_QUOTED) return encodedWords(clean);
  if (ATOMS.test(clean)) return clean.split(" ");
  return [`"${clean.replace(/["\\]/g, "\\$&")}"`];
}

/** A name without anything that could break a line or disguise what follows it. */
export function cleanDisplayName(name: string): string {
  return name
    .toWellFormed()
    .replace(/[\t\r\n\u2028\u2029]/g, " ")
    .replace(/\p{Cc}/gu, "")
    .replace(BIDI_CONTROLS, "")
    .replace(/ +/g, " ")
    .trim();
}
