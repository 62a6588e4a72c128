import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type { MemoryBudget } from "./memory-budget.ts";

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
 * @param budget what all unfinished messages together may hold; the caller gives back what `bytes` has taken
 * @throws when the client goes away before the end; then nothing is taken
 */
export async function readMessage(
  stream: Readable,
  maxMessageBytes: number,
  budget: MemoryBudget,
): Promise<ReceivedMessage> {
  const chunks: Buffer[] = [];
  let kept = 0;
  let outcome: ReceivedMessage["outcome"] = "ok";
  stream.on("data", (chunk: Buffer) => {
    if (outcome !== "ok") return;
    if (kept + chunk.length > maxMessageBytes) {
      outcome = "too-large";
    } else if (budget.take(chunk.length)) {
      chunks.push(chunk);
      kept += chunk.length;
    } else {
      outcome = "no-room";
      budget.giveBack(kept);
      chunks.length = 0;
      kept = 0;
    }
  });
  try {
    await finished(stream, { writable: false });
  } catch (error) {
    budget.giveBack(kept);
    throw error;
  }
  return { bytes: Buffer.concat(chunks, kept), outcome };
}
