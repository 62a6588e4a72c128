import type { Address } from "../mail/address.ts";
import { sampleName } from "../questions/copy-sample.ts";
import { findCopy, type MessageCopy } from "../questions/message-copy.ts";
import type { Whom } from "../questions/whom.ts";
import { addEvent } from "../store/events.ts";
import { loadMessage, type MessageState } from "../store/messages.ts";
import { queueNotice } from "../store/notices.ts";
import type { World } from "../world.ts";

/** What became of the wish for a test copy. */
export type TestCopyQueued =
  | Exclude<MessageCopy, { kind: "found" }>
  /** `as`: whose values it shows, for people. */
  | { kind: "queued"; as: string };

/**
 * Queues a finished copy of a held or released message for somebody who wants to see one. Nothing changes for the
 * message: it is none of its copies, and settles nothing.
 *
 * @param whom as in `findCopy`
 */
export async function queueTestCopy(
  world: World,
  id: number,
  to: Address,
  whom: Whom | undefined,
): Promise<TestCopyQueued> {
  const now = world.clock();
  // A target of any size is looked through in short steps; what it says a moment later would be as right.
  const found = await findCopy(world, id, whom);
  if (found.kind !== "found") return found;
  const { sample } = found;
  const as = sampleName(sample, world.installation.language);
  return world.store.atomically(async (tx) => {
    const message = await loadMessage(tx, id);
    if (message === undefined) return { kind: "no-such-message" };
    // Also when somebody decided since it was looked up.
    if (!IS_HELD_OR_RELEASED.has(message.state)) return { kind: "no-copies", state: message.state };
    await queueNotice(tx, {
      notice: { kind: "test-copy", sample },
      message: id,
      question: null,
      mail: message.mail,
      address: to,
      person: null,
      language: null,
      createdAt: now,
    });
    await addEvent(tx, { at: now, kind: "test-copy", message: id, address: to, text: `as ${as}` });
    return { kind: "queued", as };
  });
}

const IS_HELD_OR_RELEASED: ReadonlySet<MessageState> = new Set(["held", "queued", "sending", "sent"]);
