import type { Readable } from "node:stream";

/** A message as it came off the wire. */
export interface ReceivedMessage {
  /** Byte for byte; where it is too large, its beginning only. */
  bytes: Buffer;
  isTooLarge: boolean;
}

/**
 * Reads a message to its end. SIZE is only a promise of the client (RFC 1870 §6), so the bytes are counted; those beyond
 * the limit are read, because the client listens for the reply only at the end, but not kept.
 *
 * @throws when the client goes away before the end
 */
export async function readMessage(stream: Readable, maxMessageBytes: number): Promise<ReceivedMessage> {
  const chunks: Buffer[] = [];
  let kept = 0;
  let isTooLarge = false;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (kept + chunk.length <= maxMessageBytes && !isTooLarge) {
      chunks.push(chunk);
      kept += chunk.length;
    } else {
      isTooLarge = true;
    }
  }
  return { bytes: Buffer.concat(chunks, kept), isTooLarge };
}
