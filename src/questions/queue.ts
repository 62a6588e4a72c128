import { DEFAULT_SENDER, findSender } from "../journey/installation.ts";
import { paceWindows } from "../journey/pace.ts";
import { nextFreeAt, usedSlots } from "../store/attempts.ts";
import { deferrals } from "../store/deferrals.ts";
import { countWaitingNotices, nextNoticeDueAt, noticesHeldBack } from "../store/notices.ts";
import { providerPauses } from "../store/providers.ts";
import { waitingBySender } from "../store/sender-changes.ts";
import { isQueuePaused, senderPauses } from "../store/switches.ts";
import type { Read } from "../store/tables.ts";
import type { World } from "../world.ts";

/** What waits, and why. */
export interface QueueState {
  paused: boolean;
  /** Copies and notices that have not gone yet. */
  waiting: number;
  /** When the next one leaves, ISO 8601; null when nothing waits, or nothing moves until somebody resumes it. */
  nextAt: string | null;
  limits: { sender: string; windowMs: number; used: number; of: number }[];
  /** Each sending identity by itself, and those that only messages know. Notices are those of `default`. */
  senders: { sender: string; state: "ready" | "rests" | "missing"; waiting: number; nextAt: string | null }[];
  /** Why sending identities rest, those that do. */
  pauses: { sender: string; until: string; reply: string }[];
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
    const due = await dueBySender(read);
    const pauses = await senderPauses(read, now);
    const limits: QueueState["limits"] = [];
    const senders: (Omit<QueueState["senders"][number], "nextAt"> & { nextAt: number | null })[] = [];
    for (const { name: sender, batch } of world.installation.senders) {
      const pause = pauses.find((one) => one.sender === sender);
      let notBefore = pause?.resumeAt ?? now;
      for (const window of paceWindows(batch)) {
        const used = await usedSlots(read, sender, window, now);
        limits.push({ sender, windowMs: window.windowMs, used, of: window.of });
        if (used < window.of) continue;
        notBefore = Math.max(notBefore, (await nextFreeAt(read, sender, window, now)) ?? now);
      }
      const { waiting = 0, dueAt } = due.get(sender) ?? {};
      const nextAt = dueAt === undefined || paused ? null : Math.max(dueAt, notBefore);
      senders.push({ sender, state: pause === undefined ? "ready" : "rests", waiting, nextAt });
    }
    for (const [sender, { waiting }] of due) {
      if (findSender(world.installation, sender) !== undefined) continue;
      senders.push({ sender, state: "missing", waiting, nextAt: null });
    }
    const moments = senders.flatMap(({ nextAt }) => nextAt ?? []);
    const heldBack = await noticesHeldBack(read, now);
    return {
      paused,
      waiting: senders.reduce((sum, { waiting }) => sum + waiting, 0),
      nextAt: moments.length === 0 ? null : isoTime(Math.min(...moments)),
      limits,
      senders: senders.map((one) => ({ ...one, nextAt: one.nextAt === null ? null : isoTime(one.nextAt) })),
      pauses: pauses.map(({ sender, resumeAt, reply }) => ({ sender, until: isoTime(resumeAt), reply })),
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

/** What waits for each identity, and when the first of it is due. */
async function dueBySender(read: Read): Promise<Map<string, { waiting: number; dueAt?: number }>> {
  const due = new Map<string, { waiting: number; dueAt?: number }>();
  for (const { sender, waiting, dueAt } of await waitingBySender(read)) due.set(sender, { waiting, dueAt });
  const notices = await countWaitingNotices(read);
  const noticeDueAt = await nextNoticeDueAt(read);
  if (noticeDueAt === undefined) return due;
  const copies = due.get(DEFAULT_SENDER);
  const dueAt = Math.min(noticeDueAt, copies?.dueAt ?? noticeDueAt);
  return due.set(DEFAULT_SENDER, { waiting: (copies?.waiting ?? 0) + notices, dueAt });
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
