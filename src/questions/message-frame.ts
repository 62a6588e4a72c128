import { type CopyFrame, copyFrame, type FrameFacts } from "../journey/copy-frame.ts";
import type { SenderPlan } from "../journey/installation.ts";
import { parseAddress } from "../mail/address.ts";
import { parseHeader } from "../mail/header.ts";
import type { Message } from "../store/messages.ts";
import type { World } from "../world.ts";
import { plannedSender } from "./sending-identity.ts";
import type { Submission } from "./submission.ts";
import { moderatorMailboxes, type TargetFacts } from "./target-facts.ts";

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
  const address = parseAddress(message.author.address);
  if (address === undefined) throw new Error(`the author of message ${message.id} has no address`);
  return frameNow(world, facts, sender, {
    message: message.id,
    target: facts.target,
    author: { name: message.author.name, address },
    authenticated: message.author.authenticated,
    category: message.author.category,
    header: parseHeader(raw),
    receivedAt: message.receivedAt,
  });
}
