import type { ArrivedMail } from "../../journey/arrived-mail.ts";
import { readReport } from "../../journey/bounce/report.ts";
import { ACCEPTED } from "../../mail/reply.ts";
import type { Token } from "../../mail/token.ts";
import { tooMuchWaits } from "../../questions/passed-on.ts";
import { type Returned, readerOfReply, whatCameBack, whatWasReturned } from "../../questions/returned-mail.ts";
import { addEvent } from "../../store/events.ts";
import { queueNotice } from "../../store/notices.ts";
import type { World } from "../../world.ts";
import { type ArrivedReport, recordReport } from "../report-recorded.ts";
import { type Arrival, type Plan, PUT_OFF } from "./arrival.ts";

/**
 * Mail to a return path of ours: a report is taken down, what programs write is dropped, and what a person answered to
 * the wrong address goes on to the author. Nobody ever hears whether the token was a true one.
 */
export async function planReturned(
  world: World,
  arrival: Arrival,
  mail: ArrivedMail,
  to: { address: string; token: Token },
  now: number,
): Promise<Plan> {
  const byPath = await whatCameBack(world, to.token);
  if (arrival.size === "too-large") return dropped(byPath, "a returned mail that is too large", now);
  const report = readArrivedReport(world, arrival);
  switch (report.kind) {
    case "bounce":
    case "feedback": {
      const origin = byPath ?? (await whatWasReturned(world, report.copyToken));
      return planReport(world, { report, origin }, now);
    }
    case "automatic":
      return dropped(byPath, "automatic mail to a return path", now);
    case "other":
      // A refusal would come back as a bounce and count against whoever only has a server that redirects too much.
      if (mail.looping) return dropped(byPath, "a mail of ours goes in circles", now);
      if (mail.automatic !== undefined) return dropped(byPath, "a mail without an author came back", now);
      // Here and not at RCPT, where nobody knows yet whether it is a report; and whether or not the token is a true one.
      if (await tooMuchWaits(world)) return PUT_OFF;
      if (byPath === undefined) return dropped(undefined, "an unknown return path", now);
      return planReply(world, arrival, mail, { to: to.address, origin: byPath }, now);
  }
}

/**
 * A report that came to another address of ours, as some servers send them; undefined where the mail is none.
 *
 * @param which whether one is taken down that is about nothing of ours, as far as it says: it waits in the manual folder
 */
export async function planStrayReport(
  world: World,
  arrival: Arrival,
  which: "ours" | "all",
  now: number,
): Promise<Plan | undefined> {
  if (arrival.size === "too-large") return undefined;
  const report = readArrivedReport(world, arrival);
  if (report.kind !== "bounce" && report.kind !== "feedback") return undefined;
  const origin = await whatWasReturned(world, report.copyToken);
  return origin === undefined && which === "ours" ? undefined : planReport(world, { report, origin }, now);
}

function readArrivedReport(world: World, { raw, returnPath }: Arrival): ArrivedReport["report"] {
  return readReport(raw, { returnPath, ownDomain: world.installation.domain });
}

function planReport(world: World, arrived: Omit<ArrivedReport, "mail">, now: number): Plan {
  return {
    reply: ACCEPTED,
    keepsRaw: true,
    record: (tx, mail) => recordReport(tx, world, { ...arrived, mail }, now),
  };
}

/**
 * A person answered to the return path. Their words are for the author who may know them, or else for the people who run
 * the server.
 */
function planReply(
  world: World,
  arrival: Arrival,
  mail: ArrivedMail,
  { to, origin }: { to: string; origin: Returned },
  now: number,
): Plan {
  return {
    reply: ACCEPTED,
    keepsRaw: true,
    async record(tx, stored) {
      const reader = await readerOfReply(tx, world, origin);
      await queueNotice(tx, {
        notice: {
          kind: "forwarded",
          to,
          from: mail.author?.address ?? arrival.returnPath,
          subject: mail.subject,
        },
        message: null,
        question: null,
        mail: stored,
        address: reader.address,
        person: reader.person,
        language: null,
        createdAt: now,
      });
    },
  };
}

function dropped(origin: Returned | undefined, text: string, now: number): Plan {
  return {
    reply: ACCEPTED,
    keepsRaw: false,
    async record(tx) {
      const message = origin?.message ?? null;
      await addEvent(tx, { at: now, kind: "mail-dropped", message, address: origin?.address ?? null, text });
    },
  };
}
