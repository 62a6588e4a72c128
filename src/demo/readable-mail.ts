import { type AddressObject, type HeaderValue, simpleParser } from "mailparser";

/** A mail as a mail program shows it. Read with another parser than the server's own, so that each checks the other. */
export interface ReadableMail {
  from: string;
  to: string;
  /** Empty where the mail has no such field. */
  replyTo: string;
  subject: string;
  messageId: string;
  text: string;
  /** Empty where the mail has no such part. */
  html: string;
  attachments: { name: string; bytes: Buffer }[];
  /** What kind of notice it is (`X-Rundmail-Notice`), or "copy". */
  kind: string;
}

/** Reads a mail from its bytes. */
export async function readMail(raw: Buffer): Promise<ReadableMail> {
  const mail = await simpleParser(raw, {
    // A mail program shows what is there; the parser would also derive one part from the other.
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
  });
  return {
    from: addressesOf(mail.from),
    to: addressesOf(mail.to),
    replyTo: addressesOf(mail.replyTo),
    subject: mail.subject ?? "",
    messageId: mail.messageId ?? "",
    text: (mail.text ?? "").trimEnd(),
    html: mail.html === false ? "" : mail.html,
    attachments: mail.attachments.map(({ filename, content }) => ({ name: filename ?? "", bytes: content })),
    kind: wordOf(mail.headers.get("x-rundmail-notice")) ?? "copy",
  };
}

/** `Ruth Keller <ruth@post.example>`, as a mail program writes it. */
function addressesOf(field: AddressObject | AddressObject[] | undefined): string {
  return [field ?? []]
    .flat()
    .flatMap(({ value }) => value)
    .map(({ name, address = "" }) => (name === "" ? address : `${name} <${address}>`))
    .join(", ");
}

function wordOf(value: HeaderValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
