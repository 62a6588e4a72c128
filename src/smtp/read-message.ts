import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type { MemoryBudget } from "./memory-budget.ts";

/** Enough for most mails without an attachment. */
const FIRST_ROOM_BYTES = 16_384;

/** A message as it came off the wire. */
export interface ReceivedMessage {
  /** Byte for byte; where it is too large, its beginning only; where there was no room, nothing. */
  bytes: Buffer;
  outcome: "ok" | "too-large" | "no-room";
}

/**
 * Reads a message to its end. SIZE is only a promise of the client (RFC 1870 §6), so the bytes are counted; those beyond
 * the limit or the budget are read, because the client listens for the reply only at the end, but not kept.
 *
 * @param budget what all unfinished messages together may hold; `letGo` gives back what `bytes` has taken
 * @throws when the client goes away before the end; then nothing is taken
 */
export async function readMessage(
  stream: Readable,
  maxMessageBytes: number,
  budget: MemoryBudget,
): Promise<ReceivedMessage> {
  let room = new ArrayBuffer(FIRST_ROOM_BYTES);
  let kept = 0;
  let outcome: ReceivedMessage["outcome"] = "ok";
  stream.on("data", (chunk: Buffer) => {
    if (outcome !== "ok") return;
    // The beginning of what is too large says whose it is, and whether a program wrote it.
    const piece = chunk.subarray(0, maxMessageBytes - kept);
    if (piece.length < chunk.length) outcome = "too-large";
    if (budget.take(piece.length)) {
      // Moving to a larger room frees the smaller at once; a list of pieces would stay until the next collection.
      if (kept + piece.length > room.byteLength) room = room.transfer(2 * (kept + piece.length));
      new Uint8Array(room).set(piece, kept);
      kept += piece.length;
    } else {
      outcome = "no-room";
      budget.giveBack(kept);
      room = room.transfer(0);
      kept = 0;
    }
  });
  try {
    await finished(stream, { writable: false });
  } catch (error) {
    budget.giveBack(kept);
    throw error;
  }
  return { bytes: Buffer.from(room.transfer(kept)), outcome };
}

/** Gives up a message that was read, also its memory: a big one would wait for the next collection, minutes perhaps. */
export function letGo({ bytes }: ReceivedMessage, budget: MemoryBudget): void {
  budget.giveBack(bytes.length);
  (bytes.buffer as ArrayBuffer).transfer(0);
}
