import { hasBareLineEndsOrDots, toCrlf } from "../mail/line-ends.ts";

const LF = 0x0a;
const CR = 0x0d;
const DOT = Buffer.from(".");
const DOT_AT_LINE_START = Buffer.from("\r\n.");
const END_OF_DATA = Buffer.from(".\r\n");
const LINE_AND_END_OF_DATA = Buffer.from("\r\n.\r\n");

/** Pieces from here on are parts of the original, the same in every copy: they are looked at once. */
const ORIGINAL_BYTES = 16_384;

/** Pieces of originals that go out as they are. */
const plain = new WeakSet<Buffer>();

/**
 * A mail as it goes over the wire after DATA: every line ends with CRLF (RFC 5321 §2.3.8), a dot at the beginning of a
 * line is doubled, and a line with a single dot ends it (RFC 5321 §4.5.2).
 */
export function messageBytes(chunks: readonly Buffer[]): Buffer[] {
  const wire: Buffer[] = [];
  let atLineStart = true;
  for (const piece of wholeLineEnds(chunks)) {
    if (atLineStart && piece[0] === DOT[0]) wire.push(DOT);
    atLineStart = piece[piece.length - 1] === LF || piece[piece.length - 1] === CR;
    if (plain.has(piece) || !hasBareLineEndsOrDots(piece)) {
      if (piece.length >= ORIGINAL_BYTES) plain.add(piece);
      wire.push(piece);
    } else {
      wire.push(...withDotsDoubled(toCrlf(piece)));
    }
  }
  wire.push(atLineStart ? END_OF_DATA : LINE_AND_END_OF_DATA);
  return wire;
}

/** The pieces without empty ones, and none that ends between a CR and its LF. */
function* wholeLineEnds(chunks: readonly Buffer[]): Generator<Buffer> {
  let before: Buffer | undefined;
  for (const chunk of chunks) {
    if (chunk.length === 0) continue;
    const piece = before === undefined ? chunk : Buffer.concat([before, chunk]);
    before = piece[piece.length - 1] === CR ? piece : undefined;
    if (before === undefined) yield piece;
  }
  if (before !== undefined) yield before;
}

function withDotsDoubled(lines: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  let start = 0;
  for (;;) {
    const found = lines.indexOf(DOT_AT_LINE_START, start);
    if (found === -1) break;
    const dot = found + DOT_AT_LINE_START.length;
    pieces.push(lines.subarray(start, dot));
    // The dot is sent once more, as the first byte of the next piece.
    start = dot - 1;
  }
  pieces.push(lines.subarray(start));
  return pieces;
}
