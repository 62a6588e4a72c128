/** Mails as people's programs write them. */

import Japanese from "encoding-japanese";
import iconv from "iconv-lite";
import { DOMAIN } from "./people.ts";

/** A mail and its envelope, ready to be handed to a server. */
export interface Post {
  /** Envelope sender, "" for the null sender. */
  from: string;
  to: string[];
  raw: Buffer;
}

export interface Letter {
  /** Written as in the field: `ruth@post.example` or `Ruth Keller <ruth@post.example>`. */
  from: string;
  to: string | string[];
  cc?: string | string[];
  /** As text, or as the field's bytes where an encoded word is already in it. */
  subject?: string;
  text?: string;
  /** Alone, or with a text as multipart/alternative. */
  html?: string;
  /** Default UTF-8. */
  charset?: string;
  /** Default 8bit. */
  encoding?: "8bit" | "quoted-printable" | "base64";
  /** Whole further fields without line ends, such as `Auto-Submitted: auto-replied`. */
  headers?: string[];
}

let written = 0;

/** Writes a mail. Its envelope is what a mail program gives to our server: the addresses of our domain in To and Cc. */
export function mailTo(letter: Letter): Post {
  const charset = letter.charset ?? "utf-8";
  const to = listed(letter.to);
  const cc = listed(letter.cc ?? []);
  written += 1;
  const head = [
    `From: ${encodedNames(letter.from, charset)}`,
    `To: ${to.map((one) => encodedNames(one, charset)).join(", ")}`,
    ...(cc.length === 0 ? [] : [`Cc: ${cc.map((one) => encodedNames(one, charset)).join(", ")}`]),
    `Subject: ${encodedWord(letter.subject ?? "Ohne Betreff", charset)}`,
    `Message-ID: <${written}.${process.pid}.${Date.now()}@mail.post.example>`,
    "Date: Thu, 26 Nov 2026 20:01:00 +0100",
    "MIME-Version: 1.0",
    ...(letter.headers ?? []),
  ];
  return {
    from: addressIn(letter.from),
    to: [...to, ...cc].map(addressIn).filter((address) => address.endsWith(`@${DOMAIN}`)),
    raw: Buffer.concat([latin(`${head.join("\r\n")}\r\n`), body(letter, charset)]),
  };
}

function body({ text, html, encoding = "8bit" }: Letter, charset: string): Buffer {
  if (html !== undefined && text === undefined) return part("text/html", html, charset, encoding);
  const plain = part("text/plain", text ?? "", charset, encoding);
  if (html === undefined) return plain;
  const boundary = "=_alternative";
  return Buffer.concat([
    latin(`Content-Type: multipart/alternative; boundary="${boundary}"\r\n\r\n--${boundary}\r\n`),
    plain,
    latin(`\r\n--${boundary}\r\n`),
    part("text/html", html, charset, encoding),
    latin(`\r\n--${boundary}--\r\n`),
  ]);
}

function part(type: string, text: string, charset: string, encoding: string): Buffer {
  const bytes = inCharset(text.replace(/\r?\n/g, "\r\n"), charset);
  const head = `Content-Type: ${type}; charset=${charset}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
  return Buffer.concat([latin(head), encoded(bytes, encoding)]);
}

function encoded(bytes: Buffer, encoding: string): Buffer {
  switch (encoding) {
    case "base64":
      return latin(bytes.toString("base64").replace(/.{76}/g, "$&\r\n"));
    case "quoted-printable":
      return latin(quotedPrintable(bytes));
    default:
      return bytes;
  }
}

/** Short lines on purpose: soft breaks fall everywhere, also into placeholders. @param columns of an encoded line */
function quotedPrintable(bytes: Buffer, columns = 20): string {
  const lines = bytes.toString("latin1").split("\r\n");
  return lines.map((line) => softBroken(line, columns)).join("\r\n");
}

function softBroken(line: string, columns: number): string {
  const units = [...line].map((char) => {
    const isPlain = /[ -<>-~]/.test(char);
    return isPlain ? char : `=${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
  });
  const rows: string[] = [];
  let row = "";
  for (const unit of units) {
    if (row.length + unit.length >= columns) {
      rows.push(`${row}=`);
      row = "";
    }
    row += unit;
  }
  return [...rows, row].join("\r\n");
}

/** The bytes of a text in a charset; the test is wrong if it does not fit. */
function inCharset(text: string, charset: string): Buffer {
  if (charset === "iso-2022-jp")
    return Buffer.from(Japanese.convert(text, { from: "UNICODE", to: "JIS", type: "array" }));
  const bytes = iconv.encode(text, charset);
  if (iconv.decode(bytes, charset) !== text) throw new Error(`this text does not fit into ${charset}: ${text}`);
  return bytes;
}

function encodedNames(mailbox: string, charset: string): string {
  const [, name, rest] = /^(.*?)\s*(<[^<>]*>)$/.exec(mailbox) ?? [];
  return name === undefined || rest === undefined ? mailbox : `${encodedWord(name, charset)} ${rest}`;
}

/** RFC 2047, one word however long. */
function encodedWord(text: string, charset: string): string {
  return /^[ -~\r\n\t]*$/.test(text) ? text : `=?${charset}?B?${inCharset(text, charset).toString("base64")}?=`;
}

/** The bare address of a mailbox as it stands in a field. */
export function addressIn(mailbox: string): string {
  return /<([^<>]*)>/.exec(mailbox)?.[1] ?? mailbox;
}

function listed(value: string | string[]): string[] {
  return typeof value === "string" ? [value] : value;
}

function latin(text: string): Buffer {
  return Buffer.from(text, "latin1");
}
