/**
 * Line ends of raw messages (RFC 5321 §2.3.8): a CR or LF that stands alone means different things to different servers.
 */

const LF = 0x0a;
const CR = 0x0d;
const CRLF = Buffer.from("\r\n");

const BARE = /\r(?!\n)|(?<!\r)\n/;
const BARE_OR_DOT = /\r(?!\n(?!\.))|(?<!\r)\n/;

/**
 * Up to here a mail is searched as text, which is more than twice as fast as going from line end to line end. More would only
 * fill the memory.
 */
const MAX_TEXT_BYTES = 65_536;

/** Whether a CR or an LF stands without the other. */
export function hasBareLineEnds(raw: Buffer): boolean {
  return raw.length > MAX_TEXT_BYTES ? nextBareLineEnd(raw, 0) !== -1 : BARE.test(raw.toString("latin1"));
}

/** Whether a CR or an LF stands without the other, or any line but the first begins with a dot. */
export function hasBareLineEndsOrDots(raw: Buffer): boolean {
  if (raw.length <= MAX_TEXT_BYTES) return BARE_OR_DOT.test(raw.toString("latin1"));
  return raw.includes("\r\n.") || nextBareLineEnd(raw, 0) !== -1;
}

/** The message with every bare CR or LF made a CRLF; the same buffer where there is none. */
export function toCrlf(raw: Buffer): Buffer {
  if (!hasBareLineEnds(raw)) return raw;
  let bare = nextBareLineEnd(raw, 0);
  // At worst every byte is a bare line end.
  const clean = Buffer.allocUnsafe(raw.length * 2);
  let length = 0;
  let copied = 0;
  while (bare !== -1) {
    length += raw.copy(clean, length, copied, bare);
    length += CRLF.copy(clean, length);
    copied = bare + 1;
    bare = nextBareLineEnd(raw, copied);
  }
  length += raw.copy(clean, length, copied);
  return Buffer.from(clean.subarray(0, length));
}

/** Offset of the first bare CR or LF at or behind `from`, or -1. */
function nextBareLineEnd(raw: Buffer, from: number): number {
  let cr = raw.indexOf(CR, from);
  let lf = raw.indexOf(LF, from);
  while (cr !== -1 && lf === cr + 1) {
    cr = raw.indexOf(CR, lf + 1);
    lf = raw.indexOf(LF, lf + 1);
  }
  if (cr === -1 || lf === -1) return Math.max(cr, lf);
  return Math.min(cr, lf);
}
