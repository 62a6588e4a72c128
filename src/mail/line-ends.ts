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
  return raw.length > MAX_TEXT_BYTES ? hasAny(bareLineEnds(raw)) : BARE.test(raw.toString("latin1"));
}

/** Whether a CR or an LF stands without the other, or any line but the first begins with a dot. */
export function hasBareLineEndsOrDots(raw: Buffer): boolean {
  if (raw.length <= MAX_TEXT_BYTES) return BARE_OR_DOT.test(raw.toString("latin1"));
  return raw.includes("\r\n.") || hasAny(bareLineEnds(raw));
}

/** The message with every bare CR or LF made a CRLF, in linear time; the same buffer where there is none. */
export function toCrlf(raw: Buffer): Buffer {
  if (!hasBareLineEnds(raw)) return raw;
  // At worst every byte is a bare line end.
  const clean = Buffer.allocUnsafe(raw.length * 2);
  let length = 0;
  let copied = 0;
  for (const bare of bareLineEnds(raw)) {
    length += raw.copy(clean, length, copied, bare);
    length += CRLF.copy(clean, length);
    copied = bare + 1;
  }
  length += raw.copy(clean, length, copied);
  return Buffer.from(clean.subarray(0, length));
}

/**
 * Offsets of the bare CRs and LFs, in order. Each of both is looked for from where it was found last: a mail that has only one
 * of them would otherwise be searched to its end for the other at every line.
 */
function* bareLineEnds(raw: Buffer): Generator<number, void> {
  let cr = raw.indexOf(CR);
  let lf = raw.indexOf(LF);
  while (cr !== -1 || lf !== -1) {
    if (cr !== -1 && lf === cr + 1) {
      cr = raw.indexOf(CR, lf + 1);
      lf = raw.indexOf(LF, lf + 1);
    } else if (lf === -1 || (cr !== -1 && cr < lf)) {
      yield cr;
      cr = raw.indexOf(CR, cr + 1);
    } else {
      yield lf;
      lf = raw.indexOf(LF, lf + 1);
    }
  }
}

function hasAny(offsets: Generator<number, void>): boolean {
  return offsets.next().done !== true;
}
