import { judgeReply } from "../journey/bounce/failure.ts";
import { DEFAULT_SENDER, findSender } from "../journey/installation.ts";
import { freeSlots, type PaceWindow, paceWindows, shareSlots } from "../journey/pace.ts";
import { type DeliveryOutcome, outcomeOf, type RelayAnswer, relayPauseMs, settle } from "../journey/settle.ts";
import { beginAttempts, endAttempts, forgetAttempts, sweepAttempts, usedSlots } from "../store/attempts.ts";
import { type Claim, type ClaimedCopy, claimCopies, MOST_WITHDRAWN, messagesWithDueCopies } from "../store/claims.ts";
import { cancelCopies } from "../store/copies.ts";
import { addEvent } from "../store/events.ts";
import { loadMessage, moveMessage } from "../store/messages.ts";
import { type ClaimedNotice, claimNotices } from "../store/notice-claims.ts";
import { cancelQuestions } from "../store/notices.ts";
import { holdBackCopy } from "../store/providers.ts";
import { markInDoubt } from "../store/sender-changes.ts";
import { recordSettlement } from "../store/settlements.ts";
import { isQueuePaused, pauseSender, resumeSender, senderPause } from "../store/switches.ts";
import type { Tx } from "../store/tables.ts";
import type { World } from "../world.ts";
import { handOverCopies } from "./copies-taken-over.ts";
import { recordFailure } from "./failure-recorded.ts";
import { settleMessage } from "./message-settled.ts";

/** A mail on its way: claimed, and nobody else's until the claim runs out. */
export type Dispatch = {
  /** The slot of the pace that it holds; null where there is no limit. */
  attempt: number | null;
} & ({ kind: "copy"; copy: ClaimedCopy } | { kind: "notice"; notice: ClaimedNotice });

/** What became of it. */
export interface Attempted {
  dispatch: Dispatch;
  answer: RelayAnswer;
}

/** A claim lasts longer than any SMTP dialogue (RFC 5321 §4.5.3.2 allows ten minutes for the end of DATA). */
const CLAIM_MS = 30 * 60_000;

const DAY_MS = 86_400_000;

/**
 * When each message was served last, as a number that grows: who was served longest ago, or never, comes first. Kept by
 * the sender, who may forget it at a restart.
 */
export type Turns = Map<number, number>;

/** The way out of one sending identity, with what its server remembers of it. */
export interface Lane {
  sender: string;
  /** Name of the server in claims: a late record by another one changes nothing. */
  owner: string;
  turns: Turns;
  /** At the last turn nothing was allowed to leave: the identity rests, or the queue is paused. */
  isHalted: boolean;
  /** The last turn ended before it had looked at all that is due: so many copies were withdrawn. */
  isCut: boolean;
}

/**
 * Records what became of the mails that were on the wire and hands out the next ones, in one transaction: so a
 * connection starts its next copy only after the record of its last is on disk, and all connections share the commit.
 * Each identity has its own mails, pace and rests; notices leave as `default`.
 *
 * @param slots how many connections are free
 */
export async function copiesAttempted(
  world: World,
  attempted: readonly Attempted[],
  slots: number,
  lane: Lane,
): Promise<Dispatch[]> {
  const { sender, owner } = lane;
  const now = world.clock();
  return world.store.atomically(async (tx) => {
    const touched = await record(tx, world, attempted, owner, now);
    const restsUntil = await noteRelay(tx, world, sender, attempted, now);
    const due = await messagesWithDueCopies(tx, sender, now);
    // Of whom a copy is due is not at its end: that spares the look at most turns.
    for (const { id } of due) touched.delete(id);
    for (const message of touched) await settleMessage(tx, message, now);
    lane.isHalted = restsUntil > now || (await isQueuePaused(tx));
    lane.isCut = false;
    if (slots === 0 || lane.isHalted) return [];
    return claim(tx, world, slots, { owner, until: now + CLAIM_MS }, { lane, due }, now);
  });
}

