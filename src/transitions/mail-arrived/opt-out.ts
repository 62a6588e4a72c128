import type { ArrivedMail } from "../../journey/arrived-mail.ts";
import { judgeOptOut } from "../../journey/opt-out.ts";
import { replyFor } from "../../journey/reasons.ts";
import { ACCEPTED } from "../../mail/reply.ts";
import type { Token } from "../../mail/token.ts";
import { whatIsOptedOutOf } from "../../questions/opt-out-asked.ts";
import { tooMuchWaits } from "../../questions/passed-on.ts";
import { addEvent } from "../../store/events.ts";
import type { World } from "../../world.ts";
import { askForOptOut, optOut } from "../opted-out.ts";
import { type Arrival, type Plan, PUT_OFF } from "./arrival.ts";

/**
 * Mail to `unsubscribe-TOKEN@`, from anybody: whoever has the copy may opt out its readers, and they are told. Nobody
 * hears whether the token was a true one.
 */
export async function planOptOut(
  world: World,
  arrival: Arrival,
  mail: ArrivedMail,
  to: { address: string; token: Token },
  now: number,
): Promise<Plan> {
  const verdict = judgeOptOut(mail, arrival.size);
  if (verdict.kind === "refuse") {
    const { reason } = verdict;
    return {
      reply: replyFor(reason),
      keepsRaw: false,
      record: async () => world.log.mailRefused({ reason, target: "unsubscribe" }),
    };
  }
  const asked = await whatIsOptedOutOf(world, to.token);
  if (asked === undefined) return dropped(null, "an unknown address to opt out", now);
  const message = asked.message.id;
  if (verdict.kind === "drop") return dropped(message, "automatic mail to an address to opt out", now);
  if (asked.decides === "person") {
    return { reply: ACCEPTED, keepsRaw: false, record: (tx) => optOut(tx, world, asked, now) };
  }
  // Only who has such a copy hears this, and that copies of official mail have an address of this form is no secret.
  if (await tooMuchWaits(world)) return PUT_OFF;
  const from = mail.author?.address ?? arrival.returnPath;
  return {
    reply: ACCEPTED,
    keepsRaw: true,
    record: (tx, stored) =>
      askForOptOut(tx, world, asked, { id: stored, from, to: to.address, subject: mail.subject }, now),
  };
}

/** The address is not told: it holds a token. */
function dropped(message: number | null, text: string, now: number): Plan {
  return {
    reply: ACCEPTED,
    keepsRaw: false,
    record: (tx) => addEvent(tx, { at: now, kind: "mail-dropped", message, address: null, text }),
  };
}
