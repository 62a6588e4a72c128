import { isVacationSubject } from "../../mail/automatic.ts";
import { foldText } from "../../mail/fold-text.ts";
import { CHALLENGE_PHRASES } from "./free-texts.ts";
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
  by,
}: {
  /** Media type of the whole mail. */
  type: string;
  parts: ReportParts;
  sender: ReportSender;
  /** Where a recipient was found. */
  by: NamedFailures["by"];
}): boolean {
  if (asksForConfirmation(parts)) return false;
  const isFromSystem = sender.isMailSystem || sender.isNullSender;
  if (isVacationSubject(sender.subject) && !sender.isMailSystem) return false;
  if (sender.isAnswer && !sender.isNullSender && type !== "multipart/report") return false;
  // Dovecot refuses mail with a receipt, and says so only in its text.
  if (parts.isReceipt) return sender.isMailSystem && by !== "guess" && saysFailure(parts.ownText);
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
      const says = saysFailure(parts.ownText);
      if (sender.isMailSystem) return says || sender.hasReportSubject;
      if (sender.isNullSender) return says && (sender.hasReportSubject || by === "named");
      return says && sender.hasReportSubject && by !== "guess";
    }
  }
}

function asksForConfirmation({ deliveryStatus, ownText }: ReportParts): boolean {
  if (deliveryStatus.length === 0) return false;
  const folded = foldText([...deliveryStatus, ownText].join("\n").slice(0, MAX_CHALLENGE_CHARS));
  return CHALLENGE_PHRASES.some((phrase) => phrase.test(folded));
}

/** Such mails are short. */
const MAX_CHALLENGE_CHARS = 10_000;
