import { quotedPrintableValue } from "../../mail/transfer.ts";
import { type Assembler, type EncodedPiece, keptBytes } from "./assemble.ts";

/** Longest encoded line without its CRLF (RFC 2045 §6.7 (5)). */
const MAX_LINE = 76;
const LF = 0x0a;
const SOFT_BREAK = Buffer.from("=\r\n");

/** Encoded bytes with what they do to the length of a line. */
interface Stretch {
  bytes: Buffer;
  /** Length of its beginning up to its first line end, and of its end behind the last one. */
  first: number;
  last: number;
  hasLineEnd: boolean;
}

/**
 * For quoted-printable: encoded bytes that stay are kept byte for byte, values are encoded between them, and a soft
 * line break is put in where a line would get too long.
 */
export function quotedPrintable(pieces: readonly EncodedPiece[]): Assembler {
  const stretches = pieces.map((piece) => (piece.kind === "text" ? measure(piece.bytes) : undefined));
  return (values, dropped) => {
    const chunks: Buffer[] = [];
    let column = 0;
    for (const [index, piece] of pieces.entries()) {
      const stretch =
        piece.kind === "slot"
          ? measure(Buffer.from(quotedPrintableValue(values[piece.slot] ?? EMPTY), "latin1"))
          : keptBytes(piece, dropped) && stretches[index];
      if (stretch === undefined || stretch.bytes.length === 0) continue;
      // Something may follow on a line that does not end here: then the last column belongs to a soft break.
      const room = stretch.hasLineEnd ? MAX_LINE : MAX_LINE - 1;
      if (column > 0 && column + stretch.first > room) {
        chunks.push(SOFT_BREAK);
        column = 0;
      }
      chunks.push(stretch.bytes);
      column = stretch.hasLineEnd ? stretch.last : column + stretch.last;
    }
    return chunks;
  };
}

const EMPTY = Buffer.alloc(0);

function measure(bytes: Buffer): Stretch {
  const firstEnd = bytes.indexOf(LF);
  if (firstEnd === -1) return { bytes, first: bytes.length, last: bytes.length, hasLineEnd: false };
  return {
    bytes,
    first: Math.max(0, firstEnd - 1),
    last: bytes.length - bytes.lastIndexOf(LF) - 1,
    hasLineEnd: true,
  };
}
