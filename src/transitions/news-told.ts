import type { AddressKey } from "../mail/address.ts";
import type { OptedOutLine, OverviewLine, OverviewLists } from "../notices/outcomes.ts";
import { languageOf } from "../questions/language.ts";
import { countManual } from "../store/bounces.ts";
import { loadMessage } from "../store/messages.ts";
import { queueNotice } from "../store/notices.ts";
import { markTold, overviewsDue, type ToldEvent, untoldEvents } from "../store/overview-lines.ts";
import { findPersonsByAddress } from "../store/persons.ts";
import type { Tx } from "../store/tables.ts";
import { listUntold, markAuthorTold, messagesWithNews } from "../store/unreached.ts";
import type { World } from "../world.ts";
import { reportCounts } from "./message-settled.ts";
import { targetForAuthor, tellAuthor } from "./notify.ts";

/** Lines of one list in a notice; the rest is counted. */
const MOST_LINES = 100;

/**
 * Tells the news of failures that were gathered long enough: authors what came back after their report, responsible
 * persons what the rules did. Each of them hears of it at most once in `bounces.tellEvery`.
 *
 * @returns how many notices were queued
 */
export async function tellNews(world: World): Promise<number> {
  const now = world.clock();
  const { gatherMs, tellEveryMs } = world.installation.bounces;
  const due = { gatheredBefore: now - gatherMs, toldBefore: now - tellEveryMs };
  const news = await world.store.snapshot(async (read) => ({
    messages: await messagesWithNews(read, due),
    overviews: await overviewsDue(read, due),
  }));
  if (news.messages.length === 0 && news.overviews.length === 0) return 0;
  return world.store.atomically(async (tx) => {
    // Asked again: another process may have told it since.
    const messages = await messagesWithNews(tx, due);
    for (const { message, news: count } of messages) await tellLateFailures(tx, message, count, now);
    const overviews = await overviewsDue(tx, due);
    for (const overview of overviews) await sendOverview(tx, overview, now);
    return messages.length + overviews.length;
  });
}

async function tellLateFailures(tx: Tx, id: number, news: number, now: number): Promise<void> {
  const message = await loadMessage(tx, id);
  if (message === undefined) throw new Error(`message ${id} of a failure is gone`);
  const failed = await listUntold(tx, id, MOST_LINES);
  await markAuthorTold(tx, id, now);
  // Who did not arrive is told only to those who may know who was to get it.
  if (!message.author.mayRead || failed.length === 0) return;
  await tellAuthor(
    tx,
    message,
    {
      kind: "bounces",
      target: targetForAuthor(message),
      subject: message.subject,
      counts: await reportCounts(tx, id),
      failed,
      news,
    },
    await languageOf(tx, message.author.person),
    now,
  );
}

async function sendOverview(
  tx: Tx,
  to: { recipient: string; recipientKey: AddressKey; since: number },
  now: number,
): Promise<void> {
  const events = await untoldEvents(tx, to.recipientKey);
  await markTold(tx, to.recipientKey, now);
  const of = (kind: ToldEvent["kind"]): OverviewLine[] => events.filter((event) => event.kind === kind).map(line);
  const optedOut = events.filter(({ kind }) => kind === "opted-out").map(whoAndTarget);
  const all: OverviewLists = {
    unreachable: of("unreachable"),
    suppressed: of("suppressed"),
    removed: of("removed-from-group"),
    optedOut,
  };
  const readers = await findPersonsByAddress(tx, to.recipientKey);
  const [reader] = readers.length === 1 ? readers : [];
  const isOperator = events.some(({ kind }) => kind === "bounce-manual");
  await queueNotice(tx, {
    notice: {
      kind: "overview",
      since: to.since,
      lists: {
        unreachable: all.unreachable.slice(0, MOST_LINES),
        suppressed: all.suppressed.slice(0, MOST_LINES),
        removed: all.removed.slice(0, MOST_LINES),
        optedOut: optedOut.slice(0, MOST_LINES),
      },
      counts: {
        unreachable: all.unreachable.length,
        suppressed: all.suppressed.length,
        removed: all.removed.length,
        optedOut: optedOut.length,
      },
      manual: isOperator ? await countManual(tx) : 0,
    },
    message: null,
    question: null,
    mail: null,
    address: to.recipient,
    person: reader?.id ?? null,
    language: reader?.language ?? null,
    createdAt: now,
  });
}

function line(event: ToldEvent): OverviewLine {
  return { ...whoAndTarget(event), category: event.category ?? "unknown", reply: event.words };
}

function whoAndTarget({ address, name, target }: ToldEvent): OptedOutLine {
  return { address: address ?? "", name, target };
}
