import { paceWindows, DEFAULT_SENDER as SENDER } from "../journey/pace.ts";
import { nextFreeAt, usedSlots } from "../store/attempts.ts";
import { countWaitingCopies, nextCopyDueAt } from "../store/copy-counts.ts";
import { deferrals } from "../store/deferrals.ts";
import { countWaitingNotices, nextNoticeDueAt, noticesHeldBack } from "../store/notices.ts";
import { providerPauses } from "../store/providers.ts";
import { isQueuePaused, senderPause } from "../store/switches.ts";
import type { World } from "../world.ts";

/** What waits, and why. */
export interface QueueState {
  paused: boolean;
  /** Copies and notices that have not gone yet. */
  waiting: number;
  /** When the next one leaves, ISO 8601; null when nothing waits, or nothing moves until somebody resumes it. */
  nextAt: string | null;
  limits: { sender: string; windowMs: number; used: number; of: number }[];
  /** Why the sending identity rests, where it does. */
  pause: { sender: string; until: string; reply: string } | null;
  /** Providers that refuse us as a whole: mail to them waits. */
  providers: { provider: string; until: string; reply: string }[];
  /** What was tried and put off, by the words of the relay, or by why it could not be reached; the most frequent first. */
  deferred: { reply: string; waiting: number; nextAt: string }[];
  /** Notices to people who have had their share of this hour. */
  heldBack: { waiting: number; nextAt: string } | null;
}

/** A relay that names each address in its reply has as many reasons as recipients. */
const MOST_REASONS = 10;

/** Says what waits, until when, and why. */
export async function describeQueue(world: World): Promise<QueueState> {
  const now = world.clock();
  return world.store.snapshot(async (read) => {
    const paused = await isQueuePaused(read);
    const limits = [];
    const notBefore = [now];
    for (const window of paceWindows(world.installation.batch)) {
      const used = await usedSlots(read, SENDER, window, now);
      limits.push({ sender: SENDER, windowMs: window.windowMs, used, of: window.of });
      if (used >= window.of) notBefore.push((await nextFreeAt(read, SENDER, window, now)) ?? now);
    }
    const pause = await senderPause(read, SENDER);
    if (pause !== undefined) notBefore.push(pause.resumeAt);
    const due = [await nextCopyDueAt(read), await nextNoticeDueAt(read)].filter((at) => at !== undefined);
    const heldBack = await noticesHeldBack(read, now);
    const nextAt = due.length === 0 || paused ? null : Math.max(Math.min(...due), ...notBefore);
    return {
      paused,
      waiting: (await countWaitingCopies(read)) + (await countWaitingNotices(read)),
      nextAt: nextAt === null ? null : isoTime(nextAt),
      limits,
      pause:
        pause === undefined || pause.resumeAt <= now
          ? null
          : { sender: SENDER, until: isoTime(pause.resumeAt), reply: pause.reply },
      providers: (await providerPauses(read, now)).map(({ provider, resumeAt, reply }) => ({
        provider,
        until: isoTime(resumeAt),
        reply,
      })),
      deferred: (await deferrals(read, MOST_REASONS)).map((deferral) => ({
        ...deferral,
        nextAt: isoTime(deferral.nextAt),
      })),
      heldBack: heldBack && { waiting: heldBack.waiting, nextAt: isoTime(heldBack.nextAt) },
    };
  });
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
