import { toCrlf } from "../mail/line-ends.ts";

const LF = 0x0a;
const DOT = Buffer.from(".");
const DOT_AT_LINE_START = Buffer.from("\r\n.");
const END_OF_DATA = Buffer.from(".\r\n");
const LINE_AND_END_OF_DATA = Buffer.from("\r\n.\r\n");

/** Up to here a mail goes out as one buffer, which is faster; above, copying would cost memory per connection. */
const ONE_BUFFER_BYTES = 262_144;

/** Pieces that go out as they are: large ones are attachments, the same in every copy, and looked at once. */
const plain = new WeakSet<Buffer>();

/**
 * A mail as it goes over the wire after DATA: every line ends with CRLF (RFC 5321 §2.3.8), a dot at the beginning of a
 * line is doubled, and a line with a single dot ends it (RFC 5321 §4.5.2).
 *
 * @param chunks pieces of the mail; none ends inside of a line end
 */
export function messageBytes(chunks: readonly Buffer[]): Buffer[] {
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const pieces = bytes <= ONE_BUFFER_BYTES ? [Buffer.concat(chunks, bytes)] : chunks;
  const wire: Buffer[] = [];
  let atLineStart = true;
  for (const piece of pieces) {
    if (piece.length === 0) continue;
    if (atLineStart && piece[0] === DOT[0]) wire.push(DOT);
    if (plain.has(piece)) {
      wire.push(piece);
    } else {
      const lines = toCrlf(piece);
      const doubled = withDotsDoubled(lines);
      if (piece.length > ONE_BUFFER_BYTES && doubled.length === 1 && doubled[0] === piece) plain.add(piece);
      wire.push(...doubled);
    }
    atLineStart = piece[piece.length - 1] === LF;
  }
  wire.push(atLineStart ? END_OF_DATA : LINE_AND_END_OF_DATA);
  return wire;
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
  if (pieces.length === 0) return [lines];
  pieces.push(lines.subarray(start));
  return pieces;
}
