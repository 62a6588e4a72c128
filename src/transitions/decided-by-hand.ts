import { OPERATOR } from "../notices/notice.ts";
import { languageOf } from "../questions/language.ts";
import { cancelCopies } from "../store/copies.ts";
import { addEvent } from "../store/events.ts";
import { loadHold } from "../store/holds.ts";
import { loadMessage, type Message, type MessageState, moveMessage } from "../store/messages.ts";
import { resumeSenders, switchQueue } from "../store/switches.ts";
import type { Tx } from "../store/tables.ts";
import { markAuthorTold } from "../store/unreached.ts";
import type { World } from "../world.ts";
import { handOverCopies } from "./copies-taken-over.ts";
import { decideMessage } from "./hold-decided.ts";
import { report } from "./message-settled.ts";
import { tellAuthor } from "./notify.ts";

/** What an operator's command came to; a command that comes too late changes nothing. */
export type ByHand =
  | { kind: "done"; copies: number }
  | { kind: "no-such-message" }
  /** It is not in a state in which this could be done. */
  | { kind: "not-now"; state: MessageState };

/** Releases a held message without waiting for the answer. */
export async function approveByHand(world: World, id: number): Promise<ByHand> {
  const decided = await decideByHand(world, id, "released", "");
  if (decided.kind !== "done") return decided;
  // A check may have failed at release (contract 4): then nothing leaves.
  const message = await world.store.snapshot((read) => loadMessage(read, id));
  return message?.state === "refused" ? { kind: "not-now", state: message.state } : decided;
}

/** Refuses a held message; the author is told the reason. */
export async function rejectByHand(world: World, id: number, reason: string): Promise<ByHand> {
  return decideByHand(world, id, "rejected", reason);
}

/** Stops what has not gone yet: a held message as a whole, a released one from the next copy on. */
export async function cancelByHand(world: World, id: number): Promise<ByHand> {
  const held = await decideByHand(world, id, "cancelled", "");
  if (held.kind !== "not-now") return held;
  return changeByHand(world, id, ["queued", "sending"], async (tx, message, now) => {
    const copies = await cancelCopies(tx, id);
    await moveMessage(tx, id, ["queued", "sending"], {
      state: "cancelled",
      decidedBy: OPERATOR,
      settledAt: now,
      expandAfter: null,
    });
    await handOverCopies(tx, id, now);
    await addEvent(tx, { at: now, kind: "cancelled", message: id, address: null, text: `${copies} copies stopped` });
    await tellAuthor(
      tx,
      message,
      await report(tx, { ...message, state: "cancelled" }, now),
      await languageOf(tx, message.author.person),
      now,
    );
    await markAuthorTold(tx, id, now);
    return copies;
  });
}

/**
 * Stops or resumes everything that leaves. To resume also ends the rests of all sending identities: whoever has mended
 * the trouble with a relay need not wait.
 *
 * @returns false when it was so already
 */
export async function switchQueueByHand(world: World, to: "paused" | "running"): Promise<boolean> {
  const now = world.clock();
  return world.store.atomically(async (tx) => {
    const rested = to === "running" && (await resumeSenders(tx));
    const changed = (await switchQueue(tx, to, now)) || rested;
    const kind = to === "paused" ? "queue-paused" : "queue-resumed";
    if (changed) await addEvent(tx, { at: now, kind, message: null, address: null, text: `by ${OPERATOR}` });
    return changed;
  });
}

async function decideByHand(
  world: World,
  id: number,
  decision: "released" | "rejected" | "cancelled",
  reasonText: string,
): Promise<ByHand> {
  return changeByHand(world, id, ["held"], async (tx, message, now) => {
    const hold = await loadHold(tx, id);
    if (hold === undefined) throw new Error(`message ${id} is held without a hold`);
    await decideMessage(tx, world, message, hold, { decision, by: OPERATOR, question: null, reasonText }, now);
    return 0;
  });
}

async function changeByHand(
  world: World,
  id: number,
  states: readonly MessageState[],
  change: (tx: Tx, message: Message, now: number) => Promise<number>,
): Promise<ByHand> {
  const now = world.clock();
  return world.store.atomically(async (tx) => {
    const message = await loadMessage(tx, id);
    if (message === undefined) return { kind: "no-such-message" };
    if (!states.includes(message.state)) return { kind: "not-now", state: message.state };
    return { kind: "done", copies: await change(tx, message, now) };
  });
}
