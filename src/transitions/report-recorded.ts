import { isLate } from "../journey/bounce/late.ts";
import type { Report, ReportedRecipient } from "../journey/bounce/report.ts";
import { addressKey } from "../mail/address.ts";
import type { Returned } from "../questions/returned-mail.ts";
import { addBounce, countManual, hasBounces } from "../store/bounces.ts";
import { loadReportedCopy, markBounced, type ReportedCopy } from "../store/copies.ts";
import { addEvent, type EventKind } from "../store/events.ts";
import { addEventToTell } from "../store/overview-lines.ts";
import type { Tx } from "../store/tables.ts";
import type { World } from "../world.ts";
import { recordFailure } from "./failure-recorded.ts";

/** Reports that nobody has looked at yet; whoever floods us with more fills the log and no more. */
export const MOST_MANUAL = 1_000;

/** Recipients of one unmatched report that get a line of their own in the manual folder. */
const MOST_LINES_PER_REPORT = 20;

/** A report that arrived, and the mail of ours that it is about, if one of our tokens proves it. */
export interface ArrivedReport {
  report: Report;
  origin: Returned | undefined;
  /** The stored report. */
  mail: number;
}

/** What somebody reports becomes failures, complaints, or lines of the manual folder. */
export async function recordReport(tx: Tx, world: World, arrived: ArrivedReport, now: number): Promise<void> {
  const { report, origin, mail } = arrived;
  const news = newsOf(report);
  if (origin === undefined) {
    if (news.length > 0 && !(await hasBounces(tx, mail))) await recordManual(tx, world, news, mail, now);
    return;
  }
  const [first] = news;
  if (first === undefined) {
    const action = report.recipients[0]?.action ?? "nothing";
    await note(tx, origin, noted(origin), `a report says: ${action}`, now);
    return;
  }
  if (origin.copy === null) {
    await note(tx, origin, origin.isArchived ? "archive-failed" : noted(origin), first.words, now);
    return;
  }
  const copy = await loadReportedCopy(tx, origin.copy);
  if (copy === undefined) throw new Error(`copy ${origin.copy} of a report is gone`);
  await recordForCopy(tx, world, { id: origin.copy, ...copy }, worst(news, copy.address), mail, now);
}

/** What says that somebody was not reached, or does not want to be. */
function newsOf(report: Report): ReportedRecipient[] {
  return report.recipients.filter(({ action, category }) => action === "failed" || category === "complaint");
}

/** A copy has one recipient: where a report names several, they stand behind that one. */
function worst(news: readonly ReportedRecipient[], address: string): ReportedRecipient {
  const key = addressKey(address);
  const own = news.find((one) => [one.address, ...one.alsoNamed].some((named) => named && addressKey(named) === key));
  const [first] = news;
  if (first === undefined) throw new Error("a report without any recipient that failed");
  return own ?? first;
}

async function recordForCopy(
  tx: Tx,
  world: World,
  copy: ReportedCopy & { id: number },
  recipient: ReportedRecipient,
  mail: number,
  now: number,
): Promise<void> {
  const { category } = recipient;
  // A report may overtake the record of the try that it is about.
  const triedAt = copy.state === "sending" ? now : (copy.sentAt ?? copy.firstAttemptAt);
  // A report about what waits to go again, or was stopped, is one about an earlier try.
  if (triedAt === null || !["sent", "sending", "bounced", "failed"].includes(copy.state)) return;
  const words = recipient.words === "" ? (recipient.status ?? "") : recipient.words;
  const isTooLate = isLate({ triedAt, arrivedAt: now });
  if (category !== "complaint" && !isTooLate) await markBounced(tx, copy.id, words);
  const isNew = await recordFailure(
    tx,
    world,
    {
      mail,
      copy: copy.id,
      message: copy.message,
      address: copy.address,
      category,
      status: recipient.status,
      code: recipient.code,
      words,
      state: isTooLate ? "late" : "counted",
      triedAt,
      arrivedAt: now,
    },
    now,
  );
  if (!isNew) return;
  const kind = category === "complaint" ? "complaint" : "bounced";
  await addEvent(tx, { at: now, kind, message: copy.message, address: copy.address, text: words });
  world.log.bounced({ message: copy.message, copy: copy.id, category });
}

async function recordManual(
  tx: Tx,
  world: World,
  news: readonly ReportedRecipient[],
  mail: number,
  now: number,
): Promise<void> {
  if ((await countManual(tx)) >= MOST_MANUAL) {
    const text = `the manual folder holds ${MOST_MANUAL} reports already: bounce list --state manual`;
    await addEvent(tx, { at: now, kind: "mail-dropped", message: null, address: null, text });
    return;
  }
  for (const recipient of news.slice(0, MOST_LINES_PER_REPORT)) {
    const { address, category, status, code, words } = recipient;
    const bounce = await addBounce(tx, {
      mail,
      copy: null,
      message: null,
      address,
      category,
      status,
      code,
      words,
      state: "manual",
      triedAt: now,
      arrivedAt: now,
    });
    if (bounce === undefined) continue;
    const event = { at: now, kind: "bounce-manual", message: null, address, text: words, bounce } as const;
    await addEventToTell(tx, event, world.installation.organisation.contact);
  }
}

/** A report that changes nothing, or is about a notice: the operator may want to know. */
async function note(tx: Tx, origin: Returned, kind: EventKind, words: string, now: number): Promise<void> {
  await addEvent(tx, { at: now, kind, message: origin.message, address: origin.address, text: words });
}

function noted({ isQuestion }: Returned): EventKind {
  return isQuestion ? "question-undeliverable" : "mail-returned";
}
