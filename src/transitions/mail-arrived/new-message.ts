import type { Submission } from "../../questions/submission.ts";
import type { NewMessage } from "../../store/messages.ts";

/** The author's language, null where it is not known. */
export function languageOfAuthor({ classification }: Submission): string | null {
  return classification.person?.language ?? null;
}

/** What of a message is the same whatever becomes of it. */
export function messageFrom(
  { facts, messageAuthor, mail, now }: Submission,
  stored: number,
): Omit<NewMessage, "state"> {
  return {
    mail: stored,
    target: facts.target,
    author: messageAuthor,
    subject: mail.subject,
    warnings: [],
    reason: null,
    reasonText: null,
    receivedAt: now,
  };
}
