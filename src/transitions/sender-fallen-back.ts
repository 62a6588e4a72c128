import { type CopyFrame, sentBy } from "../journey/copy-frame.ts";
import { DEFAULT_SENDER, findSender } from "../journey/installation.ts";
import { parseAddress } from "../mail/address.ts";
import { isRed, notConfigured } from "../questions/sending-identity.ts";
import { addEvent, hasEvent } from "../store/events.ts";
import { loadMessage } from "../store/messages.ts";
import { holdBackAtPauses } from "../store/providers.ts";
import { changeSender, openMessagesOf, sendersChosen, sendersOfOpenMessages } from "../store/sender-changes.ts";
import { senderState } from "../store/sender-states.ts";
import type { Tx } from "../store/tables.ts";
import type { World } from "../world.ts";

/**
 * An identity is red: its messages of which nothing has left go as `default` from now, where it may fall back. To be
 * called in the transaction in which it becomes so, and again as long as it is.
 *
 * @returns how many messages
 */
export async function fallBack(tx: Tx, world: World, sender: string, now: number): Promise<number> {
  const plan = findSender(world.installation, sender);
  if (plan === undefined || !plan.fallback || sender === DEFAULT_SENDER) return 0;
  return changeUntouched(tx, world, sender, isRed(sender), now);
}

/**
 * The server has started, perhaps with another configuration: messages may bear the name of an identity that is no more,
 * or that may fall back now. What has begun to leave under a name that is gone waits, and the operator is told.
 */
export async function adoptMessages(tx: Tx, world: World, now: number): Promise<void> {
  for (const name of await sendersOfOpenMessages(tx)) {
    if (findSender(world.installation, name) === undefined) {
      await changeUntouched(tx, world, name, notConfigured(name), now);
      await tellMissing(tx, world, name, now);
    } else if ((await senderState(tx, name))?.state === "red") {
      await fallBack(tx, world, name, now);
    }
  }
  for (const [sender, groups] of await sendersChosen(tx)) {
    if (findSender(world.installation, sender) === undefined) world.log.senderUnknown({ sender, groups });
  }
}

async function changeUntouched(tx: Tx, world: World, sender: string, why: string, now: number): Promise<number> {
  const untouched = (await openMessagesOf(tx, sender)).filter(({ hasLeft }) => !hasLeft);
  for (const { id } of untouched) await sendAsDefault(tx, world, id, why, now);
  if (untouched.length > 0) world.log.senderFellBack({ sender, messages: untouched.length, why });
  return untouched.length;
}

async function sendAsDefault(tx: Tx, world: World, id: number, why: string, now: number): Promise<void> {
  const message = await loadMessage(tx, id);
  const address = parseAddress(message?.author.address ?? "");
  if (message?.copyFrame == null || address === undefined) throw new Error(`message ${id} is released without a frame`);
  const [sender] = world.installation.senders;
  const { name, authenticated } = message.author;
  const frame: CopyFrame = {
    ...(JSON.parse(message.copyFrame) as CopyFrame),
    ...sentBy(sender, { target: message.target, author: { name, address }, authenticated }),
  };
  await changeSender(tx, id, { sender: sender.name, copyFrame: JSON.stringify(frame) }, now);
  await holdBackAtPauses(tx, id, now);
  await addEvent(tx, { at: now, kind: "sender-fallback", message: id, address: null, text: fellBack(why) });
}

/** What the event says, also where the decision falls at release. */
export function fellBack(why: string): string {
  return `sent as ${DEFAULT_SENDER}: ${why}`;
}

/** Once per message, however often the server starts. */
async function tellMissing(tx: Tx, world: World, sender: string, now: number): Promise<void> {
  const begun = await openMessagesOf(tx, sender);
  if (begun.length > 0) world.log.senderMissing({ sender, messages: begun.length });
  for (const { id } of begun) {
    if (await hasEvent(tx, "sender-missing", id)) continue;
    const text = `${notConfigured(sender)}: the rest of the copies waits until it is there again, or the message is cancelled`;
    await addEvent(tx, { at: now, kind: "sender-missing", message: id, address: null, text });
  }
}
