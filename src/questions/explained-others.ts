import type { ArrivedMail } from "../journey/arrived-mail.ts";
import { readReport } from "../journey/bounce/report.ts";
import { type ContactRole, judgeContact } from "../journey/contact.ts";
import { judgeOptOut } from "../journey/opt-out.ts";
import { replyFor, sentenceFor } from "../journey/reasons.ts";
import { ACCEPTED, formatReply } from "../mail/reply.ts";
import type { Token } from "../mail/token.ts";
import { loadHold } from "../store/holds.ts";
import type { World } from "../world.ts";
import { type AnswerRuling, ruleOnAnswer } from "./answer-ruling.ts";
import type { Explanation } from "./explanation.ts";
import type { HandedMail } from "./handed-mail.ts";
import { whatIsOptedOutOf } from "./opt-out-asked.ts";
import { type Returned, readerOfReply, whatCameBack, whatWasReturned } from "./returned-mail.ts";

/** What an explanation says of a mail to an address that is no target. */
type Explained = Pick<Explanation, "verdict" | "rule" | "reply"> & Partial<Explanation>;

/** What an answer to a question would decide. */
export async function explainAnswer(
  world: World,
  handed: HandedMail,
  mail: ArrivedMail,
  to: { verb: "confirm" | "reject"; token: Token },
  now: number,
): Promise<Explained> {
  const ruling = await ruleOnAnswer(world, handed, mail, to);
  const reply = formatReply(ACCEPTED);
  switch (ruling.kind) {
    case "refused":
      return refused(ruling.reason);
    case "ignored": {
      const about = ruling.message === null ? "" : ` about message ${ruling.message}`;
      return { verdict: "ignore", rule: `the answer${about} decides nothing: ${ruling.why}`, reply };
    }
    case "not-asked":
      return { verdict: "ignore", rule: `not the person asked about message ${ruling.question.message}`, reply };
    case "read":
      return { ...(await explainReadAnswer(world, ruling, now)), reply };
  }
}

async function explainReadAnswer(
  world: World,
  { question: { message }, person, answer }: Extract<AnswerRuling, { kind: "read" }>,
  now: number,
): Promise<Pick<Explanation, "verdict" | "rule">> {
  const hold = await world.store.snapshot((read) => loadHold(read, message));
  const decision = hold?.decision ?? (hold !== undefined && hold.expiresAt > now ? undefined : "expired");
  if (decision !== undefined) {
    return { verdict: "ignore", rule: `too late: message ${message} is ${decision}; ${person.name} is told so` };
  }
  switch (answer.kind) {
    case "release":
      return { verdict: "release", rule: `${person.name} says yes to message ${message}` };
    case "reject":
      return { verdict: "reject", rule: `${person.name} says no to message ${message}` };
    case "unclear":
      return { verdict: "ask-again", rule: `neither a clear yes nor a clear no to message ${message}` };
  }
}

/** What would become of a mail to a return path of ours: a report is kept, and a person's words go on to people. */
export async function explainReturned(
  world: World,
  handed: HandedMail,
  mail: ArrivedMail,
  { returnPath, token }: { returnPath: string; token: Token },
): Promise<Explained> {
  const reply = formatReply(ACCEPTED);
  if (handed.size === "too-large") return { verdict: "drop", rule: "a returned mail that is too large", reply };
  const report = readReport(handed.raw, { returnPath, ownDomain: world.installation.domain });
  if (report.kind === "automatic") return { verdict: "drop", rule: "automatic mail to a return path", reply };
  const byPath = await whatCameBack(world, token);
  if (report.kind === "other") return { ...(await explainReply(world, mail, byPath)), reply };
  const returned = byPath ?? (await whatWasReturned(world, report.copyToken));
  if (returned === undefined) return { verdict: "keep", rule: "a report about no mail that is known here", reply };
  const what = returned.copy === null ? "a notice" : "a copy";
  const of = returned.message === null ? "" : ` of message ${returned.message}`;
  return { verdict: "keep", rule: `${what}${of} to ${returned.address} came back`, reply };
}

/** What no program has reported. */
async function explainReply(
  world: World,
  mail: ArrivedMail,
  origin: Returned | undefined,
): Promise<Omit<Explained, "reply">> {
  if (mail.looping) return { verdict: "drop", rule: "a mail of ours goes in circles" };
  if (mail.automatic !== undefined) return { verdict: "drop", rule: "a mail without an author came back" };
  if (origin === undefined) return { verdict: "drop", rule: "an unknown return path" };
  const { address } = await world.store.snapshot((read) => readerOfReply(read, world, origin));
  const of = origin.message === null ? "a notice" : `message ${origin.message}`;
  return {
    verdict: "pass-on",
    rule: `somebody answers to the return path of ${of}`,
    notices: [{ kind: "forwarded", to: address }],
  };
}

/** Whom a mail to an address to opt out would opt out. */
export async function explainOptOut(
  world: World,
  handed: HandedMail,
  mail: ArrivedMail,
  token: Token,
): Promise<Explained> {
  const verdict = judgeOptOut(mail, handed.size);
  if (verdict.kind === "refuse") return refused(verdict.reason);
  const reply = formatReply(ACCEPTED);
  const asked = await whatIsOptedOutOf(world, token);
  if (asked === undefined) return { verdict: "drop", rule: "an unknown address to opt out", reply };
  if (verdict.kind === "drop") return { verdict: "drop", rule: "automatic mail to an address to opt out", reply };
  const whom = `whoever reads ${asked.address} gets no more mail of ${asked.message.target.name}`;
  if (asked.decides === "person") return { verdict: "opt-out", rule: whom, reply };
  return { verdict: "pass-on", rule: `a person decides whether ${whom}`, reply };
}

/** Whether a mail to the people who run this server would be passed on. */
export function explainContact(world: World, handed: HandedMail, mail: ArrivedMail, role: ContactRole): Explained {
  const verdict = judgeContact(mail, handed.size, role);
  const reply = formatReply(ACCEPTED);
  switch (verdict.kind) {
    case "refuse":
      return refused(verdict.reason);
    case "drop":
      return { verdict: "drop", rule: `automatic mail to ${role}`, reply };
    case "pass-on": {
      const { contact } = world.installation.organisation;
      return {
        verdict: "pass-on",
        rule: "organisation.contact gets it",
        reply,
        notices: [{ kind: "forwarded", to: contact }],
      };
    }
  }
}

function refused(reason: "too-large" | "loop" | "unparsable"): Explained {
  return { verdict: "refuse", reason, rule: sentenceFor(reason), reply: formatReply(replyFor(reason)) };
}
