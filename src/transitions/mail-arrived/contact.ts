import type { ArrivedMail } from "../../journey/arrived-mail.ts";
import { replyFor } from "../../journey/reasons.ts";
import { firstValue } from "../../mail/header.ts";
import { addEvent } from "../../store/events.ts";
import { queueNotice } from "../../store/notices.ts";
import type { World } from "../../world.ts";
import { ACCEPTED, type Arrival, type Plan } from "./arrival.ts";

/**
 * Mail for the people who run this server goes on to them inside a notice (RFC 5321 §4.5.1). What a program writes to
 * `service` is an answer to one of our notices, and only logged; so is any notice of ours that comes back.
 */
export function planContact(
  world: World,
  arrival: Arrival,
  mail: ArrivedMail,
  to: { address: string; role: "postmaster" | "abuse" | "service" },
  now: number,
): Plan {
  if (arrival.size === "too-large") return refused("too-large");
  if (mail.looping) return refused("loop");
  const isOurOwn = firstValue(mail.header, "x-rundmail-notice") !== undefined;
  if (isOurOwn || (to.role === "service" && mail.automatic !== undefined)) {
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

  function refused(reason: "loop" | "too-large"): Plan {
    return {
      reply: replyFor(reason),
      keepsRaw: false,
      record: async () => world.log.mailRefused({ reason, target: to.role }),
    };
  }
}