/** @returns the messages of which a copy was settled */
async function record(
  tx: Tx,
  world: World,
  attempted: readonly Attempted[],
  owner: string,
  now: number,
): Promise<Set<number>> {
  const messages = new Set<number>();
  const ended: number[] = [];
  const unused: number[] = [];
  for (const { dispatch, answer } of attempted) {
    if (dispatch.attempt !== null) (answer.kind === "withheld" ? unused : ended).push(dispatch.attempt);
    if (dispatch.kind === "notice") {
      await recordOneNotice(tx, world, dispatch.notice, outcomeOf(answer), owner, now);
    } else {
      await recordOneCopy(tx, world, dispatch.copy, answer, owner, now);
      messages.add(dispatch.copy.message);
    }
  }
  await endAttempts(tx, ended, now);
  await forgetAttempts(tx, unused);
  return messages;
}

async function recordOneCopy(
  tx: Tx,
  world: World,
  copy: ClaimedCopy,
  answer: RelayAnswer,
  owner: string,
  now: number,
): Promise<void> {
  const settlement = settle(copy, outcomeOf(answer), now, world.installation.retry);
  if (!(await recordSettlement(tx, "copies", copy.id, owner, settlement))) return;
  const about = { copy: copy.id, message: copy.message, reply: settlement.reply };
  if (settlement.state === "sent") world.log.copySent(about);
  else if (settlement.state === "failed") {
    world.log.copyFailed(about);
    // Only where the address was named was anything said about it; all before is between the relay and us (contract 8).
    const isAboutAddress = answer.kind === "rejected" && (answer.stage === "rcpt" || answer.stage === "data");
    if (isAboutAddress) await recordRefusal(tx, world, copy, settlement.reply, now);
  } else {
    const nextAttemptAt = (await holdBackCopy(tx, copy, now)) ?? settlement.nextAttemptAt;
    if (answer.kind !== "withheld") world.log.copyDeferred({ ...about, nextAttemptAt });
    if (answer.kind === "lost") await markInDoubt(tx, copy.id);
    if ((await loadMessage(tx, copy.message))?.state !== "cancelled") return;
    await cancelCopies(tx, copy.message);
    await handOverCopies(tx, copy.message, now);
  }
}

/** The relay said in the session what others report later: the same rules count it. */
async function recordRefusal(tx: Tx, world: World, copy: ClaimedCopy, reply: string, now: number): Promise<void> {
  await recordFailure(
    tx,
    world,
    {
      mail: null,
      copy: copy.id,
      message: copy.message,
      address: copy.address,
      ...judgeReply(reply),
      words: reply,
      state: "counted",
      triedAt: now,
      arrivedAt: now,
    },
    now,
  );
}

async function recordOneNotice(
  tx: Tx,
  world: World,
  notice: ClaimedNotice,
  outcome: DeliveryOutcome,
  owner: string,
  now: number,
): Promise<void> {
  const settlement = settle(notice, outcome, now, world.installation.retry);
  if (!(await recordSettlement(tx, "notices", notice.id, owner, settlement))) return;
  const { kind } = notice.notice;
  const isQuestion = kind === "confirm" || kind === "moderate" || kind === "reminder";
  if (settlement.state === "sent") {
    world.log.noticeSent({ notice: notice.id, kind, message: notice.message });
  } else if (settlement.state === "failed") {
    world.log.noticeFailed({ notice: notice.id, kind, message: notice.message, why: settlement.reply });
    await addEvent(tx, {
      at: now,
      kind: isQuestion ? "question-undeliverable" : kind === "archive" ? "archive-failed" : "notice-failed",
      message: notice.message,
      address: notice.address,
      text: `${kind}: ${settlement.reply}`,
    });
  } else if (isQuestion && notice.message !== null && (await loadMessage(tx, notice.message))?.state !== "held") {
    // Somebody else decided while it was on the wire.
    await cancelQuestions(tx, notice.message);
  }
}

/**
 * The relay's own troubles pause the sending identity, with growing waits; anything it takes ends them.
 *
 * @returns until when it rests; a moment that is over if it does not
 */
