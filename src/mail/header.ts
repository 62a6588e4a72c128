/**
 * Header blocks of messages and body parts (RFC 5322 §2.2, RFC 2045 §3), read without changing or copying a byte.
 */
import { isUtf8 } from "node:buffer";
import { encodeWords } from "./encoded-words.ts";

/** Octets and lines of one header block that are read; RFC 5322 sets no limit, attackers use that. */
export const MAX_HEADER_BYTES = 262_144;
export const MAX_HEADER_LINES = 1_000;

/** One header field. */
export interface Field {
  /** As written, without blanks before the colon (which only RFC 5322 §4.5 allows). */
  name: string;
  /** The name in lower case. */
  key: string;
  /** The whole field with its line ends, bytes as received. */
  raw: Buffer;
  /** Unfolded and trimmed, read as UTF-8 where it is valid UTF-8, else as Latin-1; encoded words are not decoded. */
  value: string;
}

/**
 * What a strict reader objects to. `not-a-field` ends the block; beyond the two limits nothing is read but the end.
 */
type HeaderProblem =
  | "not-a-field"
  | "too-many-header-lines"
  | "header-too-large"
  | "nul-in-header"
  | "bare-cr-in-header";

/** The fields of a message or part, in order. */
export interface HeaderBlock {
  fields: Field[];
  /** Offset of the body: behind the empty line, or where the first line that is no field begins. */
  end: number;
  problems: HeaderProblem[];
}

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const COLON = 0x3a;

/**
 * Reads the header block of `raw` between two offsets, in linear time. Lines end with CRLF or LF; a lone CR is a
 * character of its line. Never throws: what is odd is named in `problems`.
 */
export function parseHeader(raw: Buffer, start = 0, end = raw.length): HeaderBlock {
  const fields: Field[] = [];
  const problems = new Set<HeaderProblem>();
  let position = start;
  let lines = 0;
  while (position < end && !isEmptyLine(raw, position, end)) {
    const name = readFieldName(raw, position, lineEnd(raw, position, end));
    if (name === undefined) {
      problems.add("not-a-field");
      return { fields, end: position, problems: [...problems] };
    }
    const fieldStart = position;
    do {
      position = lineEnd(raw, position, end);
      lines += 1;
    } while (lines <= MAX_HEADER_LINES && (raw[position] === SPACE || raw[position] === TAB) && position < end);
    const excess = excessOf(lines, position - start);
    if (excess !== undefined) {
      problems.add(excess);
      position = emptyLineFrom(raw, position, end);
      break;
    }
    fields.push(toField(name, raw.subarray(fieldStart, position), problems));
  }
  return { fields, end: position < end ? lineEnd(raw, position, end) : position, problems: [...problems] };
}

/** All values of the fields with this name, in order; names are compared without regard to case. */
export function fieldValues(block: HeaderBlock, name: string): string[] {
  const key = name.toLowerCase();
  return block.fields.filter((field) => field.key === key).map((field) => field.value);
}

/** The value of the topmost field with this name. */
export function firstValue(block: HeaderBlock, name: string): string | undefined {
  const key = name.toLowerCase();
  return block.fields.find((field) => field.key === key)?.value;
}

/** RFC 5322 §2.1.1. */
const MAX_COLUMN = 78;

/**
 * Writes an unstructured field, folded to 78 columns where its words allow it and ended by CRLF. What is not ASCII
 * becomes encoded words (RFC 2047); line breaks and tabs become blanks and other control characters are dropped, so no
 * text can open a second field.
 */
export function encodeField(name: string, text: string): Buffer {
  const clean = text
    .toWellFormed()
    .replace(/[\t\r\n]+/g, " ")
    .replace(/\p{Cc}/gu, "");
  let field = `${name}:`;
  let column = field.length;
  for (const word of encodeWords(clean.trim()).split(" ")) {
    // An empty word is one of several blanks: a fold there could leave a line of nothing but blanks (RFC 5322 §3.2.2).
    const folds = word !== "" && column + 1 + word.length > MAX_COLUMN;
    field += folds ? `\r\n ${word}` : ` ${word}`;
    column = folds ? 1 + word.length : column + 1 + word.length;
  }
  return Buffer.from(`${field}\r\n`);
}

function toField(name: string, raw: Buffer, problems: Set<HeaderProblem>): Field {
  const text = isUtf8(raw) ? raw.toString("utf8") : raw.toString("latin1");
  const value = trimBlanks(text.slice(text.indexOf(":") + 1).replace(/\r?\n(?=[ \t])/g, ""));
  if (value.includes("\0")) problems.add("nul-in-header");
  if (value.includes("\r")) problems.add("bare-cr-in-header");
  return { name, key: name.toLowerCase(), raw, value };
}

/** Cuts blanks and line ends; by hand, because /\s+$/ takes quadratic time on long runs of blanks. */
function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || code === CR || code === LF;
}

/**
 * The name before the colon: printable ASCII without blanks (RFC 5322 §2.2), undefined where the line is no field. A line
 * that begins with two hyphens is none: boundary="a:b" makes delimiter lines with a colon, and they end a header.
 */
function readFieldName(raw: Buffer, start: number, end: number): string | undefined {
  const colon = raw.subarray(start, end).indexOf(COLON) + start;
  if (colon <= start) return undefined;
  let nameEnd = colon;
  while (nameEnd > start && (raw[nameEnd - 1] === SPACE || raw[nameEnd - 1] === TAB)) nameEnd -= 1;
  const name = raw.toString("latin1", start, nameEnd);
  return /^(?!--)[!-9;-~]+$/.test(name) ? name : undefined;
}

function isEmptyLine(raw: Buffer, position: number, end: number): boolean {
  if (raw[position] === LF) return true;
  return raw[position] === CR && position + 1 < end && raw[position + 1] === LF;
}

function excessOf(lines: number, bytes: number): HeaderProblem | undefined {
  if (lines > MAX_HEADER_LINES) return "too-many-header-lines";
  return bytes > MAX_HEADER_BYTES ? "header-too-large" : undefined;
}

/** Offset of the first empty line at or behind `from`, the begin of a line; `end` where there is none. */
function emptyLineFrom(raw: Buffer, from: number, end: number): number {
  for (let position = from; position < end; position += 1) {
    if ((position === from || raw[position - 1] === LF) && isEmptyLine(raw, position, end)) return position;
  }
  return end;
}

/** Offset behind the line that begins at `position`. */
function lineEnd(raw: Buffer, position: number, end: number): number {
  const feed = raw.indexOf(LF, position);
  return feed === -1 || feed >= end ? end : feed + 1;
}
