import { ACCEPTED } from "../../mail/reply.ts";
import type { Token } from "../../mail/token.ts";
import { whatCameBack } from "../../questions/returned-mail.ts";
import { addEvent } from "../../store/events.ts";
import { addReturnedMail } from "../../store/mails.ts";
import type { World } from "../../world.ts";
import type { Arrival, Plan } from "./arrival.ts";

/**
 * Mail to a return path of ours is kept and counted, never answered. A token that we did not make says nothing, and
 * whoever invents one hears nothing of it.
 */
export async function planReturned(world: World, arrival: Arrival, token: Token, now: number): Promise<Plan> {
  const origin = await whatCameBack(world, token);
  if (origin === undefined || arrival.size === "too-large") {
    return {
      reply: ACCEPTED,
      keepsRaw: false,
      record: (tx) =>
        addEvent(tx, {
          at: now,
          kind: "mail-dropped",
          message: origin?.message ?? null,
          address: null,
          text: origin === undefined ? "an unknown return path" : "a returned mail that is too large",
        }),
    };
  }
  return {
    reply: ACCEPTED,
    keepsRaw: true,
    async record(tx, mail) {
      await addReturnedMail(tx, { mail, copy: origin.copy, notice: origin.notice, at: now });
      await addEvent(tx, {
        at: now,
        kind: origin.isQuestion ? "question-undeliverable" : "mail-returned",
        message: origin.message,
        address: origin.address,
        text: origin.isQuestion ? "a mail came back for a question" : "a mail came back",
      });
    },
  };
}
