import { domainOf } from "../../mail/address.ts";
import { findReplyCode, findStatus } from "./codes.ts";
import { judgeFailure } from "./failure.ts";
import type { ReportedRecipient } from "./report.ts";
import { oneLine } from "./report-words.ts";

/** What a report says of one recipient, before it is judged. */
export interface Finding {
  address: string | null;
  alsoNamed: string[];
  action: ReportedRecipient["action"];
  /** As the report declares it. */
  status: string | null;
  /** One that the server's words have and the declared one lacks (5.0.0), for the judgement. */
  preciseStatus?: string | null;
  words: string;
}

/** Longest words that are judged; longer ones repeat themselves. */
const MAX_JUDGED = 3_000;

/** Whether words tell why a mail did not arrive. */
export function givesReason(words: string): boolean {
  const said = oneLine(words, MAX_JUDGED);
  return judgeFailure({ status: null, code: null, words: said, action: "failed" }) !== "unknown";
}

/** The finding as others see it, with what it means. */
export function judged(finding: Finding): ReportedRecipient {
  const { address, alsoNamed, action } = finding;
  const long = oneLine(finding.words, MAX_JUDGED);
  const words = oneLine(long);
  const status = finding.status ?? findStatus(long);
  if (action !== "failed" && action !== "delayed") {
    const category = action === "complaint" ? "complaint" : "unknown";
    return { address, alsoNamed, action, category, status, code: null, words };
  }
  const code = findReplyCode(long);
  const category = judgeFailure({ status: finding.preciseStatus ?? status, code, words: long, action });
  return { address, alsoNamed, action, category, status, code, words };
}

/** The finding without addresses of ours, none where it names no other. */
export function withoutOwn(finding: Finding, ownDomain: string): Finding[] {
  const { address } = finding;
  if (address === null) return [{ ...finding, alsoNamed: [] }];
  const foreign = [address, ...finding.alsoNamed].filter((name) => !isOwn(name, ownDomain));
  const [first, ...others] = foreign;
  return first === undefined ? [] : [{ ...finding, address: first, alsoNamed: others }];
}

/** Whether an address is of our domain. */
export function isOwn(address: string, ownDomain: string): boolean {
  return domainOf(address) === domainOf(`@${ownDomain}`);
}
