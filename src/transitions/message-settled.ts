import type { Notice } from "../notices/notice.ts";
import type { ReportCounts } from "../notices/outcomes.ts";
import { languageOf } from "../questions/language.ts";
import { hasOpenCopies } from "../store/copies.ts";
import { countCopies } from "../store/copy-counts.ts";
import { loadMessage, type Message, moveMessage } from "../store/messages.ts";
import { countLeftOut, personsLeftOut } from "../store/recipients.ts";
import type { Read, Tx } from "../store/tables.ts";
import { listUnreached, markAuthorTold } from "../store/unreached.ts";
import { targetForAuthor, tellAuthor } from "./notify.ts";

/** Lines of a report; the rest is counted. */
const MOST_LINES = 100;

/** Ends a message whose last copy is settled, and tells the author how it went. */
export async function settleMessage(tx: Tx, id: number, now: number): Promise<void> {
  if (await hasOpenCopies(tx, id)) return;
  const message = await loadMessage(tx, id);
  if (message === undefined || message.expandAfter !== null) return;
  if (!(await moveMessage(tx, id, ["queued", "sending"], { state: "sent", settledAt: now }))) return;
  await tellAuthor(tx, message, await report(tx, message, now), await languageOf(tx, message.author.person), now);
  await markAuthorTold(tx, id, now);
}

/** What became of every copy, for an author who may know; for others only that the mail has gone. */
export async function report(tx: Tx, message: Message, now: number): Promise<Extract<Notice, { kind: "report" }>> {
  const about = {
    kind: "report",
    target: targetForAuthor(message),
    subject: message.subject,
    startedAt: message.releasedAt ?? now,
    finishedAt: now,
  } as const;
  if (!message.author.mayRead) return { ...about, outcome: null };
  const leftOut = await personsLeftOut(tx, message.id);
  return {
    ...about,
    outcome: {
      counts: await reportCounts(tx, message.id),
      failed: await listUnreached(tx, message.id, MOST_LINES),
      leftOut: leftOut.slice(0, MOST_LINES).map(({ name, reason }) => ({ name, reason })),
    },
  };
}

/** What `message show` counts, as people are told it. */
export async function reportCounts(read: Read, message: number): Promise<ReportCounts> {
  const counts = (await countCopies(read, [message])).get(message);
  if (counts === undefined) throw new Error(`no counts for message ${message}`);
  return {
    copies: counts.total,
    sent: counts.sent,
    failed: counts.failed + counts.bounced,
    already: counts.already,
    cancelled: counts.cancelled + counts.suppressed,
    leftOut: await countLeftOut(read, message),
    optedOut: await countLeftOut(read, message, "opted-out"),
  };
}
