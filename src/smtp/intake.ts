import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { Reply } from "../mail/reply.ts";

const DISK_FULL: Reply = { code: 452, status: "4.3.1", text: "no room for mail right now; please try again later" };

/** The disk is asked at most this often. */
const ASK_AGAIN_MS = 1_000;

let asked = { at: Number.NEGATIVE_INFINITY, freeBytes: Number.POSITIVE_INFINITY };

/**
 * Whether a new mail may come in: not when the disk of the database is nearly full, because on a full one nothing works
 * any more, not even deleting.
 */
export async function intakeReply(database: string, keepFreeBytes: number): Promise<Reply | undefined> {
  const now = performance.now();
  if (now - asked.at > ASK_AGAIN_MS) {
    const { bavail, bsize } = await statfs(dirname(database));
    asked = { at: now, freeBytes: bavail * bsize };
  }
  return asked.freeBytes < keepFreeBytes ? DISK_FULL : undefined;
}
