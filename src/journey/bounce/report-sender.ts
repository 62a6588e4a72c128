import { decodeWords } from "../../mail/encoded-words.ts";
import { foldText } from "../../mail/fold-text.ts";
import { firstValue, type HeaderBlock } from "../../mail/header.ts";
import { firstAddress } from "../../mail/written-address.ts";
import { MAIL_SYSTEM_SENDERS, PERHAPS_MAIL_SYSTEM, PROGRAM_SUBJECTS, REPORT_SUBJECTS } from "./free-texts.ts";

/** What the envelope and the header of an arrived mail say of who wrote it. */
export interface ReportSender {
  /** Null sender, or the name under which mail systems write to themselves. */
  isNullSender: boolean;
  /** From is a mail system, or empty. */
  isMailSystem: boolean;
  /** From may be a mail system, or a person: something else must tell. */
  mayBeMailSystem: boolean;
  /** The subject begins like that of a report. */
  hasReportSubject: boolean;
  /** Only a program writes such a subject. */
  hasProgramSubject: boolean;
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
  const names = namesIn(from);
  const isWeakSystem = names.some((name) => isNameOf(PERHAPS_MAIL_SYSTEM, name));
  const isTrueNull = returnPath === "";
  return {
    isNullSender: isTrueNull || isNameOf(MAIL_SYSTEM_SENDERS, returnPath.split("@", 1)[0] ?? ""),
    isMailSystem:
      isNobody(from) || names.some((name) => isNameOf(MAIL_SYSTEM_SENDERS, name)) || (isWeakSystem && isTrueNull),
    mayBeMailSystem: isWeakSystem,
    hasReportSubject: REPORT_SUBJECTS.some((beginning) => beginning.test(folded)),
    hasProgramSubject: PROGRAM_SUBJECTS.some((beginning) => beginning.test(folded)),
    isAnswer: ANSWER.test(folded),
    subject,
  };
}

function isNobody(from: string): boolean {
  return from.trim() === "" || /^[^@]*<>\s*$/.test(from);
}

/** The local part, the name and the comment of a From: any of them can name a mail system. */
function namesIn(from: string): string[] {
  const address = firstAddress(from) ?? "";
  const localPart = address.slice(0, Math.max(0, address.lastIndexOf("@")));
  return [localPart, ...from.replace(address, " ").split(/[<>()"]+/)];
}

function isNameOf(systems: readonly RegExp[], name: string): boolean {
  const folded = foldText(name).trim();
  return folded !== "" && systems.some((pattern) => pattern.test(folded));
}
