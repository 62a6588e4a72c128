import type { CopyFrame } from "../journey/copy-frame.ts";
import { surveyPlaceholders } from "../journey/placeholders.ts";
import type { QuestionSample } from "../notices/notice.ts";
import type { LeftOutReason } from "../notices/outcomes.ts";
import { rawOf } from "../store/mails.ts";
import { loadMessage, type Message, type MessageState } from "../store/messages.ts";
import { copiesAfter, copyServing, type StoredCopy, whyLeftOut } from "../store/stored-copies.ts";
import type { World } from "../world.ts";
import { copyNow } from "./copy-now.ts";
import { sampleFor } from "./copy-sample.ts";
import { gapCounter, reachAndGaps } from "./gaps.ts";
import { asReleasedNow } from "./message-frame.ts";
import { recipientOf } from "./recipient.ts";
import type { TargetFacts } from "./target-facts.ts";
import { keyOf, personsMeant, type Whom } from "./whom.ts";

/** Why somebody gets no copy. `already`: served by another target of the same mail. */
export type NoCopyReason = LeftOutReason | "not-in-target" | "already" | "cancelled";

/** One copy of a message: as it was made at release, or as it would be made now. */
export type MessageCopy =
  | { kind: "no-such-message" }
  | { kind: "no-such-person" }
  /** Rejected, say: nobody gets anything of it. */
  | { kind: "no-copies"; state: MessageState }
  /** Of somebody in particular, who gets none; `reason` null: of anybody, and there is nobody. */
  | { kind: "no-copy"; reason: NoCopyReason | null }
  | { kind: "found"; message: Message; raw: Buffer; sample: QuestionSample; stored: StoredCopy | null };

/** States in which nothing of a message goes out or has gone out. */
const NOBODY_GETS_IT: ReadonlySet<MessageState> = new Set(["refused", "rejected", "expired", "dropped"]);

/**
 * Finds a copy of a message. Of a held one as it would be if it were released now; of a released one as it was made,
 * and as long as the list of recipients grows, as it will be made.
 *
 * @param whom whose copy; undefined: the one with the most gaps, else the first
 */
export async function findCopy(world: World, id: number, whom: Whom | undefined): Promise<MessageCopy> {
  const { message, raw, persons } = await world.store.snapshot(async (read) => {
    const found = await loadMessage(read, id);
    return {
      message: found,
      raw: found === undefined ? null : await rawOf(read, found.mail),
      persons: whom === undefined ? [] : await personsMeant(read, whom),
    };
  });
  if (message === undefined) return { kind: "no-such-message" };
  const isReleased = message.copyFrame !== null;
  if (raw === null || NOBODY_GETS_IT.has(message.state) || (message.state === "cancelled" && !isReleased)) {
    return { kind: "no-copies", state: message.state };
  }
  const wanted = whom && { persons: whom.kind === "person" ? [whom.id] : persons, addressKey: keyOf(whom) };
  if (isReleased) {
    const released = await releasedCopy(world, message, raw, wanted);
    if (released !== undefined) return released;
  }
  if (whom !== undefined && persons.length === 0) return { kind: "no-such-person" };
  const isListComplete = isReleased && message.expandAfter === null;
  if (isListComplete) return { kind: "no-copy", reason: wanted === undefined ? null : "not-in-target" };
  return copyToCome(world, message, raw, wanted);
}

interface Wanted {
  persons: number[];
  addressKey: string | null;
}

/** A copy that exists already; undefined where there is none (yet). */
async function releasedCopy(
  world: World,
  message: Message,
  raw: Buffer,
  wanted: Wanted | undefined,
): Promise<MessageCopy | undefined> {
  const frame = JSON.parse(message.copyFrame ?? "") as CopyFrame;
  const stored =
    wanted === undefined
      ? await storedWithMostGaps(world, message.id, raw, frame)
      : await world.store.snapshot((read) => copyServing(read, message.id, wanted));
  if (stored !== undefined) {
    const stopped = stoppedBecause(stored);
    if (stopped !== undefined) return { kind: "no-copy", reason: stopped };
    const sample = { frame, address: stored.address, recipients: stored.persons.map(recipientOf) };
    return { kind: "found", message, raw, sample, stored };
  }
  if (wanted === undefined) return undefined;
  const reason = await world.store.snapshot((read) => whyLeftOut(read, message.id, wanted.persons));
  return reason && { kind: "no-copy", reason };
}

async function copyToCome(
  world: World,
  message: Message,
  raw: Buffer,
  wanted: Wanted | undefined,
): Promise<MessageCopy> {
  const release = await asReleasedNow(world, message, raw);
  // The group was removed meanwhile.
  if (release === undefined) return { kind: "no-copy", reason: wanted === undefined ? null : "not-in-target" };
  const { facts, frame } = release;
  const found =
    wanted === undefined
      ? await withMostGapsNow(world, facts, raw, frame)
      : await copyNow(world, facts, wanted.persons, wanted.addressKey);
  if (found.kind === "no-copy") return found;
  const sample = sampleFor(frame, found.sharers);
  return sample === undefined
    ? { kind: "no-copy", reason: null }
    : { kind: "found", message, raw, sample, stored: null };
}

async function withMostGapsNow(world: World, facts: TargetFacts, raw: Buffer, { policy }: CopyFrame) {
  const { reach } = await reachAndGaps(world, facts, surveyPlaceholders(raw, policy).known, policy);
  return { kind: "copy", sharers: reach.sample } as const;
}

/** Copies that are looked at in one go. */
const CHUNK_COPIES = 2_000;

async function storedWithMostGaps(
  world: World,
  message: number,
  raw: Buffer,
  { policy }: CopyFrame,
): Promise<StoredCopy | undefined> {
  const gapsOf = gapCounter(surveyPlaceholders(raw, policy).known, policy);
  let best: StoredCopy | undefined;
  let mostGaps = -1;
  for (let after = 0; ; ) {
    const copies = await world.store.snapshot((read) => copiesAfter(read, message, after, CHUNK_COPIES));
    for (const copy of copies) {
      if (stoppedBecause(copy) !== undefined) continue;
      const gaps = Math.max(...copy.persons.map(gapsOf));
      if (gaps <= mostGaps) continue;
      mostGaps = gaps;
      best = copy;
    }
    const last = copies.at(-1);
    if (last === undefined || copies.length < CHUNK_COPIES) return best;
    after = last.id;
  }
}

/** Why a copy that was made does not arrive by our own decision; undefined where it has gone or will go. */
function stoppedBecause({ state, persons }: StoredCopy): NoCopyReason | undefined {
  if (state === "already" || state === "cancelled" || state === "suppressed") return state;
  // Everybody was hidden or erased since: it is withdrawn when its turn comes.
  return persons.length === 0 ? "cancelled" : undefined;
}
