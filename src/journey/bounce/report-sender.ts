import { decodeWords } from "../../mail/encoded-words.ts";
import { foldText } from "../../mail/fold-text.ts";
import { firstValue, type HeaderBlock } from "../../mail/header.ts";
import { firstAddress } from "../../mail/written-address.ts";
import { MAIL_SYSTEM_SENDERS, REPORT_SUBJECTS } from "./free-texts.ts";

/** What the envelope and the header of an arrived mail say of who wrote it. */
export interface ReportSender {
  /** Null sender, or the name under which mail systems write to themselves. */
  isNullSender: boolean;
  /** From is a mail system, or empty. */
  isMailSystem: boolean;
  /** The subject begins like that of a report. */
  hasReportSubject: boolean;
  /** The subject begins like that of an answer. */
  isAnswer: boolean;
  subject: string;
}

/** Longest subject and name that are compared. */
const MAX_CHARS = 500;
const ANSWER = /^(?:re|aw|antw?|sv|vs|rif|ris|odp|fwd?|wg|tr|rv|enc|i|doorst) ?(?:\[\d+\])? ?: ?/;

export function readReportSender(header: HeaderBlock, returnPath: string): ReportSender {
  const from = decodeWords(firstValue(header, "from") ?? "").slice(0, MAX_CHARS);
  const subject = decodeWords(firstValue(header, "subject") ?? "").slice(0, MAX_CHARS);
  const folded = foldText(subject).replace(/\s+/g, " ").trim();
  return {
    isNullSender: returnPath === "" || isMailSystemName(returnPath.split("@", 1)[0] ?? ""),
    isMailSystem: isMailSystemFrom(from),
    hasReportSubject: REPORT_SUBJECTS.some((beginning) => beginning.test(folded)),
    isAnswer: ANSWER.test(folded),
    subject,
  };
}

/** From is missing, empty, or names a mail system in its address, its name or its comment. */
function isMailSystemFrom(from: string): boolean {
  const address = firstAddress(from) ?? "";
  const localPart = address.slice(0, Math.max(0, address.lastIndexOf("@")));
  const names = from
    .replace(address, " ")
    .split(/[<>()"]+/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return from.trim() === "" || /^[^@]*<>\s*$/.test(from) || [localPart, ...names].some(isMailSystemName);
}

function isMailSystemName(name: string): boolean {
  const folded = foldText(name).trim();
  return folded !== "" && MAIL_SYSTEM_SENDERS.some((pattern) => pattern.test(folded));
}
