import { type ComposeOrder, type CopyOrder, composeCopy, prepareMessage } from "../../src/journey/compose.ts";
import { copyName, type Recipient } from "../../src/journey/placeholders/recipient.ts";
import { readTextParts } from "../../src/journey/placeholders/text-parts.ts";
import type { Address } from "../../src/mail/address.ts";
import { decodeCharset, encodeCharset } from "../../src/mail/charset.ts";
import { parseHeader } from "../../src/mail/header.ts";
import { parseMime } from "../../src/mail/mime-tree.ts";
import { decodeQuotedPrintable, encodeBase64, encodeQuotedPrintable } from "../../src/mail/transfer.ts";

const JUGEND = "jugend@gruppen.example" as Address;
const SERVICE = "service@gruppen.example" as Address;

/** What Ruth's mails to the group Jugend become, if a test says nothing else. */
export function sampleOrder(changes: Partial<ComposeOrder> = {}): ComposeOrder {
  return {
    policy: { mayUseFields: true, fields: ["ORT", "PLZ ORT"], language: "de-CH" },
    groupName: "Jugend",
    target: { name: "Jugend", address: JUGEND, listId: "gr000123.gruppen.example" },
    from: { name: "Ruth Keller via Jugend", address: JUGEND },
    originalFrom: { name: "Ruth Keller", address: "ruth@post.example" as Address },
    replyTo: "Ruth Keller <ruth@post.example>",
    visibleRecipient: "person",
    subjectPrefix: null,
    post: "NO",
    help: SERVICE,
    owner: SERVICE,
    unsubscribeDomain: "gruppen.example",
    feedbackId: "7:gr000123:community:gruppenexample",
    message: 7,
    receivedField: Buffer.from("Received: by mx.example (Rundmail) id 7;\r\n Thu, 26 Nov 2026 20:01:00 +0100\r\n"),
    fallbackDate: "Thu, 26 Nov 2026 20:01:00 +0100",
    fallbackMessageId: "<message-7@gruppen.example>",
    ...changes,
  };
}

export function person(changes: Partial<Recipient> = {}): Recipient {
  return {
    person: 1,
    firstName: "Anna",
    lastName: "Wüthrich",
    gender: "f",
    language: "de",
    title: "",
    fields: {},
    role: "",
    ...changes,
  };
}

export const anna = person();
export const urs = person({ person: 2, firstName: "Urs", gender: "m" });

export function sampleCopy(recipients: Recipient[] = [anna], changes: Partial<CopyOrder> = {}): CopyOrder {
  return {
    address: "familie@post.example" as Address,
    name: copyName(recipients, "de-CH"),
    recipients,
    token: "token",
    unsubscribeToken: "optout",
    messageId: null,
    ...changes,
  };
}

/** One copy of a mail. */
export function compose(raw: Buffer, recipients: Recipient[] = [anna], order = sampleOrder()): Buffer {
  return Buffer.concat(composeCopy(prepareMessage(raw, order), sampleCopy(recipients)));
}

/** A mail with CRLF, from lines as a test writes them; `latin1` for bytes as they are. */
export function mail(text: string, encoding: BufferEncoding = "utf8"): Buffer {
  return Buffer.from(text.replaceAll("\n", "\r\n"), encoding);
}

/** A mail of one text part. */
export function textMail(contentType: string, transferEncoding: string, body: Buffer | string): Buffer {
  const head = mail(
    `From: Ruth Keller <ruth@post.example>\nTo: ${JUGEND}\nSubject: Lager\nMIME-Version: 1.0\nContent-Type: ${contentType}\nContent-Transfer-Encoding: ${transferEncoding}\n\n`,
  );
  return Buffer.concat([head, typeof body === "string" ? mail(body) : body]);
}

/** What Anna (or who is given) reads in a mail of this one text, plain or HTML. */
export function filled(
  text: string,
  recipients: Recipient[] = [anna],
  form: { type?: "plain" | "html"; order?: ComposeOrder } = {},
): string {
  const copy = compose(textMail(`text/${form.type ?? "plain"}; charset=utf-8`, "8bit", text), recipients, form.order);
  return copy.toString().slice(parseHeader(copy).end);
}

/** The decoded text parts of a mail, read by our own words. */
export function texts(copy: Buffer): string[] {
  return readTextParts(copy, parseMime(copy)).map(({ bytes, charset }) => decodeCharset(bytes, charset) ?? "");
}

export function bodyOf(copy: Buffer): Buffer {
  return copy.subarray(parseHeader(copy).end);
}

export function headerOf(copy: Buffer): string {
  return copy.toString("latin1", 0, parseHeader(copy).end);
}

/** A mail whose text is in this charset and encoding. */
export function written(charset: string, encoding: string, text: string, type = "text/plain"): Buffer {
  const bytes = encodeCharset(text, charset) ?? Buffer.from(text);
  const body =
    encoding === "base64"
      ? encodeBase64(bytes)
      : encoding === "quoted-printable"
        ? encodeQuotedPrintable(bytes)
        : bytes;
  return textMail(`${type}; charset=${charset}`, encoding, body);
}

/** Charset and transfer encoding of a mail of one text. */
export function formOf(copy: Buffer): [string | undefined, string] {
  const { params, encoding } = parseMime(copy);
  return [params["charset"], encoding];
}

/** The text of such a mail, read by the words of browsers. */
export function read(copy: Buffer): string {
  const root = parseMime(copy);
  const body = copy.subarray(root.bodyStart);
  const bytes =
    root.encoding === "base64"
      ? Buffer.from(body.toString("latin1"), "base64")
      : root.encoding === "quoted-printable"
        ? decodeQuotedPrintable(body).bytes
        : body;
  return new TextDecoder(root.params["charset"]).decode(bytes);
}
