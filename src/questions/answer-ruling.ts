import { type Answer, readAnswer } from "../journey/answer.ts";
import type { ArrivedMail } from "../journey/arrived-mail.ts";
import { bindingOfQuestion } from "../journey/bindings.ts";
import { type Address, addressKey } from "../mail/address.ts";
import { readOwnText } from "../mail/answer-text.ts";
import { isReceiptSubject, isVacationSubject } from "../mail/automatic.ts";
import { readToken, type Token, verifyToken } from "../mail/token.ts";
import { loadQuestion, type Question } from "../store/holds.ts";
import type { Read } from "../store/tables.ts";
import type { World } from "../world.ts";
import { type AskedPerson, askedPerson } from "./asked-person.ts";
import type { HandedMail } from "./handed-mail.ts";

/** What an answer to a question says; whether it comes in time is asked when it is carried out. */
export type AnswerRuling =
  | { kind: "refused"; reason: "too-large" | "unparsable" }
  /** Nobody was asked with this token, or a program has answered. */
  | { kind: "ignored"; message: number | null; why: string }
  /** Somebody else has the answer address, by a forwarded question perhaps. */
  | { kind: "not-asked"; question: Question; author: Address }
  | { kind: "read"; question: Question; person: AskedPerson; author: Address; answer: Answer };

/** Reads a mail to `confirm-` or `reject-` (contract 4). */
export async function ruleOnAnswer(
  world: World,
  handed: HandedMail,
  mail: ArrivedMail,
  { verb, token }: { verb: "confirm" | "reject"; token: Token },
): Promise<AnswerRuling> {
  if (handed.size === "too-large") return { kind: "refused", reason: "too-large" };
  const asked = await world.store.snapshot((read) => findQuestion(world, read, token));
  if (asked === undefined) return { kind: "ignored", message: null, why: "unknown token" };
  const { question, person } = asked;
  const { message } = question;
  // A vacation program that answers Reply-To instead of the return path may leave no other mark than its subject.
  if (mail.automatic !== undefined) return { kind: "ignored", message, why: `automatic: ${mail.automatic.word}` };
  if (isVacationSubject(mail.subject)) return { kind: "ignored", message, why: "automatic: vacation subject" };
  if (isReceiptSubject(mail.subject)) return { kind: "ignored", message, why: "automatic: read receipt" };
  if (mail.author === undefined) return { kind: "refused", reason: "unparsable" };

  const author = mail.author.address;
  if (!person.addresses.has(addressKey(author))) return { kind: "not-asked", question, author };
  const ownLines = readOwnText(handed.raw);
  // A text that cannot be read (encrypted, say) is not an empty one.
  const answer: Answer =
    ownLines === undefined && verb === "confirm"
      ? { kind: "unclear" }
      : readAnswer({ verb, ownLines: ownLines ?? [], subject: mail.subject, names: person.names });
  return { kind: "read", question, person, author, answer };
}

async function findQuestion(
  world: World,
  read: Read,
  token: Token,
): Promise<{ question: Question; person: AskedPerson } | undefined> {
  const named = readToken(token);
  if (named?.purpose !== "question") return undefined;
  const question = await loadQuestion(read, named.row);
  if (question === undefined || !verifyToken(world.secret, token, bindingOfQuestion(question))) return undefined;
  return { question, person: await askedPerson(read, question) };
}
