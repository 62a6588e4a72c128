import type { ArrivedMail } from "../journey/arrived-mail.ts";
import { replyFor } from "../journey/reasons.ts";
import { addressKey } from "../mail/address.ts";
import { ACCEPTED } from "../mail/reply.ts";
import type { Token } from "../mail/token.ts";
import type { Notice } from "../notices/notice.ts";
import { type AnswerRuling, ruleOnAnswer } from "../questions/answer-ruling.ts";
import { addEvent } from "../store/events.ts";
import { type Hold, loadHold, type Question } from "../store/holds.ts";
import { loadMessage, type Message } from "../store/messages.ts";
import { queueNotice } from "../store/notices.ts";
import { findPersonsByAddress } from "../store/persons.ts";
import type { Tx } from "../store/tables.ts";
import type { World } from "../world.ts";
import { decideMessage } from "./hold-decided.ts";
import { expireIfDue } from "./holds-due.ts";
import type { Arrival, Plan } from "./mail-arrived/arrival.ts";
import { targetName } from "./notify.ts";

/**
 * Somebody answered a question (contract 4). Whoever writes with an unknown token, from somewhere else or by a program
 * hears nothing in the session: all of it is `250`.
 */
export async function planAnswer(
  world: World,
  arrival: Arrival,
  mail: ArrivedMail,
  to: { verb: "confirm" | "reject"; token: Token },
  now: number,
): Promise<Plan> {
  const ruling = await ruleOnAnswer(world, arrival, mail, to);
  switch (ruling.kind) {
    case "refused":
      return { reply: replyFor(ruling.reason), keepsRaw: false, record: async () => undefined };
    case "ignored":
      return ignored(world, ruling.message, now, ruling.why);
    case "not-asked":
      return notAsked(world, ruling.question, mail.subject, ruling.author, now);
    case "read":
      return planDecision(world, ruling, now);
  }
}

function planDecision(
  world: World,
  { question, person, author, answer }: Extract<AnswerRuling, { kind: "read" }>,
  now: number,
): Plan {
  const { message } = question;
  return {
    reply: ACCEPTED,
    keepsRaw: false,
    async record(tx) {
      // Time may be up without anybody having noticed yet, as after a long standstill of the server.
      await expireIfDue(tx, world, message, now);
      const hold = await loadHold(tx, message);
      const about = await loadMessage(tx, message);
      if (hold === undefined || about === undefined) return;
      if (hold.decision === null && answer.kind !== "unclear") {
        const decision = answer.kind === "release" ? "released" : "rejected";
        const reasonText = answer.kind === "reject" ? answer.reason : "";
        await decideMessage(tx, world, about, hold, { decision, by: person.name, question, reasonText }, now);
        return;
      }
      const notice = hold.decision === null ? unclear(about, hold) : alreadyDecided(about, hold, question);
      await reply(tx, notice, question, author, now);
      await addEvent(tx, { at: now, kind: "answer-ignored", message, address: author, text: notice.why });
    },
  };
}

function ignored(world: World, message: number | null, now: number, why: string): Plan {
  world.log.answerIgnored({ message, why });
  return {
    reply: ACCEPTED,
    keepsRaw: false,
    record: (tx) => addEvent(tx, { at: now, kind: "answer-ignored", message, address: null, text: why }),
  };
}

/** Somebody else has the answer address, by a forwarded question perhaps. Only a person of the directory is told. */
function notAsked(world: World, { message }: Question, subject: string, address: string, now: number): Plan {
  world.log.answerIgnored({ message, why: "not the person asked" });
  return {
    reply: ACCEPTED,
    keepsRaw: false,
    async record(tx) {
      await addEvent(tx, { at: now, kind: "answer-ignored", message, address, text: "not the person asked" });
      const [known] = await findPersonsByAddress(tx, addressKey(address));
      if (known === undefined) return;
      await queueNotice(tx, {
        notice: { kind: "answer", why: "not-yours", subject },
        message: null,
        question: null,
        mail: null,
        address,
        person: known.id,
        language: known.language,
        createdAt: now,
      });
    },
  };
}

type AnswerNotice = Extract<Notice, { kind: "answer" }>;

function unclear(message: Message, hold: Hold): AnswerNotice {
  return {
    kind: "answer",
    why: "unclear",
    hold: hold.kind,
    target: targetName(message),
    subject: message.subject,
    expiresAt: hold.expiresAt,
  };
}

function alreadyDecided(message: Message, hold: Hold, question: Question): AnswerNotice {
  return {
    kind: "answer",
    why: "decided",
    target: targetName(message),
    subject: message.subject,
    decision: hold.decision ?? "expired",
    decidedBy: question.mayRead ? message.decidedBy : null,
    decidedAt: hold.decidedAt ?? hold.expiresAt,
  };
}

async function reply(tx: Tx, notice: AnswerNotice, question: Question, address: string, now: number): Promise<void> {
  await queueNotice(tx, {
    notice,
    message: question.message,
    question: question.id,
    mail: null,
    address,
    person: question.person,
    language: question.language,
    createdAt: now,
  });
}
