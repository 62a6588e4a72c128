import type { Settings } from "../directory/settings.ts";
import { isReceiptSubject, isVacationSubject } from "../mail/automatic.ts";
import { fieldValues, firstValue } from "../mail/header.ts";
import type { ArrivedMail } from "./arrived-mail.ts";

/** The subject that our link gives to a mail; programs that write the mail by themselves keep it. */
const OUR_SUBJECT = "unsubscribe";

/** What a mail to `unsubscribe-TOKEN@` is. */
export type OptOutVerdict =
  | { kind: "refuse"; reason: "too-large" | "loop" }
  /** No wish of anybody. */
  | { kind: "drop" }
  | { kind: "opt-out" };

/**
 * Decides whether a mail to `unsubscribe-TOKEN@` opts somebody out. Whoever wrote it and whatever it says, it does: the
 * address is the word. Only what programs send back of themselves does not. The wish itself is often written by a program
 * and marked as such: Apple Mail says `Auto-Submitted: auto-replied`, others may leave the sender null; so what bears the
 * subject of our link is a wish, whatever its marks.
 */
export function judgeOptOut(mail: ArrivedMail, size: "ok" | "too-large"): OptOutVerdict {
  if (size === "too-large") return { kind: "refuse", reason: "too-large" };
  if (mail.looping) return { kind: "refuse", reason: "loop" };
  if (isReport(mail) || firstValue(mail.header, "x-rundmail-notice") !== undefined) return { kind: "drop" };
  if (mail.subject.toLowerCase() === OUR_SUBJECT) return { kind: "opt-out" };
  return { kind: isAnswerOfProgram(mail) ? "drop" : "opt-out" };
}

/** A bounce or a receipt, whatever it is called. */
function isReport({ header }: ArrivedMail): boolean {
  return fieldValues(header, "content-type").some((value) => /^\s*multipart\/report(?![^\s;])/i.test(value));
}

function isAnswerOfProgram({ automatic, subject }: ArrivedMail): boolean {
  if (isVacationSubject(subject) || isReceiptSubject(subject)) return true;
  switch (automatic?.sign) {
    case undefined:
    // A program may well write in somebody's name, and of its own accord.
    case "precedence":
      return false;
    case "auto-submitted":
      return automatic.word !== "auto-generated";
    default:
      return true;
  }
}

/**
 * Who decides about a wish to get no more mail: nobody drops out of official or transactional mail without a human. The
 * class may have changed since the copy went out, so the stricter one counts.
 */
export function decidesOptOut(classes: readonly Settings["class"][]): "person" | "human" {
  return classes.some((one) => one === "official" || one === "transactional") ? "human" : "person";
}
