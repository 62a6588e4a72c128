import { htmlPassages } from "./find-in-html.ts";
import { canonicalField, findMarkers, isPlainFieldName } from "./grammar.ts";
import { type Context, fromView, noBreakSpaceIn, type Passage } from "./passage.ts";
import { TextStreamBuilder } from "./text-stream.ts";

/** One placeholder where it stands. */
export interface Mark {
  /** In canonical form, such as `VORNAME`. */
  field: string;
  /** Text for an empty value, null where none was written. */
  fallback: string | null;
  context: Context;
  /** The text around it, and which characters of it are the placeholder. */
  passage: Passage;
  start: number;
  end: number;
}

/** Text whose ASCII characters are ASCII bytes. */
export interface ReadableText {
  bytes: Buffer;
  charset: string;
  isHtml: boolean;
}

/**
 * Finds everything that looks like a placeholder, known or not.
 *
 * @param fields names of directory fields that are placeholders, which may hold blanks and hyphens as well
 */
export function findMarks({ bytes, charset, isHtml }: ReadableText, fields: readonly string[]): Mark[] {
  const view = bytes.toString("latin1");
  return (isHtml ? htmlPassages(view, charset) : [plainPassage(view, charset)]).flatMap((passage) =>
    marksOf(passage, charset, fields),
  );
}

function plainPassage(view: string, charset: string): Passage {
  const stream = new TextStreamBuilder(view);
  stream.addBytes(0, view.length);
  return { context: "plain", stream: stream.build(), noBreakSpace: noBreakSpaceIn(charset) };
}

function marksOf(passage: Passage, charset: string, fields: readonly string[]): Mark[] {
  const marks: Mark[] = [];
  for (const { start, end, name, fallback } of findMarkers(passage.stream.text)) {
    const field = canonicalField(fromView(name, charset));
    if (!isPlainFieldName(field) && !fields.includes(field)) continue;
    const context = standsInWrittenUrl(passage, start) ? "url" : passage.context;
    const text = fallback === null ? null : fromView(fallback, charset).replace(/[ \t\r\n]+/g, " ");
    marks.push({ field, fallback: text, context, passage, start, end });
  }
  return marks;
}

const LONGEST_URL = 500;
const URL_BEFORE = /(?:\b[a-z][a-z0-9+.-]{0,20}:\/\/|\bwww\.|\bmailto:)[^\s<>"\u2029]*$/i;

/** Mail programs make links of addresses in the text: a value in one would travel to its server at a click. */
function standsInWrittenUrl({ context, stream }: Passage, start: number): boolean {
  return context === "html" && URL_BEFORE.test(stream.text.slice(Math.max(0, start - LONGEST_URL), start));
}
