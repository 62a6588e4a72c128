import { foldText } from "./fold-text.ts";
import { fieldValues, firstValue, type HeaderBlock } from "./header.ts";
import { VACATION_BEGINNINGS } from "./vacation-beginnings.ts";

/** Which mark shows that a program wrote a mail, and the word that was found there. */
export interface AutomaticSign {
  sign: "null-sender" | "auto-submitted" | "precedence" | "autoreply" | "report" | "foreign-list";
  word: string;
}

const AUTOMATIC_PRECEDENCES = new Set(["bulk", "junk", "auto_reply", "auto-reply", "autoreply"]);
const AUTOREPLY_FIELDS = [
  "x-autoreply",
  "x-auto-reply",
  "x-autoreply-from",
  "x-mail-autoreply",
  "x-autorespond",
  "x-autoresponse",
  "x-autoresponder",
  "x-vacation",
];
const ALL_BEGINNINGS = Object.values(VACATION_BEGINNINGS).flat();

/**
 * Recognises mail that no person wrote (RFC 3834). `X-Auto-Response-Suppress` is no sign: Outlook puts it into mail of
 * people too. A list mail of our own domain is no foreign list but a loop, see carriesOwnListId.
 * @param mail.returnPath envelope sender, "" for the null sender
 * @param mail.contentType value of Content-Type, with or without its parameters
 */
export function automaticSign(
  mail: { returnPath: string; header: HeaderBlock; contentType: string },
  domain: string,
): AutomaticSign | undefined {
  const found = signsOf(mail, domain);
  // Whatever else says that it is no program's own mail weighs more.
  return found.find((sign) => !isProgramsOwn(sign)) ?? found[0];
}

function signsOf(
  { returnPath, header, contentType }: { returnPath: string; header: HeaderBlock; contentType: string },
  domain: string,
): AutomaticSign[] {
  // RFC 5321 §4.5.5: the null sender marks mail about mail.
  if (returnPath === "") return [{ sign: "null-sender", word: "<>" }];
  const signs: AutomaticSign[] = [];
  const add = (sign: AutomaticSign["sign"], word: string | undefined) => {
    if (word !== undefined) signs.push({ sign, word });
  };
  for (const word of fieldValues(header, "auto-submitted").map(firstWord)) {
    if (isSubmittedByProgram(word)) add("auto-submitted", word);
  }
  for (const word of fieldValues(header, "precedence").map(firstWord)) {
    if (isAutomaticPrecedence(word)) add("precedence", word);
  }
  add(
    "autoreply",
    AUTOREPLY_FIELDS.find((name) => isSaidYes(firstValue(header, name))),
  );
  add("report", reportType(contentType) ?? reportType(firstValue(header, "content-type") ?? ""));
  add(
    "foreign-list",
    listIds(header).find((id) => id !== "" && !isOurs(id, domain)),
  );
  return signs;
}

/** Whether the header says that a program answers for a person (RFC 3834 §5, and what came before it). */
export function isMarkedReply(header: HeaderBlock): boolean {
  return (
    fieldValues(header, "auto-submitted").some((value) => firstWord(value) === "auto-replied") ||
    AUTOREPLY_FIELDS.some((name) => isSaidYes(firstValue(header, name)))
  );
}

/** A mail that somebody's own program wrote unasked, such as a calendar; no answer to anything. */
export function isProgramsOwn(sign: AutomaticSign): boolean {
  return (
    (sign.sign === "auto-submitted" && sign.word === "auto-generated") ||
    (sign.sign === "precedence" && sign.word === "bulk")
  );
}

/** Whether the mail carries a List-Id of this installation, so it has been distributed already and came back. */
export function carriesOwnListId(header: HeaderBlock, domain: string): boolean {
  return listIds(header).some((id) => isOurs(id, domain));
}

/** How many servers the mail says it has passed (RFC 5321 §6.3 finds loops by this count). */
export function countReceived(header: HeaderBlock): number {
  return header.fields.filter((field) => field.key === "received").length;
}

/**
 * Whether a decoded subject is that of a vacation reply (de, en, fr, it). Only its beginning counts, so an answer to a
 * vacation reply ("Re: …") is a person's. «AUTO:» of Notes, «AUTO :» in French, counts in capitals only: «Auto: wer fährt
 * mit?» asks for a car.
 */
