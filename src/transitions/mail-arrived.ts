import { type ArrivedMail, readArrivedMail } from "../journey/arrived-mail.ts";
import { ACCEPTED, type Reply } from "../mail/reply.ts";
import { addMail, findSameMail } from "../store/mails.ts";
import type { World } from "../world.ts";
import { planAnswer } from "./hold-answered.ts";
import type { Arrival, Plan } from "./mail-arrived/arrival.ts";
import { planContact } from "./mail-arrived/contact.ts";
import { planDropped } from "./mail-arrived/dropped.ts";
import { planOptOut } from "./mail-arrived/opt-out.ts";
import { planReturned, planStrayReport } from "./mail-arrived/returned.ts";
import { planTarget } from "./mail-arrived/target.ts";

/**
 * A mail has arrived: decides for each destination, then does all of it in one transaction.
 *
 * @returns one reply per recipient; in an SMTP transaction all are the same, since the client hears only one
 */
export async function mailArrived(world: World, arrival: Arrival): Promise<Reply[]> {
  const now = world.clock();
  const mail = readArrivedMail(arrival.raw, arrival.returnPath, world.installation.domain);
  const plans: { address: string; plan: Plan }[] = [];
  // A target with an alias and a number is one target, however many of its addresses the mail is for.
  const planOf = new Map<string, Plan>();
  for (const { address, destination } of arrival.recipients) {
    const recipient = { address, destination: meant(destination, arrival) };
    const key = JSON.stringify(recipient.destination);
    const plan = planOf.get(key) ?? (await planFor(world, arrival, mail, recipient, now));
    planOf.set(key, plan);
    plans.push({ address, plan });
  }
  if (arrival.protocol === "lmtp") {
    await carryOut(world, arrival, mail, plans.filter(isDecided), now);
    return plans.map(({ plan }) => plan.reply);
  }
  const refused = plans.filter(({ plan }) => plan.reply.code >= 500);
  // Whoever is put off at one address brings the mail again for all of them.
  const against = refused.length > 0 ? refused : plans.filter((one) => !isDecided(one));
  await carryOut(world, arrival, mail, (against.length > 0 ? against : plans).filter(isDecided), now);
  const reply = against.length > 0 ? commonRefusal(against, plans.length) : (plans[0]?.plan.reply ?? ACCEPTED);
  return plans.map(() => reply);
}

type Destination = Arrival["recipients"][number]["destination"];

/** Any mail to `reject-` is a no (contract 4): beside it `confirm-` of the same question means no, too. */
function meant(destination: Destination, { recipients }: Arrival): Destination {
  if (destination.kind !== "answer") return destination;
  const { token } = destination;
  const isRejected = recipients.some(
    ({ destination: other }) => other.kind === "answer" && other.verb === "reject" && other.token === token,
  );
  return isRejected ? { ...destination, verb: "reject" } : destination;
}

/** Or else it is put off: nothing of it is recorded, as if it had not come. */
function isDecided({ plan }: { plan: Plan }): boolean {
  return plan.reply.code < 400 || plan.reply.code >= 500;
}

/** The same mail to the same target, in whatever transaction, is one message: the database says which came before. */
async function carryOut(
  world: World,
  arrival: Arrival,
  mail: ArrivedMail,
  plans: readonly { plan: Plan }[],
  now: number,
): Promise<void> {
  if (plans.length === 0) return;
  const keepsRaw = plans.some(({ plan }) => plan.keepsRaw);
  await world.store.atomically(async (tx) => {
    const known = keepsRaw ? await findSameMail(tx, mail.fingerprint, now) : undefined;
    const stored =
      known ??
      (await addMail(tx, {
        fingerprint: mail.fingerprint,
        returnPath: arrival.returnPath,
        raw: keepsRaw ? arrival.raw : null,
        sizeBytes: arrival.raw.length,
        receivedAt: now,
      }));
    for (const plan of new Set(plans.map(({ plan }) => plan))) await plan.record(tx, stored);
  });
}

/** In SMTP one refusal is the answer for the whole mail, so it names whom it is about. */
function commonRefusal(refused: readonly { address: string; plan: Plan }[], recipients: number): Reply {
  const [first] = refused;
  if (first === undefined) return ACCEPTED;
  if (recipients === 1) return first.plan.reply;
  return {
    ...first.plan.reply,
    text: `${first.plan.reply.text} (${refused.map(({ address }) => address).join(", ")})`,
  };
}

async function planFor(
  world: World,
  arrival: Arrival,
  mail: ArrivedMail,
  recipient: Arrival["recipients"][number],
  now: number,
): Promise<Plan> {
  const { destination } = recipient;
  const plan = await planForAddress(world, arrival, mail, recipient, now);
  // There it has been read as a report already.
  if (destination.kind === "bounce") return plan;
  // Much that is none of ours comes to postmaster, and goes on to people in any case.
  const isAnybodys = destination.kind === "contact" && destination.role === "postmaster";
  // Some servers send their reports to From or Reply-To instead of the return path.
  const report =
    mail.automatic === undefined ? undefined : await planStrayReport(world, arrival, isAnybodys ? "ours" : "all", now);
  if (report === undefined) return plan;
  return isDecided({ plan }) ? both(plan, report) : report;
}

/** What becomes of the mail at its address, and of the report that it is besides. */
function both(plan: Plan, report: Plan): Plan {
  return {
    reply: plan.reply,
    keepsRaw: true,
    async record(tx, mail) {
      await plan.record(tx, mail);
      await report.record(tx, mail);
    },
  };
}

function planForAddress(
  world: World,
  arrival: Arrival,
  mail: ArrivedMail,
  { address, destination }: Arrival["recipients"][number],
  now: number,
): Plan | Promise<Plan> {
  switch (destination.kind) {
    case "group":
    case "subgroup":
    case "filter":
    case "my-list":
      return planTarget(world, arrival, mail, { address, destination }, now);
    case "answer":
      return planAnswer(world, arrival, mail, destination, now);
    case "bounce":
      return planReturned(world, arrival, mail, { address, token: destination.token }, now);
    case "contact":
      return planContact(world, arrival, mail, { address, role: destination.role }, now);
    case "unsubscribe":
      return planOptOut(world, arrival, mail, { address, token: destination.token }, now);
    case "noreply":
      return planDropped(address, now);
  }
}
