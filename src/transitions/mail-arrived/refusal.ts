import { type Reason, replyFor } from "../../journey/reasons.ts";
import { type RefusedRuling, type Ruling, replyTo } from "../../questions/ruling.ts";
import type { Submission } from "../../questions/submission.ts";
import { addEvent } from "../../store/events.ts";
import { addMessage } from "../../store/messages.ts";
import type { World } from "../../world.ts";
import { targetForAuthor, tellAuthor } from "../notify.ts";
import type { Plan } from "./arrival.ts";
import { languageOfAuthor, messageFrom } from "./new-message.ts";

/** A mail that this author may not send to this target, or that nobody would get. */
export function planRefusal(world: World, ruling: RefusedRuling): Plan {
  const { submission, verdict, telling, sealedPlaceholders } = ruling;
  const { facts, messageAuthor, mail, now } = submission;
  const { reason, limit } = verdict;
  world.log.mailRefused({ reason, target: facts.target.address, evidence: messageAuthor.evidence });
  return {
    reply: replyTo(ruling),
    keepsRaw: false,
    async record(tx, stored) {
      const message = await addMessage(tx, {
        ...messageFrom(submission, stored),
        state: telling === "silence" ? "dropped" : "refused",
        reason,
        reasonText: limit === undefined ? null : `${limit.found} > ${limit.allowed}`,
      });
      if (telling !== "notice") return;
      await tellAuthor(
        tx,
        { id: message, author: messageAuthor },
        {
          kind: "refused",
          target: targetForAuthor({ target: facts.target, author: messageAuthor }),
          subject: mail.subject,
          reason,
          limit:
            limit === undefined ? null : { allowed: limit.allowed, found: messageAuthor.mayRead ? limit.found : null },
          contact: world.installation.organisation.contact,
          ...(sealedPlaceholders.length > 0 && { placeholders: sealedPlaceholders }),
        },
        languageOfAuthor(submission),
        now,
      );
    },
  };
}

/** A mail that is at fault itself: told in the session, whoever the author is; automatic mail is taken and dropped. */
export function planRejected(
  world: World,
  submission: Submission,
  reason: "loop" | "too-large" | "automatic-message",
  detail: string | null = null,
): Plan {
  const isDropped = reason === "automatic-message";
  const about = { reason, target: submission.facts.target.address };
  if (isDropped) world.log.mailDropped(about);
  else world.log.mailRefused(about);
  return {
    reply: replyFor(reason),
    keepsRaw: false,
    async record(tx, stored) {
      const state = isDropped ? "dropped" : "refused";
      await addMessage(tx, { ...messageFrom(submission, stored), state, reason, reasonText: detail });
    },
  };
}

/** A mail that the domain in From disowns: told in the session or not at all, and never to the author it names. */
export function planDisowned(world: World, ruling: Extract<Ruling, { kind: "disowned" }>): Plan {
  const { telling, submission } = ruling;
  const { evidence } = submission.messageAuthor;
  const about = { reason: "forged-sender", target: submission.facts.target.address, evidence };
  if (telling === "silence") world.log.mailDropped(about);
  else world.log.mailRefused(about);
  return {
    reply: replyTo(ruling),
    keepsRaw: false,
    async record(tx, stored) {
      await addMessage(tx, {
        ...messageFrom(submission, stored),
        state: telling === "silence" ? "dropped" : "refused",
        reason: "forged-sender",
        reasonText: null,
      });
    },
  };
}

/** A mail without an author that can be read: there is no message to keep, only the event. */
export function planUnread(world: World, reason: Reason, detail: string, now: number): Plan {
  const isDropped = reason === "automatic-message";
  if (isDropped) world.log.mailDropped({ reason, target: "" });
  else world.log.mailRefused({ reason, target: "" });
  return {
    reply: replyFor(reason),
    keepsRaw: false,
    record: (tx) =>
      addEvent(tx, {
        at: now,
        kind: isDropped ? "message-dropped" : "message-refused",
        message: null,
        address: null,
        text: detail === "" ? reason : `${reason}: ${detail}`,
      }),
  };
}
