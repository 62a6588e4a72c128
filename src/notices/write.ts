import { type Address, formatMailbox, parseAddress } from "../mail/address.ts";
import { formatDate } from "../mail/date.ts";
import { encodeField } from "../mail/header.ts";
import { toCrlf } from "../mail/line-ends.ts";
import { encodeQuotedPrintable } from "../mail/transfer.ts";
import type { Frame, Notice } from "./notice.ts";
import { noticeText } from "./notice-text.ts";
import type { NoticeText } from "./phrases.ts";

/**
 * Writes a notice as a complete mail with CRLF, ready for DATA. A question, and mail that is passed on or archived, is
 * multipart/mixed: text/plain, then the original as message/rfc822 if the frame has one. Others are text/plain alone.
 * Whatever strangers wrote is harmless in it; the same notice and frame always give the same bytes.
 * @throws Error when a question comes without answer addresses: a bug of the caller
 */
export function writeNotice(notice: Notice, frame: Frame): Buffer {
  const text = noticeText(notice, frame);
  const fields = headerFields(notice, text.subject, frame);
  const about = subjectOfOriginal(notice);
  if (about === null) return Buffer.concat([...fields, textPart(text)]);

  const original = frame.original === null ? undefined : toCrlf(frame.original);
  const encoding = original === undefined ? "7bit" : bitsOf(original);
  const boundary = boundaryFor(frame.messageId, original ?? Buffer.alloc(0));
  return Buffer.concat([
    ...fields,
    ascii(`Content-Type: multipart/mixed; boundary="${boundary}"`, `Content-Transfer-Encoding: ${encoding}`),
    ascii("", `--${boundary}`),
    textPart(text),
    ...(original === undefined ? [] : [ascii("", `--${boundary}`), ...originalPart(original, about)]),
    ascii("", `--${boundary}--`),
  ]);
}

function originalPart(original: Buffer, subject: string): Buffer[] {
  return [
    ascii("Content-Type: message/rfc822", `Content-Transfer-Encoding: ${bitsOf(original)}`),
    ascii("Content-Disposition: attachment;", ` filename="${fileName(subject)}"`, ""),
    original,
  ];
}

function headerFields(notice: Notice, subject: string, frame: Frame): Buffer[] {
  return [
    ascii(`Date: ${formatDate(frame.sentAt)}`),
    Buffer.from(`From: ${formatMailbox({ name: frame.organisation, address: service(frame.domain) })}\r\n`),
    Buffer.from(`To: ${formatMailbox(frame.to)}\r\n`),
    ...(frame.answer === null || !isQuestion(notice) ? [] : [Buffer.from(`Reply-To: ${frame.answer.confirm}\r\n`)]),
    encodeField("Subject", subject),
    ascii(`Message-ID: <${frame.messageId}>`),
    ascii(`Auto-Submitted: ${answersMail(notice) ? "auto-replied" : "auto-generated"}`),
    ascii("X-Auto-Response-Suppress: All", `X-Rundmail-Notice: ${notice.kind}`),
    ...(frame.message === null ? [] : [ascii(`X-Rundmail-Message: ${frame.message}`)]),
    ascii(`Content-Language: ${frame.language}`, "MIME-Version: 1.0"),
  ];
}

/** Text as its own MIME part. Lines that our words keep short may be long by an address; the encoding allows that. */
function textPart({ paragraphs }: NoticeText): Buffer {
  const text = paragraphs.map((lines) => lines.join("\r\n")).join("\r\n\r\n");
  return Buffer.concat([
    ascii("Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", ""),
    encodeQuotedPrintable(Buffer.from(`${text}\r\n`)),
  ]);
}

/** What is answered goes to the answer address. */
function isQuestion(notice: Notice): boolean {
  return "facts" in notice || (notice.kind === "answer" && notice.why === "unclear");
}

/** `auto-replied` is for what a program answers to one mail of the reader, `auto-generated` for the rest (RFC 3834 §5). */
function answersMail(notice: Notice): boolean {
  return notice.kind === "held" || notice.kind === "refused" || notice.kind === "answer";
}

/** Null: the notice carries no original. */
function subjectOfOriginal(notice: Notice): string | null {
  if ("facts" in notice) return notice.facts.subject;
  return notice.kind === "forwarded" || notice.kind === "archive" ? notice.subject : null;
}

function service(domain: string): Address {
  const address = parseAddress(`service@${domain}`);
  if (address === undefined) throw new Error("the configured domain makes no address");
  return address;
}

/** A delimiter that the original does not contain (RFC 2046 §5.1.1), the same at every retry. */
function boundaryFor(messageId: string, original: Buffer): string {
  const base = `=_rundmail_${messageId.replace(/[^\w]/g, "").slice(0, 40)}`;
  let boundary = base;
  for (let suffix = 1; original.includes(boundary); suffix++) boundary = `${base}_${suffix}`;
  return boundary;
}

/** message/rfc822 must not be encoded (RFC 2046 §5.2.1), only named for what it is. */
function bitsOf(original: Buffer): "7bit" | "8bit" {
  return original.every((byte) => byte < 0x80) ? "7bit" : "8bit";
}

/** The subject as a file name that every system takes: `sommerlager-2027.eml`. */
function fileName(subject: string): string {
  const plain = subject
    .slice(0, 200)
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 50)
    .replace(/^-+|-+$/g, "");
  return `${plain === "" ? "mail" : plain}.eml`;
}

function ascii(...lines: string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\r\n`).join(""), "latin1");
}
