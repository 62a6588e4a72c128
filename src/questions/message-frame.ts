import { type CopyFrame, copyFrame, type FrameFacts } from "../journey/copy-frame.ts";
import type { SenderPlan } from "../journey/installation.ts";
import { type Mailbox, parseAddress } from "../mail/address.ts";
import { parseHeader } from "../mail/header.ts";
import type { Message } from "../store/messages.ts";
import type { World } from "../world.ts";
import { plannedSender, senderNow } from "./sending-identity.ts";
import type { Submission } from "./submission.ts";
import { moderatorMailboxes, type TargetFacts, targetFactsOf } from "./target-facts.ts";

/** What all copies of a mail have in common, as it would be fixed now. */
function frameNow(
  world: World,
  facts: TargetFacts,
  sender: SenderPlan,
  about: Omit<FrameFacts, "settings" | "moderators">,
): CopyFrame {
  const { settings } = facts;
  return copyFrame({ ...about, settings, moderators: moderatorMailboxes(facts) }, sender, world.installation);
}

/** The same for a mail that has just come: it has no number yet, and nobody knows how its sender will be at release. */
export function frameOfSubmission(world: World, submission: Submission): CopyFrame {
  const { facts, author, messageAuthor, classification, mail, now } = submission;
  return frameNow(world, facts, plannedSender(world, facts.inherited.sender), {
    message: 0,
    target: facts.target,
    author,
    authenticated: messageAuthor.authenticated,
    category: classification.category,
    header: mail.header,
    receivedAt: now,
  });
}

/** The same for a message that is stored: what is fixed when it is released now, as this identity sends it. */
export function frameOfMessage(
  world: World,
  message: Message,
  facts: TargetFacts,
  sender: SenderPlan,
  raw: Buffer,
): CopyFrame {
  return frameNow(world, facts, sender, {
    message: message.id,
    target: facts.target,
    author: authorMailbox(message),
    authenticated: message.author.authenticated,
    category: message.author.category,
    header: parseHeader(raw),
    receivedAt: message.receivedAt,
  });
}

/** Who stands in From. @throws where the stored address is none */
export function authorMailbox({ id, author: { name, address } }: Message): Mailbox {
  const parsed = parseAddress(address);
  if (parsed === undefined) throw new Error(`the author of message ${id} has no address`);
  return { name, address: parsed };
}

/** All that a release decides before it comes to the recipients. */
export interface ReleaseNow {
  facts: TargetFacts;
  sender: SenderPlan;
  frame: CopyFrame;
}

/**
 * A message as it would leave now; where it is released, with what was fixed then.
 *
 * @param raw the mail as received
 * @returns undefined where the target is gone
 */
export async function asReleasedNow(world: World, message: Message, raw: Buffer): Promise<ReleaseNow | undefined> {
  const now = await world.store.snapshot(async (read) => {
    const facts = await targetFactsOf(read, world, message.target.ref);
    return facts && { facts, sender: (await senderNow(read, world, facts.inherited.sender)).sender };
  });
  if (now === undefined) return undefined;
  const fixed = message.copyFrame;
  const frame =
    fixed === null ? frameOfMessage(world, message, now.facts, now.sender, raw) : (JSON.parse(fixed) as CopyFrame);
  return { ...now, frame };
}
