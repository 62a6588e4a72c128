import { isByteWise } from "../../mail/byte-view.ts";
import { decodeCharset, readableCharset } from "../../mail/charset.ts";
import { type Entity, isSealed } from "../../mail/mime-tree.ts";
import { decodeBase64, decodeQuotedPrintable } from "../../mail/transfer.ts";

/** A text that people read, decoded so far that placeholders can be found in it. */
export interface TextPart {
  entity: Entity;
  /** Signed or encrypted: may be read, never changed. */
  sealed: boolean;
  isHtml: boolean;
  /** Charset as the part declares it. */
  declared: string;
  /** Charset of `bytes`. */
  charset: string;
  /** Whether `bytes` had to be converted to UTF-8, because in the declared charset no byte says an ASCII character. */
  isConverted: boolean;
  /** The text without its transfer encoding. */
  bytes: Buffer;
  /** Of quoted-printable: where in the encoded body each of `bytes` begins. */
  offsets: Uint32Array | undefined;
}

/** The text/plain and text/html parts of a message that are no attachments, in order; message/rfc822 is a closed book. */
export function readTextParts(raw: Buffer, root: Entity): TextPart[] {
  const parts: TextPart[] = [];
  const visit = (entity: Entity, above: Entity[]) => {
    const path = [...above, entity];
    const isText = entity.type === "text/plain" || entity.type === "text/html";
    if (isText && entity.disposition !== "attachment" && !UNREADABLE_ENCODING.test(entity.encoding)) {
      parts.push(readTextPart(raw, entity, isSealed(path)));
    }
    for (const child of entity.children) visit(child, path);
  };
  visit(root, []);
  return parts;
}

/** uuencode and yEnc as a transfer encoding; unknown words such as "8-bit" are taken for no encoding at all. */
const UNREADABLE_ENCODING = /^x-/;

function readTextPart(raw: Buffer, entity: Entity, sealed: boolean): TextPart {
  const { bytes, offsets } = decodeTransfer(raw.subarray(entity.bodyStart, entity.end), entity.encoding);
  const isHtml = entity.type === "text/html";
  const declared = entity.params["charset"]?.trim() || "us-ascii";
  const part = { entity, sealed, isHtml, declared };
  const within = isHtml && !entity.params["charset"] ? charsetInHtml(bytes) : undefined;
  const charset = readableCharset(within ?? declared, bytes);
  if (isByteWise(charset)) return { ...part, charset, isConverted: false, bytes, offsets };
  const converted = Buffer.from(decodeCharset(bytes, charset) ?? "");
  return { ...part, charset: "utf-8", isConverted: true, bytes: converted, offsets: undefined };
}

const META_CHARSET = /<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})/i;
/** As far as browsers look for it (HTML Living Standard §13.2.3.2). */
const HTML_BEGINNING = 1_024;

/** What an HTML text says of its own charset; mail programs go by it where the header says nothing. */
function charsetInHtml(bytes: Buffer): string | undefined {
  const charset = META_CHARSET.exec(bytes.toString("latin1", 0, HTML_BEGINNING))?.[1];
  return charset !== undefined && isByteWise(charset) ? charset : undefined;
}

function decodeTransfer(body: Buffer, encoding: string): { bytes: Buffer; offsets: Uint32Array | undefined } {
  if (encoding === "quoted-printable") return decodeQuotedPrintable(body);
  return { bytes: encoding === "base64" ? decodeBase64(body) : body, offsets: undefined };
}
