/**
 * Character sets of body parts, encoded words and parameters, by the names that mails use.
 */
import { isAscii, isUtf8 } from "node:buffer";
import Japanese from "encoding-japanese";
import iconv from "iconv-lite";

/** Whether text in this charset can be read. */
export function knowsCharset(charset: string): boolean {
  return codecOf(charset) !== undefined;
}

/** Whether this is ISO-2022-JP, in which escape sequences say what the bytes behind them are. */
export function isIso2022Jp(charset: string): boolean {
  return codecOf(charset) === "iso-2022-jp";
}

/**
 * The charset in which mail programs read these bytes, where the declared one is not known or claims too little. Who says
 * ISO-8859-1 and has quotes or dashes of Windows in the text, means Windows-1252.
 */
export function readableCharset(declared: string, bytes: Buffer): string {
  const codec = codecOf(declared);
  if (codec === "us-ascii" ? isAscii(bytes) : codec !== undefined) {
    return LATIN_1.test(declared) && bytes.some((byte) => byte >= 0x80 && byte < 0xa0) ? "windows-1252" : declared;
  }
  return isUtf8(bytes) ? "utf-8" : "windows-1252";
}

const LATIN_1 = /^\s*(?:iso[-_]?8859[-_]?1|latin[-_]?1)\s*$/i;

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
      return decodeCharset(bytes, isUtf8(bytes) ? "utf-8" : "windows-1252");
    case "utf-8":
      return bytes.toString("utf8");
    case "iso-2022-jp":
      return Japanese.convert(bytes, { from: "JIS", to: "UNICODE", type: "string" });
    case "utf-16":
    case "utf-32":
      return iconv.decode(bytes, codec);
    default:
      // Where the name says the byte order, a mark is a character of the text: it must not be lost in a copy.
      return iconv.decode(bytes, codec, { stripBOM: false });
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
    case "iso-2022-jp": {
      const bytes = Buffer.from(Japanese.convert(text, { from: "UNICODE", to: "JIS", type: "array" }));
      return bytes.includes(SUPPLEMENTARY_JAPANESE) ? undefined : unlessLossy(text, charset, bytes);
    }
    default:
      return unlessLossy(text, charset, iconv.encode(text, codec));
  }
}

/** Turns to JIS X 0212, which mail programs that say ISO-2022-JP do not read. */
const SUPPLEMENTARY_JAPANESE = "\x1b$(D";

function unlessLossy(text: string, charset: string, bytes: Buffer): Buffer | undefined {
  return decodeCharset(bytes, charset) === text ? bytes : undefined;
}

/** Names of one charset that differ in more than punctuation, and names that iconv-lite lacks. */
const ALIASES: Record<string, string> = {
  utf8: "utf-8",
  ascii: "us-ascii",
  "ansi_x3.4-1968": "us-ascii",
  "iso646-us": "us-ascii",
  "iso_646.irv:1991": "us-ascii",
  "iso-ir-6": "us-ascii",
  csascii: "us-ascii",
  cp367: "us-ascii",
  ibm367: "us-ascii",
  us: "us-ascii",
  "646": "us-ascii",
  "unicode-1-1-utf-8": "utf-8",
  cp65001: "utf-8",
  utf8mb4: "utf-8",
  "iso-8859-6-i": "iso-8859-6",
  "x-euc-jp": "euc-jp",
  "x-windows-949": "cp949",
  "iso-2022-jp-ms": "iso-2022-jp",
  "iso-2022-jp-1": "iso-2022-jp",
  "iso-2022-jp-2": "iso-2022-jp",
  csiso2022jp: "iso-2022-jp",
  cp50220: "iso-2022-jp",
  cp50221: "iso-2022-jp",
  "iso-gb2312": "gb2312",
  "x-mac-roman": "macintosh",
  koi8: "koi8-r",
  unicode: "utf-16",
  "iso-10646-ucs-2": "utf-16",
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
  if (iconv.encodingExists(name)) return name;
  // Many a charset was marked as private before it was registered: x-cp1251, x-mac-cyrillic.
  return PRIVATE.test(label) ? codecOf(label.replace(PRIVATE, "")) : undefined;
}

/** Once only: a stranger's "x-x-x-" would cost a search for each. */
const PRIVATE = /^x-(?!x-)/;
