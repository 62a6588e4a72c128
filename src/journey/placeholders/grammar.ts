/**
 * What a placeholder looks like: `###FIELD###` or `###FIELD|text if empty###`.
 *
 * It is searched in a view of the text in which each byte is one character (see text-stream.ts), so letters beyond ASCII
 * are bytes here and become letters only when the name is read.
 */

/** Field names, and defaults, are at most this long; what is longer is somebody's ruler of hashes, not a placeholder. */
const LETTER = "[\\w\\x80-\\xff]";
/** Directory fields may be called "PLZ ORT" or "E-MAIL"; whether such a name is a field is for the configuration to say. */
const NAME = `${LETTER}(?:[\\w\\x80-\\xff ./-]{0,98}${LETTER})?`;
/** One line end may fall into the text, since mail programs wrap lines; a new paragraph may not. */
const FALLBACK = "(?:[^#\\u2029\\r\\n]|\\r\\n(?!\\r\\n)|#(?!##)){0,200}?";

const MARKER = new RegExp(`###(${NAME})(?:\\|(${FALLBACK}))?###`, "g");

/** Where something that looks like a placeholder stands in a view, and its two texts as bytes. */
export interface Marker {
  start: number;
  end: number;
  name: string;
  fallback: string | null;
}

/** All markers from left to right, none within another. Linear time: names and defaults are bounded. */
export function findMarkers(view: string): Marker[] {
  const markers: Marker[] = [];
  for (const match of view.matchAll(MARKER)) {
    markers.push({
      start: match.index,
      end: match.index + match[0].length,
      name: match[1] ?? "",
      fallback: match[2] ?? null,
    });
  }
  return markers;
}

/** The form in which field names are compared: `vorname` and `Vorname` mean `VORNAME`. */
export function canonicalField(name: string): string {
  return name.normalize("NFC").toUpperCase();
}

/** Whether a name is of letters, digits and underscores only, so that it can be meant as nothing but a field. */
export function isPlainFieldName(name: string): boolean {
  return /^[\p{L}\p{M}\p{N}_]+$/u.test(name);
}
