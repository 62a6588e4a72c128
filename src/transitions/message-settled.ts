import type { Notice } from "../notices/notice.ts";
import type { ReportCounts, ReportOutcome } from "../notices/outcomes.ts";
import { languageOf } from "../questions/language.ts";
import { hasOpenCopies } from "../store/copies.ts";
import { countCopies } from "../store/copy-counts.ts";
import { countLeftOut, personsLeftOut } from "../store/left-out.ts";
import { loadMessage, type Message, moveMessage } from "../store/messages.ts";
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

/** What became of every copy, for an author who may know; for others only whether the mail has gone. */
export async function report(tx: Tx, message: Message, now: number): Promise<Extract<Notice, { kind: "report" }>> {
  const counts = await reportCounts(tx, message.id);
  return {
    kind: "report",
    target: targetForAuthor(message),
    subject: message.subject,
    startedAt: message.releasedAt ?? now,
    finishedAt: now,
    ended: message.state === "cancelled" ? "cancelled" : "sent",
    // What is on the wire when the rest is stopped may arrive.
    reached: counts.copies > counts.failed + counts.cancelled ? "somebody" : "nobody",
    outcome: message.author.mayRead ? await outcomeOf(tx, message.id, counts) : null,
  };
}

async function outcomeOf(tx: Tx, message: number, counts: ReportCounts): Promise<ReportOutcome> {
  const leftOut = await personsLeftOut(tx, message);
  return {
    counts,
    failed: await listUnreached(tx, message, MOST_LINES),
    leftOut: leftOut.slice(0, MOST_LINES).map(({ name, reason }) => ({ name, reason })),
  };
}

/** What `message show` counts, as people are told it. */
export async function reportCounts(read: Read, message: number): Promise<ReportCounts> {
  const counts = (await countCopies(read, [message])).get(message);
  if (counts === undefined) throw new Error(`no counts for message ${message}`);
  const leftOut = await countLeftOut(read, message);
  return {
    // Whose address was suppressed while the copy waited is counted with those left out.
    copies: counts.total - counts.suppressed,
    sent: counts.sent,
    failed: counts.failed + counts.bounced,
    already: counts.already,
    cancelled: counts.cancelled,
    leftOut: leftOut.persons,
    optedOut: leftOut.optedOut,
  };
}
