/**
 * Character sets of body parts, encoded words and parameters, by the names that mails use.
 */
import { isUtf8 } from "node:buffer";
import Japanese from "encoding-japanese";
import iconv from "iconv-lite";

/** Whether text in this charset can be read. */
export function knowsCharset(charset: string): boolean {
  return codecOf(charset) !== undefined;
}

/**
 * Decodes bytes; undefined where the charset is unknown. Invalid sequences become U+FFFD. What claims to be US-ASCII
 * and is not is read as UTF-8 or Windows-1252, as every mail program does.
 */
export function decodeCharset(bytes: Buffer, charset: string): string | undefined {
  const codec = codecOf(charset);
  switch (codec) {
    case undefined:
      return undefined;
    case "us-ascii":
      return isUtf8(bytes) ? bytes.toString("utf8") : iconv.decode(bytes, "windows-1252");
    case "utf-8":
      return bytes.toString("utf8");
    case "iso-2022-jp":
      return Japanese.convert(bytes, { from: "JIS", to: "UNICODE", type: "string" });
    default:
      return iconv.decode(bytes, codec);
  }
}

/**
 * Encodes text; undefined where the charset is unknown or lacks one of the characters. UTF-16 and UTF-32 without byte
 * order give undefined as well: what is encoded here is put into the middle of other text, where no byte order mark may
 * stand. UTF-8 takes every text.
 */
export function encodeCharset(text: string, charset: string): Buffer | undefined {
  const codec = codecOf(charset);
  switch (codec) {
    case undefined:
    case "utf-16":
    case "utf-32":
      return undefined;
    case "utf-8":
      return Buffer.from(text, "utf8");
    case "us-ascii":
      return Buffer.byteLength(text) === text.length ? Buffer.from(text, "latin1") : undefined;
    case "iso-2022-jp":
      return unlessLossy(
        text,
        charset,
        Buffer.from(Japanese.convert(text, { from: "UNICODE", to: "JIS", type: "array" })),
      );
    default:
      return unlessLossy(text, charset, iconv.encode(text, codec));
  }
}

function unlessLossy(text: string, charset: string, bytes: Buffer): Buffer | undefined {
  return decodeCharset(bytes, charset) === text ? bytes : undefined;
}

/** Names of one charset that differ in more than punctuation, and names that iconv-lite lacks. */
const ALIASES: Record<string, string> = {
  utf8: "utf-8",
  ascii: "us-ascii",
  "ansi_x3.4-1968": "us-ascii",
  "iso646-us": "us-ascii",
  "iso-2022-jp-ms": "iso-2022-jp",
  csiso2022jp: "iso-2022-jp",
  cp50220: "iso-2022-jp",
  cp50221: "iso-2022-jp",
  "iso-gb2312": "gb2312",
  "x-mac-roman": "macintosh",
  utf16: "utf-16",
  utf32: "utf-32",
};

/** What iconv-lite counts as encodings, and no mail may name as a charset. */
const NO_CHARSETS = new Set(["base64", "hex", "binary", "ucs2", "internal"]);

type IconvCodec = Parameters<typeof iconv.decode>[1];
type Codec = IconvCodec | "us-ascii" | "utf-8" | "iso-2022-jp" | "utf-16" | "utf-32";

function codecOf(charset: string): Codec | undefined {
  const label = charset.trim().toLowerCase();
  const name = Object.hasOwn(ALIASES, label) ? (ALIASES[label] ?? label) : label;
  if (name === "iso-2022-jp") return name;
  if (NO_CHARSETS.has(name) || !/^[a-z0-9][a-z0-9._:-]{0,63}$/.test(name)) return undefined;
  return iconv.encodingExists(name) ? name : undefined;
}
