import type { Reply } from "../mail/reply.ts";

/**
 * Why a message did not simply go out: the closed list of contract section 3, in the order of the checks, and
 * `forged-sender`, for which it has no word. The same word stands in the reply, in `message show`, in the log and in the notice.
 */
export const REASONS = [
  "automatic-message",
  "loop",
  "unparsable",
  "too-large",
  "forged-sender",
  "login-required",
  "no-access",
  "sender-not-allowed",
  "my-list-empty",
  "filter-empty",
  "no-recipients",
  "too-many-recipients",
  "no-moderator",
  "signed-placeholders",
] as const;

export type Reason = (typeof REASONS)[number];

/**
 * A refusal that depends on author and target, and may be told by notice. The others are about the mail itself and are
 * told in the session, whoever the author is.
 */
export type TargetReason = Exclude<Reason, "loop" | "unparsable" | "too-large" | "automatic-message" | "forged-sender">;

/** The sentence for the other mail server. English, as SMTP replies are, and without any fact about the group. */
const SENTENCES: Record<Reason, string> = {
  "automatic-message": "accepted; automatic mail is not distributed",
  loop: "this mail has been here before",
  unparsable: "the From field must name exactly one mailbox, and the headers must be readable",
  "too-large": "the mail is larger than this server takes",
  "forged-sender":
    "the domain in From asks to refuse mail for which neither SPF nor DKIM of that domain vouches (DMARC)",
  "login-required": "only a login may write to this address",
  "no-access": "your login may not write to this address",
  "sender-not-allowed": "you may not write to this address",
  "my-list-empty": "your list is empty",
  "filter-empty": "the filter finds nobody",
  "no-recipients": "nobody there can be reached by mail",
  "too-many-recipients": "more recipients than this server allows",
  "no-moderator": "nobody can decide about this mail",
  "signed-placeholders": "a signed or encrypted part contains a placeholder; send it unsigned or without placeholders",
};

/** The sentence for a reason, without the word. */
export function sentenceFor(reason: Reason): string {
  return SENTENCES[reason];
}

/** The reply with its reason word in brackets at the start. */
export function replyFor(reason: Reason): Reply {
  const text = `[${reason}] ${SENTENCES[reason]}`;
  switch (reason) {
    case "automatic-message":
      return { code: 250, status: "2.0.0", text };
    case "loop":
      return { code: 554, status: "5.4.6", text };
    case "unparsable":
      return { code: 554, status: "5.6.0", text };
    case "too-large":
      return { code: 552, status: "5.3.4", text };
    default:
      return { code: 550, status: "5.7.1", text };
  }
}
