import { isReceiptSubject, isVacationSubject } from "../../mail/automatic.ts";
import { foldText } from "../../mail/fold-text.ts";
import { ASKING_PHRASES, CHALLENGE_PHRASES } from "./asking-texts.ts";
import { findReplyCode, findStatus } from "./codes.ts";
import type { NamedFailures } from "./report-failures.ts";
import { saysFailure } from "./report-recipients.ts";
import type { ReportSender } from "./report-sender.ts";
import type { ReportParts } from "./report-text.ts";

/**
 * Whether a mail is a report about delivery. Any one sign can be in a person's mail: who answers a bounce quotes it, who
 * asks about one forwards it. So who wrote, what the subject says and what the text says are taken together; the less
 * a mail looks like one of a mail system, the more it must say.
 */
export function isBounce({
  type,
  parts,
  sender,
  isReply,
  by,
}: {
  /** Media type of the whole mail. */
  type: string;
  parts: ReportParts;
  sender: ReportSender;
  /** Whether the header says that a program answers for a person. */
  isReply: boolean;
  /** Where a recipient was found. */
  by: NamedFailures["by"];
}): boolean {
  if (asksForConfirmation(parts, sender.subject)) return false;
  if (isVacationSubject(sender.subject) && !sender.isMailSystem) return false;
  if (sender.isAnswer && !sender.isNullSender && type !== "multipart/report") return false;
  if (parts.isReceipt && isReceiptSubject(sender.subject)) return false;
  const says = saysFailure(parts.ownText);
  // Dovecot refuses mail with a receipt, and says so only in its text.
  if (parts.isReceipt) return sender.isMailSystem && by !== "guess" && says;
  const isMailSystem =
    sender.isMailSystem || (sender.mayBeMailSystem && sender.hasReportSubject && says && by !== "guess");
  const isFromSystem = isMailSystem || sender.isNullSender;
  switch (by) {
    case "notification":
      return true;
    case "fields":
      return parts.deliveryStatus.length > 0 && type === "multipart/report" ? true : isFromSystem;
    case "header":
      return isFromSystem || sender.hasReportSubject;
    case "named":
    case "listed":
    case "guess": {
      if (isMailSystem) return says || sender.hasReportSubject;
      // Who has a new address tells so in the words of a failure, and names an address that is none.
      if (isReply && !sender.hasProgramSubject) return false;
      if (sender.isNullSender) return says && (sender.hasReportSubject || by === "named");
      return says && sender.hasReportSubject && by !== "guess" && hasMarkOfProgram(parts, sender);
    }
  }
}

/** What a person's words about a failure lack: the mail that came back, or the subject of a program. */
function hasMarkOfProgram(parts: ReportParts, sender: ReportSender): boolean {
  return sender.hasProgramSubject || parts.returned !== undefined || parts.deliveryStatus.length > 0;
}

function asksForConfirmation({ deliveryStatus, ownText }: ReportParts, subject: string): boolean {
  const folded = foldText([...deliveryStatus, subject, ownText].join("\n").slice(0, MAX_CHALLENGE_CHARS));
  if (deliveryStatus.length > 0) return CHALLENGE_PHRASES.some((phrase) => phrase.test(folded));
  // Where a server has refused the mail, no answer helps.
  if (findReplyCode(folded) !== null || findStatus(folded) !== null) return false;
  const oneLine = folded.replace(/\s+/g, " ");
  return ASKING_PHRASES.some((phrase) => phrase.test(oneLine));
}

/** Such mails are short. */
const MAX_CHALLENGE_CHARS = 10_000;