export function isVacationSubject(subject: string): boolean {
  const written = withoutTag(subject);
  return /^AUTO ?:/.test(written) || beginsLikeVacation(written) || beginsLikeVacation(tagOf(subject));
}

function beginsLikeVacation(written: string): boolean {
  if (written === "") return false;
  // Some programs set their words before the reply prefix instead of a colon: «Ausser Haus Re: Lager».
  const folded = foldText(written)
    .replace(/\s+/g, " ")
    .replace(/ :/g, ":")
    .replace(/^([^:]*) (?:re|aw):/, "$1:");
  return ALL_BEGINNINGS.some((beginning) =>
    beginning.endsWith(":")
      ? folded === beginning.slice(0, -1) || folded.startsWith(beginning)
      : folded.startsWith(beginning) && !/^[\p{L}\p{N}]/u.test(folded.slice(beginning.length)),
  );
}

/** Read receipts of programs that send no report: «Gelesen: …», often without any text. */
const RECEIPT = new RegExp(
  `^(?:${[
    "(?:nicht |un)?gelesen",
    "(?:ungelesen )?geloscht",
    "(?:lese|empfangs|eingangs|ubermittlungs)bestatigung",
    "zugestellt|delivered|deleted",
    "(?:not )?read",
    "(?:return |read )receipt(?: \\(displayed\\))?",
    "(?:non )?lu",
    "accuse de (?:lecture|reception)",
    "(?:non )?letto",
    "(?:conferma|ricevuta) di (?:lettura|ritorno)",
  ].join("|")}) ?:`,
);

/** Whether a decoded subject is that of a read receipt (de, en, fr, it). */
export function isReceiptSubject(subject: string): boolean {
  return RECEIPT.test(foldText(withoutTag(subject)));
}

/** «[EXTERN] Gelesen: …»: some servers put a word in brackets before each subject from outside. */
const TAG = /^\[([^[\]]{1,30})\]\s*/;

function withoutTag(subject: string): string {
  return subject.trim().replace(TAG, "");
}

/** «[Out of Office] …»: some programs put their word itself into the brackets. */
function tagOf(subject: string): string {
  return TAG.exec(subject.trim())?.[1] ?? "";
}

/** `Auto-Replied; owner-email=…` and `(vacation) auto-replied` say auto-replied (RFC 3834 §5). */
function firstWord(value: string): string {
  return (
    value
      .replace(/^(?:\s*\([^()]*\))+/, "")
      .trim()
      .toLowerCase()
      .split(/[\s;(]/, 1)[0] ?? ""
  );
}

function isSubmittedByProgram(word: string): boolean {
  return word !== "" && word !== "no";
}

function isAutomaticPrecedence(word: string): boolean {
  return AUTOMATIC_PRECEDENCES.has(word);
}

function isSaidYes(value: string | undefined): boolean {
  return value !== undefined && firstWord(value) !== "no";
}

/** A delivery report, a read receipt, or the answer that a calendar program gives to an invitation (RFC 5546 §3.2.3). */
function reportType(contentType: string): string | undefined {
  const lower = contentType.trim().toLowerCase();
  if (/^multipart\/report(?![^\s;])/.test(lower)) return "multipart/report";
  return /^text\/calendar\s*;(?:[^;]*;)*?\s*method\s*=\s*"?reply\b/.test(lower) ? "text/calendar reply" : undefined;
}

/** The identifiers between the brackets, or the whole value where a program forgot them (RFC 2919 §3). */
function listIds(header: HeaderBlock): string[] {
  return fieldValues(header, "list-id").map((value) => {
    const opened = value.lastIndexOf("<");
    const closed = value.indexOf(">", opened);
    const id = opened === -1 || closed === -1 ? value : value.slice(opened + 1, closed);
    return id.trim().toLowerCase();
  });
}

/** Ours are one label before the domain, or two numbers for a role. `chor.lists.` is a list of another server below it. */
function isOurs(listId: string, domain: string): boolean {
  const ending = `.${domain.toLowerCase()}`;
  return listId.endsWith(ending) && /^(?:[^.]+|gr\d+\.\d+)$/.test(listId.slice(0, -ending.length));
}
