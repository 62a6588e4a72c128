/**
 * What a report returns of the mail it is about: a part with the message (RFC 2046 §5.2.1) or its header (RFC 6522 §4), or
 * lines at the foot of a mere text.
 */
import { foldText } from "./fold-text.ts";
import { firstValue, type HeaderBlock, parseHeader } from "./header.ts";
import type { Entity } from "./mime-tree.ts";
import { RETURN_MARKS } from "./return-marks.ts";
import { decodeTextPart } from "./text-part.ts";

/** Encoded bytes of a returned message that are looked at: its header, with room for signatures and traces. */
const MAX_RETURNED_BYTES = 262_144;

const RETURNED_TYPES = new Set([
  "message/rfc822",
  "message/global",
  "text/rfc822-headers",
  "text/rfc822-header",
  "message/rfc822-headers",
  "message/global-headers",
  "message/partial",
]);

/** Whether a part holds a returned message or its header. */
export function isReturnedMessage(entity: Entity): boolean {
  return RETURNED_TYPES.has(entity.type);
}

/** The header of the first returned message or header among the parts; undefined where there is none. */
export function returnedHeader(raw: Buffer, root: Entity): HeaderBlock | undefined {
  for (const part of leavesOf(root)) {
    if (!isReturnedMessage(part)) continue;
    const header = headerOf(decodeTextPart(raw, part, MAX_RETURNED_BYTES));
    if (header.fields.length > 0) return header;
  }
  return undefined;
}

/** The value of a field of a returned header, without angle brackets around it; null where it is missing or empty. */
export function returnedValue(header: HeaderBlock | undefined, name: string): string | null {
  const value = header === undefined ? "" : (firstValue(header, name) ?? "");
  const bare = /^<([^<>]*)>/.exec(value)?.[1] ?? value;
  return bare.trim() === "" ? null : bare.trim();
}

/** A text in two: what the reporting server says itself, and the header of the mail that it returns below. */
export interface DividedText {
  own: string;
  returned: HeaderBlock | undefined;
}

/**
 * Divides the text of a report where the returned mail begins: at a line that announces it, or at the first lines that
 * are the header of a mail. The announcement belongs to neither.
 */
export function divideAtReturned(text: string): DividedText {
  const lines = text.split(/\r\n|\r|\n/);
  const announced = lines.findIndex(announcesReturned);
  const header = headerStart(lines);
  const isHeaderFirst = announced === -1 || (header !== -1 && header < announced);
  const end = isHeaderFirst ? header : announced;
  if (end === -1) return { own: text, returned: undefined };
  return { own: lines.slice(0, end).join("\n"), returned: headerBehind(lines, isHeaderFirst ? end : end + 1) };
}

function leavesOf(entity: Entity): Entity[] {
  return entity.children.length > 0 ? entity.children.flatMap(leavesOf) : [entity];
}

/** Some servers return the mbox line with the message, or put an empty line before it. */
function headerOf(text: string): HeaderBlock {
  return parseHeader(Buffer.from(text.replace(/^(?:[ \t]{0,80}\r?\n){0,3}(?:>?From [^\n]{0,500}\n)?/, "")));
}

/** Longest line that announces anything; a server's own words are short. */
const MAX_ANNOUNCEMENT = 200;

function announcesReturned(line: string): boolean {
  if (line.length > MAX_ANNOUNCEMENT || line.trim() === "") return false;
  const folded = foldText(line).trim();
  return RETURN_MARKS.some((mark) => mark.test(folded));
}

/** Between an announcement and the header lie rulers, empty lines and sentences. */
const MAX_LINES_BEFORE_HEADER = 40;

function headerBehind(lines: readonly string[], from: number): HeaderBlock | undefined {
  const until = Math.min(lines.length, from + MAX_LINES_BEFORE_HEADER);
  for (let at = from; at < until; at += 1) {
    if (!isField(lines[at] ?? "")) continue;
    const header = parseHeader(Buffer.from(blockAt(lines, at).join("\r\n")));
    if (header.fields.length > 0) return header;
  }
  return undefined;
}

/** "> " of a quote and a margin before each line, which would make every field a folded one. */
const MARGIN = /^(?:[>|][ \t]?|[ \t]+)/;
const FIELD_START = /^[>| \t]{0,12}([a-z][\w-]{0,60})[ \t]?:/i;
const MAX_HEADER_LINES = 500;

function isField(line: string): boolean {
  return FIELD_START.test(line);
}

function blockAt(lines: readonly string[], at: number): string[] {
  const margin = MARGIN.exec(lines[at] ?? "")?.[0] ?? "";
  const block: string[] = [];
  for (const line of lines.slice(at, at + MAX_HEADER_LINES)) {
    if (line.trim() === "" || line.trim() === margin.trim()) break;
    block.push(line.startsWith(margin) ? line.slice(margin.length) : line);
  }
  return block;
}

/** Fields that stand in no report, only in mails. */
const TRACES = new Set(["received", "return-path", "message-id", "mime-version", "dkim-signature", "x-rundmail-copy"]);

/**
 * Where the header of a mail begins among the lines, -1 where nowhere: at a field behind something else, with a second
 * one before the next empty line, and one among them that only mails have.
 */
function headerStart(lines: readonly string[]): number {
  const names = lines.map((line) => (line.trim() === "" ? "" : fieldName(line)));
  return names.findIndex(
    (name, at) =>
      name && !names[at - 1] && startsHeader(names, at) && !isQuotedAbove(lines.slice(Math.max(0, at - 2), at)),
  );
}

/** iPlanet and PMDF tell which mail they are about, and what became of it only then. */
function isQuotedAbove(before: readonly string[]): boolean {
  return before.some((line) => /with the following header fields:?\s*$/i.test(line));
}

function startsHeader(names: readonly (string | undefined)[], from: number): boolean {
  const found = new Set<string>();
  for (let at = from; at < Math.min(names.length, from + MAX_LINES_BEFORE_HEADER) && names[at] !== ""; at += 1) {
    const name = names[at];
    if (name !== undefined) found.add(name);
  }
  return found.size > 1 && !TRACES.isDisjointFrom(found);
}

function fieldName(line: string): string | undefined {
  return FIELD_START.exec(line.slice(0, 100))?.[1]?.toLowerCase();
}
