import type { ArrivedMail } from "../../journey/arrived-mail.ts";
import { type ContactRole, judgeContact } from "../../journey/contact.ts";
import { replyFor } from "../../journey/reasons.ts";
import { ACCEPTED } from "../../mail/reply.ts";
import { addEvent } from "../../store/events.ts";
import { queueNotice } from "../../store/notices.ts";
import type { World } from "../../world.ts";
import type { Arrival, Plan } from "./arrival.ts";

/** Mail for the people who run this server goes on to them inside a notice. */
export function planContact(
  world: World,
  arrival: Arrival,
  mail: ArrivedMail,
  to: { address: string; role: ContactRole },
  now: number,
): Plan {
  const verdict = judgeContact(mail, arrival.size, to.role);
  if (verdict.kind === "refuse") {
    const { reason } = verdict;
    return {
      reply: replyFor(reason),
      keepsRaw: false,
      record: async () => world.log.mailRefused({ reason, target: to.role }),
    };
  }
  if (verdict.kind === "drop") {
    return {
      reply: ACCEPTED,
      keepsRaw: false,
      record: (tx) =>
        addEvent(tx, {
          at: now,
          kind: "mail-dropped",
          message: null,
          address: to.address,
          text: `automatic mail to ${to.role}`,
        }),
    };
  }
  return {
    reply: ACCEPTED,
    keepsRaw: true,
    async record(tx, stored) {
      await queueNotice(tx, {
        notice: {
          kind: "forwarded",
          to: to.address,
          from: mail.author?.address ?? arrival.returnPath,
          subject: mail.subject,
        },
        message: null,
        question: null,
        mail: stored,
        address: world.installation.organisation.contact,
        person: null,
        language: null,
        createdAt: now,
      });
    },
  };
}
