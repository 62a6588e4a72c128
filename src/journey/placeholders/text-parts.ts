import { isUtf8 } from "node:buffer";
import { decodeCharset, knowsCharset } from "../../mail/charset.ts";
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
  /** Charset of `bytes`; in it every byte below 128 is the ASCII character. */
  charset: string;
  /** Whether `bytes` had to be converted to UTF-8, because in the declared charset an ASCII byte may be half a letter. */
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

/** Charsets in which a byte below 128 is not always the ASCII character. */
const AMBIGUOUS_CHARSET =
  /^(?:cs)?(?:utf-?(?:7|16|32)|unicode|ucs|iso-10646|iso-?2022|cp5022|hz|shift|sjis|x-sjis|ms_kanji|windows-31j|cp932|ms932|gb|cp936|big5|x-x-big5|cp950|euc-?kr|ks_c|ksc|cp949|uhc|johab)/i;

function readTextPart(raw: Buffer, entity: Entity, sealed: boolean): TextPart {
  const { bytes, offsets } = decodeTransfer(raw.subarray(entity.bodyStart, entity.end), entity.encoding);
  const declared = entity.params["charset"]?.trim() || "us-ascii";
  const part = { entity, sealed, isHtml: entity.type === "text/html", declared };
  const converted = AMBIGUOUS_CHARSET.test(declared) ? decodeCharset(bytes, declared) : undefined;
  return converted === undefined
    ? { ...part, charset: readableCharset(declared, bytes), isConverted: false, bytes, offsets }
    : { ...part, charset: "utf-8", isConverted: true, bytes: Buffer.from(converted), offsets: undefined };
}

function decodeTransfer(body: Buffer, encoding: string): { bytes: Buffer; offsets: Uint32Array | undefined } {
  if (encoding === "quoted-printable") return decodeQuotedPrintable(body);
  return { bytes: encoding === "base64" ? decodeBase64(body) : body, offsets: undefined };
}

/** What is declared, or what mail programs take an unknown charset for. */
function readableCharset(declared: string, bytes: Buffer): string {
  if (knowsCharset(declared)) return declared;
  return isUtf8(bytes) ? "utf-8" : "windows-1252";
}
