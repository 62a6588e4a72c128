import { endAbandonedAttempts, sweepAttemptsOfOthers } from "../store/attempts.ts";
import { cancelStrayCopies, reclaimCopies } from "../store/copies.ts";
import { bringBackFuture } from "../store/future.ts";
import { reclaimNotices } from "../store/notice-claims.ts";
import { cancelStrayQuestions } from "../store/notices.ts";
import { holdBackAtPauses } from "../store/providers.ts";
import type { World } from "../world.ts";
import { handOverCopies } from "./copies-taken-over.ts";
import { adoptMessages } from "./sender-fallen-back.ts";

const DAY_MS = 86_400_000;

/**
 * The server has started, and it alone serves this database: what another one left on the wire is nobody's. Whether it
 * arrived cannot be known, so it goes once more, byte for byte the same.
 *
 * @returns how many mails are in doubt
 */
export async function serverStarted(world: World): Promise<number> {
  const now = world.clock();
  return world.store.atomically(async (tx) => {
    await bringBackFuture(tx, now, Math.max(DAY_MS, ...world.installation.retry.waitsMs));
    await endAbandonedAttempts(tx, now);
    const inDoubt = (await reclaimCopies(tx, now)) + (await reclaimNotices(tx, now));
    await holdBackAtPauses(tx, "all", now);
    for (const message of await cancelStrayCopies(tx)) await handOverCopies(tx, message, now);
    await cancelStrayQuestions(tx);
    const senders = world.installation.senders.map(({ name }) => name);
    await sweepAttemptsOfOthers(tx, senders, now - DAY_MS);
    await adoptMessages(tx, world, now);
    return inDoubt;
  });
}
