/**
 * Content transfer encodings (RFC 2045 §6.7 and §6.8), bytes to bytes.
 */

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const EQUALS = 0x3d;

/** Longest encoded line without its CRLF (RFC 2045 §6.7 (5), §6.8). */
const MAX_LINE = 76;

/** Decoded bytes that know where they come from. */
export interface DecodedText {
  bytes: Buffer;
  /**
   * For each decoded byte the offset at which its encoded form begins, and one entry more for the end of the input.
   * Soft line breaks and trailing blanks, which decode to nothing, lie in the gap between two of them.
   */
  offsets: Uint32Array;
}

/**
 * Decodes quoted-printable. Line ends stay as they are; an equals sign that begins no escape stands for itself
 * (RFC 2045 §6.7, second list, (2)).
 */
export function decodeQuotedPrintable(encoded: Buffer): DecodedText {
  const bytes = Buffer.allocUnsafe(encoded.length);
  const offsets = new Uint32Array(encoded.length + 1);
  let length = 0;
  let position = 0;
  const emit = (byte: number, width: number) => {
    bytes[length] = byte;
    offsets[length] = position;
    length += 1;
    position += width;
  };
  while (position < encoded.length) {
    const byte = encoded[position] ?? 0;
    if (byte === EQUALS) {
      const escaped = hexPair(encoded[position + 1], encoded[position + 2]);
      const behindBreak = escaped === undefined ? behindLineEnd(encoded, skipBlanks(encoded, position + 1)) : undefined;
      if (escaped !== undefined) emit(escaped, 3);
      else if (behindBreak !== undefined) position = behindBreak;
      else emit(EQUALS, 1);
    } else if (byte === SPACE || byte === TAB) {
      const end = skipBlanks(encoded, position);
      // Blanks before a line end were added on the way and are no text (RFC 2045 §6.7 (3)).
      if (behindLineEnd(encoded, end) !== undefined) position = end;
      else while (position < end) emit(encoded[position] ?? SPACE, 1);
    } else {
      emit(byte, 1);
    }
  }
  offsets[length] = encoded.length;
  return { bytes: bytes.subarray(0, length), offsets: offsets.slice(0, length + 1) };
}

/**
 * Encodes any bytes as quoted-printable: lines of at most 76, CRLF kept as line end, every other control character, a
 * lone CR or LF and a blank at the end of a line escaped. Decoding gives exactly the same bytes.
 *
 * @param goesOn more is written behind it on its last line, so that there must be room for a soft break
 */
export function encodeQuotedPrintable(bytes: Buffer, goesOn = false): Buffer {
  const lines: string[] = [];
  let line = "";
  for (let position = 0; position < bytes.length; position += 1) {
    if (isCrLf(bytes, position)) {
      lines.push(line);
      line = "";
      position += 1;
      continue;
    }
    const byte = bytes[position] ?? 0;
    const isLast = position + 1 === bytes.length;
    const endsLine = isLast || isCrLf(bytes, position + 1);
    const literal = isPrintable(byte) || ((byte === SPACE || byte === TAB) && !endsLine);
    const word = literal ? String.fromCharCode(byte) : escapeByte(byte);
    // The last column belongs to the equals sign of a soft break, except where the line ends here.
    if (line.length + word.length > (endsLine && !(isLast && goesOn) ? MAX_LINE : MAX_LINE - 1)) {
      lines.push(`${line}=`);
      line = "";
    }
    line += word;
  }
  lines.push(line);
  return Buffer.from(lines.join("\r\n"), "latin1");
}

/**
 * Encodes a value for the middle of an existing quoted-printable line: all but printable ASCII is escaped, also line
 * ends, and a blank at either end, which might come to stand at the end of a line. Long values bring soft breaks along.
 */
export function quotedPrintableValue(bytes: Buffer): string {
  let value = "";
  let column = 0;
  for (const [position, byte] of bytes.entries()) {
    const inside = position > 0 && position < bytes.length - 1;
    const word = isPrintable(byte) || (byte === SPACE && inside) ? String.fromCharCode(byte) : escapeByte(byte);
    const breaks = column + word.length > MAX_LINE - 1;
    value += breaks ? `=\r\n${word}` : word;
    column = breaks ? word.length : column + word.length;
  }
  return value;
}

/**
 * Quoted-printable that decodes to the same text whatever is put behind it. An equals sign at its end that stands for
 * itself, as in text that was never encoded, would take the letters of "Beat" for an escape.
 */
export function closeEscape(encoded: Buffer): Buffer {
  const open = /=[\dA-Fa-f]?$/.exec(encoded.toString("latin1", Math.max(0, encoded.length - 2)));
  if (open === null) return encoded;
  const kept = encoded.subarray(0, encoded.length - open[0].length);
  return Buffer.concat([kept, Buffer.from(`${escapeByte(EQUALS)}${open[0].slice(1)}`)]);
}

/**
 * Decodes base64. Characters outside of the alphabet are skipped (RFC 2045 §6.8), padding ends a group and not the
 * text, bits that make no whole byte are dropped.
 */
export function decodeBase64(encoded: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(Math.ceil((encoded.length * 3) / 4));
  let length = 0;
  let bits = 0;
  let width = 0;
  for (let position = 0; position < encoded.length; position += 1) {
    const value = BASE64_VALUES[encoded[position] ?? 0] ?? SKIPPED;
    if (value < 64) {
      bits = ((bits << 6) | value) & 0xffff;
      width += 6;
      if (width >= 8) {
        width -= 8;
        bytes[length] = bits >> width;
        length += 1;
      }
    } else if (value === PADDING) {
      width = 0;
    }
  }
  return bytes.subarray(0, length);
}

/** Encodes base64 in lines of 76, separated by CRLF; no CRLF behind the last line. */
export function encodeBase64(bytes: Buffer): Buffer {
  const lines = bytes.toString("base64").match(/.{1,76}/g) ?? [];
  return Buffer.from(lines.join("\r\n"), "latin1");
}

const SKIPPED = 0xff;
const PADDING = 0xfe;
const BASE64_VALUES = new Uint8Array(256).fill(SKIPPED);
BASE64_VALUES[EQUALS] = PADDING;
for (const [value, character] of [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].entries()) {
  BASE64_VALUES[character.charCodeAt(0)] = value;
}

function isPrintable(byte: number): boolean {
  return byte > SPACE && byte < 0x7f && byte !== EQUALS;
}

function escapeByte(byte: number): string {
  return `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}

function isCrLf(bytes: Buffer, position: number): boolean {
  return bytes[position] === CR && bytes[position + 1] === LF;
}

/** The byte that two hexadecimal digits stand for; lower-case ones are wrong and frequent. */
function hexPair(high: number | undefined, low: number | undefined): number | undefined {
  const upper = hexDigit(high);
  const lower = hexDigit(low);
  return upper === undefined || lower === undefined ? undefined : upper * 16 + lower;
}

function hexDigit(character: number | undefined): number | undefined {
  if (character === undefined) return undefined;
  if (character >= 0x30 && character <= 0x39) return character - 0x30;
  const letter = character | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : undefined;
}

function skipBlanks(bytes: Buffer, start: number): number {
  let position = start;
  while (bytes[position] === SPACE || bytes[position] === TAB) position += 1;
  return position;
}

/** Offset behind a line end that stands here; the end of the input counts as one. */
function behindLineEnd(bytes: Buffer, position: number): number | undefined {
  if (position >= bytes.length || bytes[position] === LF) return Math.min(position + 1, bytes.length);
  return isCrLf(bytes, position) ? position + 2 : undefined;
}
