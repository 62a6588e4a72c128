import { decodeWords } from "../mail/encoded-words.ts";
import type { Field } from "../mail/header.ts";
import { encodeField } from "../mail/header.ts";

/** Words that mail programs put before the subject of an answer or a forwarded mail, in our four languages and others. */
const ANSWER_WORDS =
  /^(?:(?:re|aw|antw?|antwort|fwd?|fw|wg|wtr|tr|rép?|ref|rif|r|i|inoltra|sv|vs|vb|vl|odp)(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?\s?:\s*)+/i;

/** The subject with the prefix of the group, unless it has it already, be it behind "Re:" or "AW:". */
export function withPrefix(subject: string, prefix: string | null): string {
  const word = prefix?.trim() ?? "";
  if (word === "" || startsWith(subject, word) || startsWith(subject.replace(ANSWER_WORDS, ""), word)) return subject;
  return `${word} ${subject}`.trim();
}

/** RFC 5322 §2.1.1. */
const MAX_COLUMN = 78;

/**
 * A Subject field with the prefix of the group before the bytes as received. A prefix beyond ASCII must be encoded, and
 * the blank between two encoded words is not read: then the whole field is encoded anew.
 */
export function prefixField(field: Pick<Field, "raw" | "value">, prefix: string | null): Buffer {
  const subject = decodeWords(field.value);
  const prefixed = withPrefix(subject, prefix);
  if (prefixed === subject) return field.raw;
  const word = prefix?.trim() ?? "";
  if (/[^ -~]|=\?/.test(word) || subject === "") return encodeField("Subject", prefixed);
  const value = field.raw.toString("latin1").replace(/^[^:]*:[ \t]*/, "");
  const firstLine = value.slice(0, value.search(/\r?\n/));
  const separator = "Subject: ".length + word.length + 1 + firstLine.length > MAX_COLUMN ? "\r\n " : " ";
  return Buffer.from(`Subject: ${word}${separator}${value.replace(/^\r?\n[ \t]+/, "")}`, "latin1");
}

function startsWith(subject: string, word: string): boolean {
  return subject.slice(0, word.length).toLowerCase() === word.toLowerCase();
}
