import { frameOfMessage } from "../questions/message-frame.ts";
import { senderNow } from "../questions/sending-identity.ts";
import { targetFactsOf } from "../questions/target-facts.ts";
import { addEvent } from "../store/events.ts";
import { rawOf } from "../store/mails.ts";
import { loadMessage, moveMessage } from "../store/messages.ts";
import { NO_PERSON } from "../store/recipients.ts";
import type { Tx } from "../store/tables.ts";
import type { World } from "../world.ts";
import { refuseAtRelease } from "./refused-at-release.ts";
import { fellBack } from "./sender-fallen-back.ts";

/**
 * Releases a held message: what all its copies have in common is fixed now, and the list of recipients begins. Nothing
 * leaves before that list is complete.
 */
export async function releaseMessage(
  tx: Tx,
  world: World,
  id: number,
  decided: { by: string },
  now: number,
): Promise<void> {
  const message = await loadMessage(tx, id);
  if (message === undefined) throw new Error(`message ${id} to release is gone`);
  const facts = await targetFactsOf(tx, world, message.target.ref);
  const raw = await rawOf(tx, message.mail);
  if (raw === null) throw new Error(`message ${id} to release has no mail`);
  // The group was removed meanwhile: nobody is left to write to.
  if (facts === undefined) {
    await refuseAtRelease(tx, world, message, { kind: "refuse", reason: "no-recipients" }, now);
    return;
  }
  const { sender, instead } = await senderNow(tx, world, facts.inherited.sender);
  const frame = frameOfMessage(world, message, facts, sender, raw);
  await moveMessage(tx, id, ["held"], {
    // The alias that it came by may be another group's now, and answers must not go there.
    target: facts.target,
    state: "queued",
    decidedBy: decided.by,
    releasedAt: now,
    sender: sender.name,
    class: facts.settings?.class ?? "community",
    copyFrame: JSON.stringify(frame),
    expandAfter: NO_PERSON,
  });
  await addEvent(tx, { at: now, kind: "released", message: id, address: null, text: decided.by });
  if (instead === null) return;
  await addEvent(tx, { at: now, kind: "sender-fallback", message: id, address: null, text: fellBack(instead) });
}
