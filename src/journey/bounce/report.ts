import { automaticSign, isMarkedReply, isReceiptSubject, isVacationSubject } from "../../mail/automatic.ts";
import { readFeedbackReport } from "../../mail/feedback-report.ts";
import { firstValue, type HeaderBlock } from "../../mail/header.ts";
import { parseMime } from "../../mail/mime-tree.ts";
import { returnedValue } from "../../mail/returned-message.ts";
import type { FailureCategory } from "./failure.ts";
import { complaintsOf } from "./report-complaint.ts";
import { failuresOf } from "./report-failures.ts";
import { isBounce } from "./report-kind.ts";
import { readReportSender } from "./report-sender.ts";
import { type ReportParts, readReportParts } from "./report-text.ts";
import { MOST_RECIPIENTS } from "./report-words.ts";

/** What a mail to a return path is. */
export type ReportKind = "bounce" | "feedback" | "automatic" | "other";

/** One recipient that a report speaks of. */
export interface ReportedRecipient {
  /** Null where the report hides or lacks it. */
  address: string | null;
  /** Other addresses the report names for the same recipient (Original-Recipient, X-Failed-Recipients …). */
  alsoNamed: string[];
  /** "failed" alone can count; the others say that it does not (RFC 3464 §2.3.3), "complaint" for feedback. */
  action: "failed" | "delayed" | "delivered" | "relayed" | "expanded" | "complaint";
  category: FailureCategory;
  /** Enhanced status code (RFC 3463), such as "5.1.1". */
  status: string | null;
  /** SMTP reply code. */
  code: number | null;
  /** The server's words in one line, at most MAX_WORDS characters, control characters removed; "" if none. */
  words: string;
}

/** What a mail to a return path says. */
export interface Report {
  kind: ReportKind;
  /** Empty unless bounce or feedback. */
  recipients: ReportedRecipient[];
  /** X-Rundmail-Copy of the returned header, or the token of our return path where that is told; in lower case. */
  copyToken: string | null;
  /** Message-ID of the returned mail, without its brackets. */
  messageId: string | null;
}

/**
 * Reads what arrived at a return path. Whatever the bytes are, it returns and takes linear time.
 * @param mail.returnPath envelope sender, "" for the null sender
 * @param mail.ownDomain addresses of it are never a recipient that failed
 */
export function readReport(raw: Buffer, mail: { returnPath: string; ownDomain: string }): Report {
  const root = parseMime(raw);
  const parts = readReportParts(raw, root);
  const sender = readReportSender(root.header, mail.returnPath);
  const found = {
    copyToken:
      returnedValue(parts.returned, "x-rundmail-copy")?.toLowerCase() ??
      returnPathToken(parts, mail.ownDomain.toLowerCase()),
    messageId: returnedValue(parts.returned, "message-id"),
  };
  const complaints = complaintsOf(parts, sender.subject, mail.ownDomain);
  if (complaints !== undefined) return { kind: "feedback", recipients: complaints, ...found };
  const failures = failuresOf({ parts, header: root.header, subject: sender.subject }, mail.ownDomain);
  const isReply = isMarkedReply(root.header);
  if (isBounce({ type: root.type, parts, sender, isReply, by: failures.by })) {
    return { kind: "bounce", recipients: failures.recipients, ...found };
  }
  const isAutomatic = isWrittenByProgram(root.header, sender.subject, mail);
  return { kind: isAutomatic ? "automatic" : "other", recipients: [], ...found };
}

/** What is left where a provider hides whom the mail went to: our return path, in the report (RFC 5965 §3.2) or in the mail. */
function returnPathToken(parts: ReportParts, ownDomain: string): string | null {
  const [report] = parts.feedback;
  const told = report === undefined ? null : readFeedbackReport(report, MOST_RECIPIENTS).returnPath;
  for (const written of [told, returnedValue(parts.returned, "return-path")]) {
    const [, token, domain] = /^<?bounce-([a-z0-9]+)@([^@<>]+)>?$/i.exec(written ?? "") ?? [];
    if (token !== undefined && domain?.toLowerCase() === ownDomain) return token.toLowerCase();
  }
  return null;
}

/** Vacation replies, receipts and what programs send; a post of another list may be a person's words. */
function isWrittenByProgram(
  header: HeaderBlock,
  subject: string,
  { returnPath, ownDomain }: { returnPath: string; ownDomain: string },
): boolean {
  if (isVacationSubject(subject) || isReceiptSubject(subject)) return true;
  const sign = automaticSign({ returnPath, header, contentType: firstValue(header, "content-type") ?? "" }, ownDomain);
  return sign !== undefined && sign.sign !== "foreign-list";
}
