import { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { canonicalDomain } from "../mail/address.ts";
import { isRelated } from "../mail/alignment.ts";
import type { Field, HeaderBlock } from "../mail/header.ts";

/** What is verified of a mail; one with more is looked at no further, and its author asked. */
const MOST_SIGNATURES = 5;
const MOST_SIGNATURE_BYTES = 8_192;
const MOST_SEALS = 5;

/** Hashed at once: a few milliseconds, then others have their turn. */
const PIECE_BYTES = 16_384;

/**
 * The longest line: RFC 5321 §4.5.3.1.6 allows 1,000 octets, and no signer leaves more. The library joins the pieces of
 * a line again and again, so that one line of 25 MB would take minutes.
 */
const MOST_LINE_BYTES = 65_536;

const LF = 0x0a;
const ARC_FIELDS = new Set(["arc-seal", "arc-message-signature", "arc-authentication-results"]);

/** The mail has a line that no signature is verified over. */
export class LineTooLong extends Error {}

/** The part of a header that signatures are verified with: all of it, but of signatures only a few. */
export interface SignedHeader {
  fields: Field[];
  isSigned: boolean;
  /** Sealed on its way by others (RFC 8617). */
  isSealed: boolean;
}

/**
 * @param from where a signature can speak for this domain, no other is looked at: their keys lie on servers of a
 *   stranger, who could make them so slow that there is no time left for the one that counts
 */
export function signedHeader(header: HeaderBlock, from: string): SignedHeader {
  const signatures = header.fields.filter(
    ({ key, raw }) => key === "dkim-signature" && raw.length <= MOST_SIGNATURE_BYTES,
  );
  const related = signatures.filter(({ value }) => isRelated(signerOf(value), from));
  const verified = new Set((related.length > 0 ? related : signatures).slice(0, MOST_SIGNATURES));
  const seals = header.fields.filter(({ key }) => key === "arc-seal").length;
  const isSealed = seals > 0 && seals <= MOST_SEALS;
  return {
    fields: header.fields.filter((field) => {
      if (field.key === "dkim-signature") return verified.has(field);
      return isSealed || !ARC_FIELDS.has(field.key);
    }),
    isSigned: verified.size > 0,
    isSealed,
  };
}

/** Its d=, as far as that is needed to choose. */
function signerOf(signature: string): string {
  return canonicalDomain(/(?:^|;)\s*d\s*=\s*([^;\s]+)/.exec(signature)?.[1] ?? "");
}

/**
 * The message with that header, as a signer would have written it: every line ended by CRLF. In pieces, between which
 * the event loop goes on; the last one comes early when `ended` is aborted.
 */
export function signedMessage(raw: Buffer, bodyStart: number, header: SignedHeader, ended: AbortSignal): Readable {
  return Readable.from(pieces(raw, bodyStart, header, ended), { objectMode: false });
}

async function* pieces(
  raw: Buffer,
  bodyStart: number,
  header: SignedHeader,
  ended: AbortSignal,
): AsyncGenerator<Buffer> {
  yield withCrLf(Buffer.concat([...header.fields.map((field) => field.raw), Buffer.from("\r\n")]));
  for (let start = bodyStart; start < raw.length; ) {
    ended.throwIfAborted();
    const end = pieceEnd(raw, start);
    yield withCrLf(raw.subarray(start, end));
    start = end;
    if (start < raw.length) await nextTurn();
  }
}

/** Behind the last whole line of the next piece. */
function pieceEnd(raw: Buffer, start: number): number {
  if (raw.length - start <= PIECE_BYTES) return raw.length;
  const last = raw.lastIndexOf(LF, start + PIECE_BYTES - 1);
  if (last >= start) return last + 1;
  const next = raw.subarray(start, start + MOST_LINE_BYTES).indexOf(LF, PIECE_BYTES);
  if (next !== -1) return start + next + 1;
  if (raw.length - start > MOST_LINE_BYTES) throw new LineTooLong("a line is too long");
  return raw.length;
}

/** A copy, in which a lone LF has become CRLF: the library does the same, one line at a time and very slowly. */
function withCrLf(piece: Buffer): Buffer {
  return Buffer.from(piece.toString("latin1").replace(/(?<!\r)\n/g, "\r\n"), "latin1");
}
