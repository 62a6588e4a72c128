/**
 * A text as one character for each of its bytes, so that what is found in it is found in the bytes. A character of ASCII
 * stands only where the charset means it; all other bytes are U+0080 to U+00FF, or lie out of the way in the private
 * use area, where nobody takes half a letter for a hash or a pointed bracket.
 */
import { decodeCharset, encodeCharset, isIso2022Jp, knowsCharset } from "./charset.ts";

/** Bytes below 128 that are part of something else: U+E000 to U+E07F. */
const HIDDEN = 0xe000;

/**
 * The view of bytes in a charset; undefined where its bytes below 128 are not ASCII (UTF-16, UTF-7), or it is not known.
 */
export function viewBytes(bytes: Buffer, charset: string): string | undefined {
  if (/^utf-?8$/i.test(charset)) return bytes.toString("latin1");
  if (isIso2022Jp(charset)) return viewEscaped(bytes);
  if (!knowsCharset(charset)) return undefined;
  const { isAscii, leads } = formOf(charset);
  if (!isAscii) return undefined;
  return leads === undefined ? bytes.toString("latin1") : viewPairs(bytes, leads);
}

/** Whether texts in this charset can be viewed byte by byte. */
export function isByteWise(charset: string): boolean {
  return viewBytes(Buffer.alloc(0), charset) !== undefined;
}

/** A text as it would stand in the view of bytes in that charset; a letter that the charset lacks is no byte. */
export function viewText(text: string, charset: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text;
  const bytes = encodeCharset(text, charset);
  const view = bytes && viewBytes(bytes, charset);
  return view ?? text.replace(/[^\0-\x7f]/g, "\ufffd");
}

/** The text that a piece of a view says. */
export function readView(view: string, charset: string): string {
  // The lower eight bits of a character are the byte, also of a hidden one.
  return decodeCharset(Buffer.from(view, "latin1"), charset) ?? view;
}

interface CharsetForm {
  isAscii: boolean;
  /** Bytes that make one letter together with the next byte; undefined where there are none. */
  leads: ReadonlySet<number> | undefined;
}

const ASCII = Buffer.from(Array.from({ length: 95 }, (_, place) => 0x20 + place));
const HIGH_BYTES = Buffer.from(Array.from({ length: 128 }, (_, place) => 0x80 + place));
/** Second bytes, of which at least one follows each first byte of Shift_JIS, GB 18030, Big5 and UHC. */
const SECOND_BYTES = [0x41, 0x5c, 0x7a, 0x80, 0xa1, 0xb0, 0xdd, 0xfe];

const FORMS = new Map<string, CharsetForm>();

function formOf(charset: string): CharsetForm {
  // As iconv-lite reads names, so that odd spellings do not fill the memory.
  const key = charset.toLowerCase().replace(/:\d{4}$|[^0-9a-z]/g, "");
  const known = FORMS.get(key);
  if (known !== undefined) return known;
  const form = { isAscii: decodeCharset(ASCII, charset) === ASCII.toString("latin1"), leads: leadsOf(charset) };
  FORMS.set(key, form);
  return form;
}

function leadsOf(charset: string): ReadonlySet<number> | undefined {
  if (decodeCharset(HIGH_BYTES, charset)?.length === HIGH_BYTES.length) return undefined;
  const isOneLetter = (lead: number, second: number) => {
    const text = decodeCharset(Buffer.of(lead, second), charset) ?? "";
    return [...text].length === 1 && text !== "\ufffd";
  };
  return new Set([...HIGH_BYTES].filter((lead) => SECOND_BYTES.some((second) => isOneLetter(lead, second))));
}

/** Where the second byte of a letter may look like ASCII: Shift_JIS, GBK, GB 18030, Big5, UHC. */
function viewPairs(bytes: Buffer, leads: ReadonlySet<number>): string {
  const view = new Uint16Array(bytes);
  for (let at = 0; at < bytes.length; at += 1) {
    if (!leads.has(bytes[at] ?? 0)) continue;
    const second = bytes[at + 1] ?? 0;
    const isDigit = second >= 0x30 && second < 0x3a;
    // Below 0x40 nothing is a second byte but the digits of GB 18030.
    if (second < 0x40 && !isDigit) continue;
    at += 1;
    if (second < 0x80) view[at] = HIDDEN + second;
  }
  return codesToText(view);
}

const ESC = 0x1b;
const SPACE = 0x20;
/** Back to ASCII, or to the Roman set, which differs from it in backslash and tilde only. */
const TO_ASCII = new Set(["(B", "(J"]);

/** ISO-2022-JP: an escape sequence says how the bytes behind it are to be read. */
function viewEscaped(bytes: Buffer): string {
  const view = new Uint16Array(bytes);
  let isAscii = true;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === ESC) {
      const end = at + escapeLength(bytes, at);
      isAscii = TO_ASCII.has(bytes.toString("latin1", at + 1, end));
      for (; at < end; at += 1) view[at] = HIDDEN + (bytes[at] ?? 0);
      at -= 1;
    } else if (!isAscii && byte > SPACE && byte < 0x80) {
      view[at] = HIDDEN + byte;
    }
  }
  return codesToText(view);
}

/** `ESC ( B`, `ESC $ B` and `ESC $ ( D`. */
function escapeLength(bytes: Buffer, at: number): number {
  return bytes.toString("latin1", at + 1, at + 3) === "$(" ? 4 : 3;
}

function codesToText(codes: Uint16Array): string {
  return Buffer.from(codes.buffer, codes.byteOffset, codes.byteLength).toString("utf16le");
}
