/**
 * The fields of a feedback report (RFC 5965 §3): somebody calls a mail of ours spam, or a provider tells that it did not
 * pass a check (RFC 6591).
 */
import { findField, readReportFields } from "./report-fields.ts";
import { addressesIn } from "./written-address.ts";

/** What the machine-readable part says. */
export interface FeedbackFields {
  /** Feedback-Type in lower case, such as "abuse" or "auth-failure"; "abuse" where it is missing. */
  type: string;
  /** Whom the mail went to, in order and each once; many providers hide it. */
  recipients: string[];
  /** The return path of the mail; many providers hide it too. */
  returnPath: string | null;
}

/** Removal-Recipient is of the draft that AOL began with. */
const RECIPIENT_FIELDS = ["original-rcpt-to", "removal-recipient", "original-recipient"];

/** Reads the text of a message/feedback-report part, at most `most` recipients. */
export function readFeedbackReport(text: string, most: number): FeedbackFields {
  const fields = readReportFields(text);
  const named = fields
    .filter((field) => RECIPIENT_FIELDS.includes(field.key))
    .flatMap((field) => addressesIn(field.value, most).map(({ address }) => address));
  const once = new Map(named.map((address) => [address.toLowerCase(), address]));
  return {
    type: /^[\w-]+/.exec(findField(fields, "feedback-type") ?? "")?.[0].toLowerCase() ?? "abuse",
    recipients: [...once.values()].slice(0, most),
    returnPath: addressesIn(findField(fields, "original-mail-from") ?? "", 1)[0]?.address ?? null,
  };
}
