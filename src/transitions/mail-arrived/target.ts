import type { ArrivedMail } from "../../journey/arrived-mail.ts";
import { expiresAt } from "../../journey/hold.ts";
import { type AcceptedRuling, replyTo, ruleOn } from "../../questions/ruling.ts";
import type { WrittenTarget } from "../../questions/submission.ts";
import { addMessageOnce } from "../../store/messages.ts";
import type { World } from "../../world.ts";
import { openHold } from "../hold-opened.ts";
import { releaseMessage } from "../message-released.ts";
import { targetForAuthor, tellAuthor } from "../notify.ts";
import type { Arrival, Plan } from "./arrival.ts";
import { languageOfAuthor, messageFrom } from "./new-message.ts";
import { planDisowned, planRefusal, planRejected, planUnread } from "./refusal.ts";

/** What becomes of a mail to a group, subgroup, filter or My List. */
export async function planTarget(
  world: World,
  arrival: Arrival,
  mail: ArrivedMail,
  to: WrittenTarget,
  now: number,
): Promise<Plan> {
  const ruling = await ruleOn(world, arrival, mail, to, now);
  switch (ruling.kind) {
    case "unread":
      return planUnread(world, ruling.reason, ruling.detail, now);
    case "target-gone":
      return { reply: replyTo(ruling), keepsRaw: false, record: async () => undefined };
    case "rejected":
      return planRejected(world, ruling.submission, ruling.reason, ruling.detail);
    case "disowned":
      return planDisowned(world, ruling);
    case "refused":
      return planRefusal(world, ruling);
    case "accepted":
      return planAccepted(world, ruling);
  }
}

function planAccepted(world: World, ruling: AcceptedRuling): Plan {
  const { submission, verdict, warnings, asked } = ruling;
  const { facts, mail, messageAuthor, now } = submission;
  return {
    reply: replyTo(ruling),
    keepsRaw: true,
    async record(tx, stored) {
      const message = await addMessageOnce(tx, { ...messageFrom(submission, stored), warnings, state: "held" });
      if (message === undefined) return;
      const { authenticated, evidence } = messageAuthor;
      world.log.mailAccepted({ mail: stored, message, target: facts.target.address, evidence });
      if (verdict.kind === "send") {
        await releaseMessage(tx, world, message, { by: "rules" }, now);
        return;
      }
      await openHold(tx, world, { message, hold: verdict.kind, asked, authenticated }, now);
      if (verdict.kind === "confirm") return;
      await tellAuthor(
        tx,
        { id: message, author: messageAuthor },
        {
          kind: "held",
          target: targetForAuthor({ target: facts.target, author: messageAuthor }),
          subject: mail.subject,
          expiresAt: expiresAt(now, world.installation.hold),
        },
        languageOfAuthor(submission),
        now,
      );
    },
  };
}
