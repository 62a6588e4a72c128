import { type CopyFrame, copyFrame, type FrameFacts } from "../journey/copy-frame.ts";
import { parseAddress } from "../mail/address.ts";
import { parseHeader } from "../mail/header.ts";
import type { Message } from "../store/messages.ts";
import type { World } from "../world.ts";
import type { Submission } from "./submission.ts";
import { moderatorMailboxes, type TargetFacts } from "./target-facts.ts";

/** What all copies of a mail have in common, as it would be fixed now. */
function frameNow(world: World, facts: TargetFacts, about: Omit<FrameFacts, "settings" | "moderators">): CopyFrame {
  return copyFrame({ ...about, settings: facts.settings, moderators: moderatorMailboxes(facts) }, world.installation);
}

/** The same for a mail that has just come: it has no number yet. */
export function frameOfSubmission(world: World, submission: Submission): CopyFrame {
  const { facts, author, classification, mail, now } = submission;
  return frameNow(world, facts, {
    message: 0,
    target: facts.target,
    author,
    category: classification.category,
    header: mail.header,
    receivedAt: now,
  });
}

/** The same for a message that is stored: what is fixed when it is released now. */
export function frameOfMessage(world: World, message: Message, facts: TargetFacts, raw: Buffer): CopyFrame {
  const address = parseAddress(message.author.address);
  if (address === undefined) throw new Error(`the author of message ${message.id} has no address`);
  return frameNow(world, facts, {
    message: message.id,
    target: message.target,
    author: { name: message.author.name, address },
    category: message.author.category,
    header: parseHeader(raw),
    receivedAt: message.receivedAt,
  });
}