async function noteRelay(
  tx: Tx,
  world: World,
  sender: string,
  attempted: readonly Attempted[],
  now: number,
): Promise<number> {
  const outcomes = attempted.map(({ answer }) => outcomeOf(answer));
  const before = await senderPause(tx, sender);
  // Connections that were busy when the first one failed tell the same trouble, not a new one.
  if (before !== undefined && before.resumeAt > now) return before.resumeAt;

  const trouble = outcomes.find(({ kind }) => kind === "relay-trouble");
  if (trouble !== undefined) {
    const failures = (before?.failures ?? 0) + 1;
    const resumeAt = now + relayPauseMs(failures);
    await pauseSender(tx, { sender, failures, resumeAt, reply: trouble.reply });
    const text = `${sender}: ${trouble.reply}`;
    await addEvent(tx, { at: now, kind: "relay-paused", message: null, address: null, text });
    world.log.relayPaused({ sender, why: trouble.reply, untilAt: resumeAt });
    return resumeAt;
  }
  const isWell = outcomes.some(({ kind }) => kind === "accepted" || kind === "refused");
  if (before !== undefined && isWell) {
    await resumeSender(tx, sender);
    world.log.relayResumed({ sender });
  }
  return now;
}

/** Which messages a claim may take copies of, and whose turn it is. */
interface Round {
  lane: Lane;
  due: Awaited<ReturnType<typeof messagesWithDueCopies>>;
}

async function claim(tx: Tx, world: World, slots: number, by: Claim, round: Round, now: number): Promise<Dispatch[]> {
  const { sender } = round.lane;
  const plan = findSender(world.installation, sender);
  if (plan === undefined) throw new Error(`nobody has configured the sender ${sender}`);
  const windows = paceWindows(plan.batch);
  const free = windows.length === 0 ? slots : await slotsNow(tx, sender, windows, slots, now);
  if (free === 0) return [];
  const dispatches: Dispatch[] = [];
  if (sender === DEFAULT_SENDER) {
    for (const notice of await claimNotices(tx, free, by, now, world.installation.hold.noticesPerHour)) {
      dispatches.push({ kind: "notice", notice, attempt: null });
    }
  }
  for (const copy of await claimFairly(tx, free - dispatches.length, by, round, now)) {
    dispatches.push({ kind: "copy", copy, attempt: null });
  }
  if (windows.length === 0) return dispatches;
  const attempts = await beginAttempts(tx, sender, dispatches.length, now);
  return dispatches.map((dispatch, place) => ({ ...dispatch, attempt: attempts[place] ?? null }));
}

async function slotsNow(
  tx: Tx,
  sender: string,
  windows: readonly PaceWindow[],
  slots: number,
  now: number,
): Promise<number> {
  const longest = Math.max(...windows.map(({ windowMs }) => windowMs), DAY_MS);
  await sweepAttempts(tx, sender, now - longest);
  const used = [];
  for (const window of windows) used.push({ ...window, used: await usedSlots(tx, sender, window, now) });
  return freeSlots(slots, used);
}

/** Each message with due copies in turn, so that a small one does not wait for a big one. */
async function claimFairly(tx: Tx, slots: number, by: Claim, round: Round, now: number): Promise<ClaimedCopy[]> {
  const { turns } = round.lane;
  const claimed: ClaimedCopy[] = [];
  let due = round.due;
  let withdrawn = 0;
  while (claimed.length < slots && due.length > 0 && !round.lane.isCut) {
    due.sort((a, b) => (turns.get(a.id) ?? 0) - (turns.get(b.id) ?? 0));
    const shares = shareSlots(
      slots - claimed.length,
      due.map(({ id }) => id),
    );
    const isShort = new Set<number>();
    for (const { id, state } of due) {
      const share = shares.get(id);
      if (share === undefined) continue;
      const { claimed: copies, withdrawn: gone } = await claimCopies(tx, id, share, by, now);
      claimed.push(...copies);
      if (gone > 0) await handOverCopies(tx, id, now);
      if (state === "queued") await moveMessage(tx, id, ["queued"], { state: "sending" });
      // Its last copies may have been withdrawn, and then nobody's record ends the message.
      if (copies.length === 0) await settleMessage(tx, id, now);
      if (copies.length < share) isShort.add(id);
      turns.set(id, Math.max(0, ...turns.values()) + 1);
      withdrawn += gone;
      round.lane.isCut = withdrawn >= MOST_WITHDRAWN;
      if (round.lane.isCut) break;
    }
    for (const message of turns.keys()) if (!due.some(({ id }) => id === message)) turns.delete(message);
    due = due.filter(({ id }) => !isShort.has(id));
  }
  return claimed;
}
