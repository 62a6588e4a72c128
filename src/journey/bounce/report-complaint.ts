import { domainOf } from "../../mail/address.ts";
import { type FeedbackFields, readFeedbackReport } from "../../mail/feedback-report.ts";
import { fieldValues, type HeaderBlock } from "../../mail/header.ts";
import { addressesIn } from "../../mail/written-address.ts";
import type { ReportedRecipient } from "./report.ts";
import type { ReportParts } from "./report-text.ts";
import { MOST_RECIPIENTS, oneLine } from "./report-words.ts";

/**
 * Reports without the part of RFC 5965: Microsoft's Junk Mail Reporting Program names the recipient only in the header of
 * the mail that it returns.
 */
const MICROSOFT_RECIPIENT = "x-hmxmroriginalrecipient";
const MICROSOFT_SUBJECT = /^complaint about message from /i;

/** A report of a check that failed, or that a mail was no spam (RFC 6591, RFC 6430), is no complaint of a reader. */
const NO_COMPLAINTS = new Set(["auth-failure", "not-spam"]);

/** Who complains, undefined where the mail is no feedback report. */
export function complaintsOf(parts: ReportParts, subject: string, ownDomain: string): ReportedRecipient[] | undefined {
  const [report] = parts.feedback;
  if (report === undefined && !isMicrosoftComplaint(parts, subject)) return undefined;
  const fields: FeedbackFields =
    report === undefined
      ? { type: "abuse", recipients: [], returnPath: null }
      : readFeedbackReport(report, MOST_RECIPIENTS);
  const isOurs = (address: string) => domainOf(address) === ownDomain.toLowerCase();
  const named = fields.recipients.filter((address) => !isOurs(address));
  const addresses = named.length > 0 ? named : recipientsOf(parts.returned).filter((address) => !isOurs(address));
  const hidden: (string | null)[] = [null];
  return (addresses.length > 0 ? addresses : hidden).map((address) => ({
    address,
    alsoNamed: [],
    action: "complaint",
    category: NO_COMPLAINTS.has(fields.type) ? "unknown" : "complaint",
    status: null,
    code: null,
    words: oneLine(fields.type),
  }));
}

function isMicrosoftComplaint(parts: ReportParts, subject: string): boolean {
  return MICROSOFT_SUBJECT.test(subject) && recipientsIn(parts.returned, MICROSOFT_RECIPIENT).length > 0;
}

/** The returned header, where a single person is written to; of several nobody knows who complained. */
function recipientsOf(returned: HeaderBlock | undefined): string[] {
  const original = recipientsIn(returned, MICROSOFT_RECIPIENT);
  if (original.length > 0) return original;
  const to = recipientsIn(returned, "to");
  return to.length === 1 ? to : [];
}

function recipientsIn(returned: HeaderBlock | undefined, name: string): string[] {
  if (returned === undefined) return [];
  return fieldValues(returned, name).flatMap((value) =>
    addressesIn(value, MOST_RECIPIENTS).map(({ address }) => address),
  );
}
