/**
 * Content-Type and Content-Disposition: a word and its parameters (RFC 2045 §5.1, RFC 2183, RFC 2231).
 */
import { decodeCharset } from "./charset.ts";
import { decodeWords } from "./encoded-words.ts";

/** A field value taken apart. */
export interface Parameterized {
  /** What stands before the first semicolon, lower case, without comments and blanks. */
  word: string;
  /** Keys in lower case; continuations joined, RFC 2231 charsets and encoded words decoded; the first of two wins. */
  params: Record<string, string>;
}

/** Reads the unfolded value of a field with parameters, as tolerantly as mails are written. Linear time, never throws. */
export function parseParameterized(value: string): Parameterized {
  const [word = "", ...pieces] = splitAtSemicolons(value);
  const segments = new Map<string, Segment[]>();
  for (const piece of pieces) {
    const equals = piece.indexOf("=");
    if (equals === -1) continue;
    const segment = readSegment(piece.slice(0, equals), piece.slice(equals + 1));
    const known = segments.get(segment.key);
    if (known === undefined) segments.set(segment.key, [segment]);
    else known.push(segment);
  }
  // Without a prototype, so that a parameter named __proto__ is a parameter.
  const params: Record<string, string> = Object.create(null);
  for (const [key, found] of segments) params[key] = joinSegments(key, found);
  return {
    word: readWord(word).toLowerCase(),
    params,
  };
}

/** Type and subtype, or a single word; what follows behind a blank (a forgotten semicolon) is left out. */
function readWord(text: string): string {
  const [first = "", subtype] = withoutComment(behindComments(text))
    .split("/", 2)
    .map((part) => part.trim().split(/[ \t]/, 1)[0] ?? "");
  return subtype === undefined ? first : `${first}/${subtype}`;
}

/** One written parameter: `name`, `name*`, `name*2` or `name*2*`. */
interface Segment {
  key: string;
  /** Place in a continuation; undefined for a parameter in one piece. */
  index: number | undefined;
  /** Percent-encoded, in the charset that the first one names. */
  extended: boolean;
  text: string;
}

function readSegment(name: string, text: string): Segment {
  const written = behindComments(name).trim().toLowerCase();
  const extended = written.endsWith("*");
  const [key = "", index] = (extended ? written.slice(0, -1) : written).split("*", 2);
  return {
    key,
    index: index === undefined || !/^\d{1,4}$/.test(index) ? undefined : Number(index),
    extended,
    text: readValue(key, text.trim()),
  };
}

function joinSegments(key: string, segments: Segment[]): string {
  // RFC 2231 forms carry the true name beside a plain one for old programs (RFC 6266 §4.3 says the same of filename).
  const parts = segments.filter((segment) => segment.index !== undefined);
  const whole = segments.find((segment) => segment.index === undefined && segment.extended);
  const chosen = whole !== undefined ? [whole] : parts.length > 0 ? inOrder(parts) : segments.slice(0, 1);
  const [first] = chosen;
  if (first === undefined) return "";
  if (chosen.some((segment) => segment.extended)) return decodeExtended(chosen);
  const plain = chosen.map((segment) => segment.text).join("");
  // A boundary is compared with bytes of the body, never read by a person.
  return key === "boundary" ? plain : decodeWords(plain);
}

function inOrder(parts: Segment[]): Segment[] {
  return parts.toSorted((left, right) => (left.index ?? 0) - (right.index ?? 0));
}

/** RFC 2231 §4: charset'language'text in the first segment; where that is missing or unknown, UTF-8. */
function decodeExtended(segments: Segment[]): string {
  let charset = "utf-8";
  const pieces = segments.map((segment, place) => {
    if (!segment.extended) return Buffer.from(segment.text);
    const declared = place === 0 ? /^([^']*)'[^']*'/.exec(segment.text) : null;
    if (declared?.[1]) charset = declared[1];
    return percentDecode(segment.text.slice(declared?.[0].length ?? 0));
  });
  const bytes = Buffer.concat(pieces);
  return decodeCharset(bytes, charset) ?? bytes.toString("utf8");
}

function percentDecode(text: string): Buffer {
  const bytes = Buffer.from(text).toString("latin1");
  return Buffer.from(
    bytes.replace(/%([0-9a-f]{2})/gi, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );
}

/** Splits at semicolons outside of quotes and comments; a quote that is never closed reaches to the end. */
function splitAtSemicolons(value: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let quoted = false;
  const comments = commentEnds(value);
  for (let position = 0; position < value.length; position += 1) {
    const character = value[position];
    if (quoted && character === "\\") position += 1;
    else if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === "(") position = (comments.get(position) ?? position + 1) - 1;
    else if (character === ";") {
      pieces.push(value.slice(start, position));
      start = position + 1;
    }
  }
  pieces.push(value.slice(start));
  return pieces;
}

/** For each bracket that opens a comment the place behind the one that closes it; comments hold comments. */
function commentEnds(text: string): Map<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  for (let position = 0; position < text.length; position += 1) {
    const character = text[position];
    if (character === "\\") position += 1;
    else if (character === "(") open.push(position);
    else if (character === ")") ends.set(open.pop() ?? position, position + 1);
  }
  return ends;
}

/** The value of a quoted string, or of a token together with the blanks some programs leave unquoted in file names. */
function readValue(key: string, text: string): string {
  if (FILE_NAMES.has(key) && !text.startsWith('"')) return text;
  const value = behindComments(text);
  if (!value.startsWith('"')) return withoutComment(value).trim();
  let plain = "";
  for (let position = 1; position < value.length && value[position] !== '"'; position += 1) {
    if (value[position] === "\\") position += 1;
    plain += value[position] ?? "";
  }
  return plain;
}

/** Here brackets are part of the name: `filename=Plan (2).pdf`. */
const FILE_NAMES = new Set(["filename", "name"]);

/** Skips comments at the begin. */
function behindComments(text: string): string {
  let at = text.search(/[^ \t]/);
  if (text[at] !== "(") return text;
  const ends = commentEnds(text);
  for (let end = ends.get(at); end !== undefined; end = ends.get(at)) {
    at = end;
    while (text[at] === " " || text[at] === "\t") at += 1;
  }
  return text.slice(at);
}

/** Cuts a comment; RFC 2045 §5.1 shows `charset=us-ascii (Plain text)`. */
function withoutComment(text: string): string {
  const comment = text.search(/(?:^|[ \t])\(/);
  return comment === -1 ? text : text.slice(0, comment);
}
