import { targetFactsOf } from "../questions/target-facts.ts";
import { replaceFailures } from "../store/bounces.ts";
import { addEvent } from "../store/events.ts";
import { loadMessage, type Message, moveMessage, siblingsOf } from "../store/messages.ts";
import { holdBackAtPauses } from "../store/providers.ts";
import { resolveTarget } from "../store/recipients.ts";
import { nextFailedCopies, retryCopies } from "../store/retries.ts";
import type { Tx } from "../store/tables.ts";
import type { World } from "../world.ts";
import type { ByHand } from "./decided-by-hand.ts";

/** Failed copies that are looked at in one transaction, in which nothing else is written. */
const PART_COPIES = 2_000;

/** What one transaction came to; `upTo` undefined: there was nothing more to look at. */
type Part = { kind: "part"; copies: number; upTo: number | undefined } | Exclude<ByHand, { kind: "done" }>;

/**
 * Sends again what failed or came back, to the persons as the directory reaches them now: at the same address, or at
 * the corrected one. The author gets a new report at the end.
 */
export async function retryByHand(world: World, id: number): Promise<ByHand> {
  let copies = 0;
  let after = 0;
  while (true) {
    const part = await retryPart(world, id, after);
    // Somebody may cancel the message between two parts; what went until then has gone.
    if (part.kind !== "part") return after === 0 ? part : { kind: "done", copies };
    copies += part.copies;
    if (part.upTo === undefined) return { kind: "done", copies };
    after = part.upTo;
  }
}

async function retryPart(world: World, id: number, after: number): Promise<Part> {
  const now = world.clock();
  return world.store.atomically(async (tx) => {
    const message = await loadMessage(tx, id);
    if (message === undefined) return { kind: "no-such-message" };
    if (message.state !== "sending" && message.state !== "sent") return { kind: "not-now", state: message.state };
    const upTo = await nextFailedCopies(tx, id, after, PART_COPIES);
    const copies = upTo === undefined ? 0 : await retryUpTo(tx, world, message, { after, upTo }, now);
    if (copies > 0) {
      await moveMessage(tx, id, ["sending", "sent"], { state: "sending", settledAt: null });
      await addEvent(tx, { at: now, kind: "retried", message: id, address: null, text: `${copies} copies` });
    }
    return { kind: "part", copies, upTo };
  });
}

async function retryUpTo(
  tx: Tx,
  world: World,
  message: Message,
  span: { after: number; upTo: number },
  now: number,
): Promise<number> {
  const facts = await targetFactsOf(tx, world, message.target.ref);
  // The group was removed meanwhile: nobody belongs to it.
  if (facts === undefined) return 0;
  const copies = await retryCopies(tx, {
    message: message.id,
    siblings: await siblingsOf(tx, message),
    target: await resolveTarget(tx, message.target.ref),
    choice: { ...facts.choice, class: message.class },
    ...span,
    dueAt: now,
  });
  await replaceFailures(tx, message.id);
  await holdBackAtPauses(tx, message.id, now);
  return copies;
}
