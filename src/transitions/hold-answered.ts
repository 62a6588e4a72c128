import { type Answer, readAnswer } from "../journey/answer.ts";
import type { ArrivedMail } from "../journey/arrived-mail.ts";
import { bindingOfQuestion } from "../journey/bindings.ts";
import { replyFor } from "../journey/reasons.ts";
import { addressKey } from "../mail/address.ts";
import { readOwnText } from "../mail/answer-text.ts";
import { isReceiptSubject, isVacationSubject } from "../mail/automatic.ts";
import { readToken, type Token, verifyToken } from "../mail/token.ts";
import type { Notice } from "../notices/notice.ts";
import { type AskedPerson, askedPerson } from "../questions/asked-person.ts";
import { addEvent } from "../store/events.ts";
import { type Hold, loadHold, loadQuestion, type Question } from "../store/holds.ts";
import { loadMessage, type Message } from "../store/messages.ts";
import { queueNotice } from "../store/notices.ts";
import { findPersonsByAddress } from "../store/persons.ts";
import type { Read, Tx } from "../store/tables.ts";
import type { World } from "../world.ts";
import { decideMessage } from "./hold-decided.ts";
import { expireIfDue } from "./holds-due.ts";
import { ACCEPTED, type Arrival, type Plan } from "./mail-arrived/arrival.ts";
import { targetName } from "./notify.ts";

/**
 * Somebody answered a question (contract 4). Whoever writes with an unknown token, from somewhere else or by a program
 * hears nothing in the session: all of it is `250`.
 */
export async function planAnswer(
  world: World,
  arrival: Arrival,
  mail: ArrivedMail,
  { verb, token }: { verb: "confirm" | "reject"; token: Token },
  now: number,
): Promise<Plan> {
  if (arrival.size === "too-large")
    return { reply: replyFor("too-large"), keepsRaw: false, record: async () => undefined };
  const asked = await world.store.snapshot((read) => findQuestion(world, read, token));
  if (asked === undefined) return ignored(world, null, now, "unknown token");
  const { message } = asked.question;
  // A vacation program that answers Reply-To instead of the return path may leave no other mark than its subject.
  if (mail.automatic !== undefined) return ignored(world, message, now, `automatic: ${mail.automatic.word}`);
  if (isVacationSubject(mail.subject)) return ignored(world, message, now, "automatic: vacation subject");
  if (isReceiptSubject(mail.subject)) return ignored(world, message, now, "automatic: read receipt");
  const { author } = mail;
  if (author === undefined) return { reply: replyFor("unparsable"), keepsRaw: false, record: async () => undefined };

  if (!asked.person.addresses.has(addressKey(author.address))) {
    return notAsked(world, asked.question, mail.subject, author.address, now);
  }
  const ownLines = readOwnText(arrival.raw);
  // A text that cannot be read (encrypted, say) is not an empty one.
  const answer: Answer =
    ownLines === undefined && verb === "confirm"
      ? { kind: "unclear" }
      : readAnswer({ verb, ownLines: ownLines ?? [], names: asked.person.names });
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
        await decideMessage(
          tx,
          world,
          about,
          hold,
          { decision, by: asked.person.name, question: asked.question, reasonText },
          now,
        );
        return;
      }
      const notice = hold.decision === null ? unclear(about, hold) : alreadyDecided(about, hold, asked.question);
      await reply(tx, notice, asked.question, author.address, now);
      await addEvent(tx, { at: now, kind: "answer-ignored", message, address: author.address, text: notice.why });
    },
  };
}

interface FoundQuestion {
  question: Question;
  person: AskedPerson;
}

async function findQuestion(world: World, read: Read, token: Token): Promise<FoundQuestion | undefined> {
  const named = readToken(token);
  if (named?.purpose !== "question") return undefined;
  const question = await loadQuestion(read, named.row);
  if (question === undefined || !verifyToken(world.secret, token, bindingOfQuestion(question))) return undefined;
  return { question, person: await askedPerson(read, question) };
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
