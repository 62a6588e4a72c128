/**
 * What a placeholder looks like: `###FIELD###` or `###FIELD|text if empty###`.
 *
 * It is searched in a view of the text in which each byte is one character (see `mail/byte-view`), so letters beyond ASCII
 * are bytes here and become letters only when the name is read.
 */
import { withoutInvisible } from "./unseen-signs.ts";

/** Longer is no name of a field: four bytes for each of its hundred characters at most. */
const NAME = "[^#|\\0- ](?:[^#|\\0-\\x08]{0,398}[^#|\\0- ])?";
/** One line end may fall into the text, since mail programs wrap lines; a new paragraph may not. In base64 it may be an LF. */
const FALLBACK = "(?:[^#\\r\\n]|(?:\\r\\n|[\\r\\n])(?![\\r\\n])|#(?!##)){0,2000}?";
const MARKER = new RegExp(`###(${NAME})(?:\\|(${FALLBACK}))?###`, "g");

/** Where something that looks like a placeholder may stand in a view, and its name and its text for an empty value. */
export interface Candidate {
  start: number;
  end: number;
  name: { start: number; end: number };
  fallback: { start: number; end: number } | null;
}

/** Placeholders that are searched in one text, and in all texts of a mail. Nobody means to write more, and each has its price. */
export const MOST_MARKERS = 10_000;

/**
 * The first {@link MOST_MARKERS} placeholders from left to right, none within another: of what looks like one, what
 * `accept` makes something of. Linear time: nothing is searched beyond the next three hashes.
 */
export function findMarkers<T>(view: string, accept: (candidate: Candidate) => T | undefined): T[] {
  const found: T[] = [];
  MARKER.lastIndex = 0;
  for (let match = MARKER.exec(view); match !== null && found.length < MOST_MARKERS; match = MARKER.exec(view)) {
    const [all, name = "", fallback] = match;
    const start = match.index;
    const end = start + all.length;
    const nameEnd = start + HASHES + name.length;
    const accepted = accept({
      start,
      end,
      name: { start: start + HASHES, end: nameEnd },
      fallback: fallback === undefined ? null : { start: nameEnd + 1, end: end - HASHES },
    });
    // The hashes that close what is none may open the next: "###Wichtig!###VORNAME###".
    if (accepted === undefined) MARKER.lastIndex = end - HASHES;
    else found.push(accepted);
  }
  return found;
}

const HASHES = "###".length;

/** The form in which field names are compared: `vorname` and `Vorname` mean `VORNAME`. */
export function canonicalField(name: string): string {
  return withoutInvisible(name).replace(/\s+/g, " ").normalize("NFC").toUpperCase();
}

/** Whether a name is of letters, digits and underscores only, so that it can be meant as nothing but a field. */
export function isPlainFieldName(name: string): boolean {
  return /^[\p{L}\p{M}\p{N}_]{1,100}$/u.test(name);
}
