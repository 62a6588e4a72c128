import { encodeBase64 } from "../../mail/transfer.ts";
import type { DroppedBlanks } from "../placeholders/dropped-blanks.ts";

/** A piece of a text part in the bytes of its charset, or for {@link quotedPrintable} as it is encoded. */
export type EncodedPiece = { kind: "text"; bytes: Buffer; blank: number | undefined } | { kind: "slot"; slot: number };

/** Puts one copy of a part together. The values are in the charset of the part, without transfer encoding. */
export type Assembler = (values: readonly Buffer[], dropped: DroppedBlanks) => Buffer[];

/** For 7bit, 8bit and binary: what stays is the received bytes themselves. */
export function unencoded(pieces: readonly EncodedPiece[]): Assembler {
  return (values, dropped) => {
    const chunks: Buffer[] = [];
    for (const piece of pieces) {
      const bytes = piece.kind === "slot" ? values[piece.slot] : keptBytes(piece, dropped);
      if (bytes !== undefined && bytes.length > 0) chunks.push(bytes);
    }
    return chunks;
  };
}

/** The bytes of a text piece, undefined if it is a blank that this copy leaves out. */
export function keptBytes(piece: Extract<EncodedPiece, { kind: "text" }>, dropped: DroppedBlanks): Buffer | undefined {
  return piece.blank !== undefined && dropped.has(piece.blank) ? undefined : piece.bytes;
}

/** Whole lines of base64 code this many bytes (RFC 2045 §6.8). */
const LINE_BYTES = 57;
const CRLF = Buffer.from("\r\n");

/**
 * For base64. Three bytes become four characters, so a stretch of text can be encoded in three ways, by how many bytes
 * of a group stand before it. Each is encoded once, when first needed; a copy costs only what is around its values, and
 * gets lines of different lengths, which RFC 2045 §6.8 allows.
 *
 * @param ending what stood behind the last line
 */
export function base64(pieces: readonly EncodedPiece[], ending: Buffer): Assembler {
  const stretches = pieces.map((piece) =>
    piece.kind === "text" && piece.bytes.length > 2 * LINE_BYTES ? new Base64Stretch(piece.bytes) : undefined,
  );
  return (values, dropped) => {
    const chunks: Buffer[] = [];
    let pending: Buffer[] = [];
    let pendingBytes = 0;
    const write = (lines: Buffer) => {
      if (lines.length === 0) return;
      if (chunks.length > 0) chunks.push(CRLF);
      chunks.push(lines);
    };
    const wait = (bytes: Buffer) => {
      pending.push(bytes);
      pendingBytes += bytes.length;
    };
    for (const [index, piece] of pieces.entries()) {
      const stretch = stretches[index];
      if (stretch === undefined) {
        const bytes = piece.kind === "slot" ? values[piece.slot] : keptBytes(piece, dropped);
        if (bytes !== undefined) wait(bytes);
        continue;
      }
      const { head, lines, tail } = stretch.behind(pendingBytes % 3);
      wait(head);
      write(encodeBase64(Buffer.concat(pending)));
      write(lines);
      pending = [tail];
      pendingBytes = tail.length;
    }
    write(encodeBase64(Buffer.concat(pending)));
    return [...chunks, ending];
  };
}

/** A long text between values. */
class Base64Stretch {
  readonly #bytes: Buffer;
  readonly #encoded: ({ head: Buffer; lines: Buffer; tail: Buffer } | undefined)[] = [];

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The bytes that fill up a group begun by `before` others, encoded lines, and the bytes that begin the next group. */
  behind(before: number): { head: Buffer; lines: Buffer; tail: Buffer } {
    const known = this.#encoded[before];
    if (known !== undefined) return known;
    const start = (3 - before) % 3;
    const end = this.#bytes.length - ((this.#bytes.length - start) % 3);
    const encoded = {
      head: this.#bytes.subarray(0, start),
      lines: encodeBase64(this.#bytes.subarray(start, end)),
      tail: this.#bytes.subarray(end),
    };
    this.#encoded[before] = encoded;
    return encoded;
  }
}
