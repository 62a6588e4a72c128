import type { Notice } from "../notices/notice.ts";
import { languageOf } from "../questions/language.ts";
import { hasOpenCopies } from "../store/copies.ts";
import { countCopies, listCopies } from "../store/copy-counts.ts";
import { loadMessage, type Message, moveMessage } from "../store/messages.ts";
import { countLeftOut, personsLeftOut } from "../store/recipients.ts";
import type { Tx } from "../store/tables.ts";
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
  const counts = (await countCopies(tx, [message.id])).get(message.id);
  const failed = await listCopies(tx, message.id, { state: "failed", limit: MOST_LINES });
  const leftOut = await personsLeftOut(tx, message.id);
  return {
    ...about,
    outcome: {
      counts: {
        copies: counts?.total ?? 0,
        sent: counts?.sent ?? 0,
        failed: counts?.failed ?? 0,
        already: counts?.already ?? 0,
        cancelled: (counts?.cancelled ?? 0) + (counts?.suppressed ?? 0),
        leftOut: await countLeftOut(tx, message.id),
      },
      failed: failed.map((copy) => ({
        address: copy.address,
        name: copy.persons.map(({ name }) => name).join(", "),
        reply: copy.lastReply ?? "",
      })),
      leftOut: leftOut.slice(0, MOST_LINES).map(({ name, reason }) => ({ name, reason })),
    },
  };
}
