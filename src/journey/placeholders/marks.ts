import { readView, viewBytes } from "../../mail/byte-view.ts";
import { decodeEntities } from "../../mail/html-entities.ts";
import { cleanValue } from "./clean-value.ts";
import { htmlPassages } from "./find-in-html.ts";
import { canonicalField, findMarkers, isPlainFieldName } from "./grammar.ts";
import type { Context, Passage } from "./passage.ts";
import { PassageText } from "./passage-text.ts";

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

const HASH = 0x23;

/** Text in a charset that can be viewed byte by byte. */
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
  // Most texts have none; in HTML it may be written as an entity.
  if (!isHtml && !bytes.includes(HASH)) return [];
  const view = viewBytes(bytes, charset) ?? "";
  const passages = isHtml ? htmlPassages(view, charset) : plainPassages(view, charset);
  return passages.flatMap((passage) => marksOf(passage, view, charset, fields));
}

function plainPassages(view: string, charset: string): Passage[] {
  const text = new PassageText(view, charset, false);
  text.addText(0, view.length);
  const passage = text.take("plain");
  return passage === undefined ? [] : [passage];
}

function marksOf(passage: Passage, view: string, charset: string, fields: readonly string[]): Mark[] {
  const { stream } = passage;
  const firstSign = passage.context === "link" ? stream.text.search(/\S|$/) : 0;
  const hasEntities = passage.context !== "plain" && passage.context !== "code";
  /** What was written there, without tags, and with the invisible characters that the stream leaves out. */
  const read = ({ start, end }: { start: number; end: number }, context: Context) => {
    const written = stream.bytesOf(start, end).map(({ from, to }) => view.slice(from, to));
    const text = readView(written.join(""), charset);
    const meant = hasEntities ? decodeEntities(text) : text;
    return IN_LINKS.has(context) ? unescaped(meant) : meant;
  };
  return findMarkers(stream.text, ({ start, end, name, fallback }): Mark | undefined => {
    const context = contextOf(passage, firstSign, start);
    const field = canonicalField(read(name, context));
    if (!isPlainFieldName(field) && !fields.includes(field)) return undefined;
    return {
      field,
      fallback: fallback === null ? null : cleanValue(read(fallback, context)),
      context,
      passage,
      start,
      end,
    };
  });
}

/** Where values are escaped for a link. One that is a link as a whole keeps its own escapes. */
const IN_LINKS: ReadonlySet<Context> = new Set(["mailto", "url"]);

/** In a link a blank is written as %20 (RFC 3986 §2.1); escaped once more, it would no longer be one. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Somebody's percent sign.
    return text;
  }
}

const LONGEST_URL = 500;
const MAILTO_BEFORE = /\bmailto:$/i;
const URL_BEFORE = /(?:\b[a-z][a-z0-9+.-]{0,20}:\/\/|\bwww\.|\bmailto:)[^\s<>"]*$/i;

/** @param firstSign where the first character of the passage stands that is no blank */
function contextOf({ context, stream, isDoubtful }: Passage, firstSign: number, start: number): Context {
  if (context !== "link" && context !== "html") return context;
  const before = stream.text.slice(Math.max(0, start - LONGEST_URL), start);
  if (MAILTO_BEFORE.test(before)) return "mailto";
  if (context === "link") return start <= firstSign ? "link" : "url";
  // Mail programs make links of addresses in the text: a value in one would travel to its server at a click.
  if (URL_BEFORE.test(before)) return "url";
  return isDoubtful ? "attribute" : "html";
}
