import { withoutInvisible } from "./unseen-signs.ts";

/** Marks that reverse the reading direction, so that a value could disguise the text around it. */
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const LINE_BREAK = /[\t\n\v\f\r\u0085\u2028\u2029]/;
/** Most values have nothing to clean away. */
const CLEAN = /^(?:[\w.,@'\u00c0-\u017f-]+(?: [\w.,@'\u00c0-\u017f-]+)*)?$/;

/**
 * A value as it may stand in a mail: on one line, without control characters and blanks around it. Empty where nothing of
 * it would be seen, so that no greeting waits for a name that never comes.
 */
export function cleanValue(value: string): string {
  if (CLEAN.test(value)) return value;
  const clean = value
    .toWellFormed()
    .replace(/[\s\u0085]+/g, (blanks) => (LINE_BREAK.test(blanks) ? " " : blanks))
    .replace(/\p{Cc}/gu, "")
    .replace(BIDI_CONTROLS, "")
    .trim();
  return withoutInvisible(clean).trim() === "" ? "" : clean;
}
