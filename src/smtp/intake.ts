import { statSync } from "node:fs";
import { stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { Log } from "../log.ts";
import type { Reply } from "../mail/reply.ts";

const DISK_FULL: Reply = { code: 452, status: "4.3.1", text: "no room for mail right now; please try again later" };

const DATABASE_GONE: Reply = { code: 451, status: "4.3.0", text: "a fault of ours; please try again later" };

/** The disk is asked at most this often. */
const ASK_AGAIN_MS = 1_000;

/**
 * Whether a new mail may come in: not when the disk of the database is nearly full, because on a full one nothing works
 * any more, not even deleting; and not when another file lies in its place, or none, because what is written to the one
 * that is open is lost when the server ends.
 *
 * @returns asked for every mail; the reply that puts it off, if it must be
 */
export function intakeGate(database: string, keepFreeBytes: number, log: Log): () => Promise<Reply | undefined> {
  const opened = identityOf(statSync(database));
  let askedAt = Number.NEGATIVE_INFINITY;
  let reply: Reply | undefined;

  async function ask(): Promise<Reply | undefined> {
    const found = await stat(database).catch(() => undefined);
    if (found === undefined || identityOf(found) !== opened) {
      log.databaseGone({ path: database });
      return DATABASE_GONE;
    }
    const { bavail, bsize } = await statfs(dirname(database));
    return bavail * bsize < keepFreeBytes ? DISK_FULL : undefined;
  }

  return async () => {
    const now = performance.now();
    if (now - askedAt > ASK_AGAIN_MS) {
      askedAt = now;
      reply = await ask();
    }
    return reply;
  };
}

function identityOf({ dev, ino }: { dev: number; ino: number }): string {
  return `${dev} ${ino}`;
}
