/** How well bounces of the corpora are read: what their sources expect, compared with what we find. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Report, type ReportedRecipient, readReport } from "../../../src/journey/bounce/report.ts";
import { firstValue, parseHeader } from "../../../src/mail/header.ts";
import { toCrlf } from "../../../src/mail/line-ends.ts";

/** One row of expected.json; see the README of the corpora. */
interface ExpectedRecipient {
  recipient: string | null;
  alsoAcceptable?: string[];
  action: string;
  class: "hard" | "soft" | "none" | null;
  permanence: "permanent" | "transient" | null;
  status: string | null;
  statusInMessage?: boolean;
  statusInReport?: string;
  replyCode?: string | null;
  reason?: string;
}

interface ExpectedMail {
  file: string;
  kind: "bounce" | "feedback" | "autoreply" | "other";
  note?: string;
  recipients: ExpectedRecipient[];
}

/** One mail of the corpus as we read it. */
export interface ScoredMail {
  expected: ExpectedMail;
  report: Report;
  kindIsRight: boolean;
  /** For each expected recipient what we found for it. */
  rows: { expected: ExpectedRecipient; found: ReportedRecipient | undefined }[];
  /** Recipients that nobody expects. */
  extra: ReportedRecipient[];
}

/** Where groups live in the corpora, see auto-replies/expected.json. */
const OWN_DOMAIN = "gruppen.example";

const KINDS = { bounce: "bounce", feedback: "feedback", autoreply: "automatic", other: "other" } as const;
/** In expected.json feedback is an action of its own. */
const ACTIONS: Record<string, string> = { feedback: "complaint" };
/** What reports say that do not count; the corpora call them "other" or "receipt", we a bounce that did not fail. */
const SUCCESSES = ["delivered", "relayed", "expanded"];

/** Reads a mail of the corpora as it would come by SMTP: CRLF, without the mbox line, with its envelope sender. */
function readCorpusMail(path: string): { raw: Buffer; report: Report } {
  const written = readFileSync(path);
  const mail =
    written.subarray(0, 5).toString("latin1") === "From " ? written.subarray(written.indexOf(10) + 1) : written;
  const raw = toCrlf(mail);
  return { raw, report: readReport(raw, { returnPath: envelopeSender(raw), ownDomain: OWN_DOMAIN }) };
}

/** Return-Path as the receiving server noted it; without one the mail seems to come from its author. */
function envelopeSender(raw: Buffer): string {
  const header = parseHeader(raw);
  const noted = firstValue(header, "return-path") ?? firstValue(header, "from") ?? "";
  return (/<([^<>]*)>/.exec(noted)?.[1] ?? noted).trim();
}

/** Reads and compares all mails of a folder such as `bounces`. */
export function scoreBounces(folder: string): ScoredMail[] {
  const { messages }: { messages: ExpectedMail[] } = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
  return messages.map((expected) => score(expected, readCorpusMail(join(folder, expected.file)).report));
}

function score(expected: ExpectedMail, report: Report): ScoredMail {
  const left = [...report.recipients];
  const rows = expected.recipients
    .filter(({ recipient, action }) => recipient !== null || ACTIONS[action] !== undefined)
    .map((row) => {
      const index = left.findIndex((found) => isSame(row, found));
      return { expected: row, found: index === -1 ? undefined : left.splice(index, 1)[0] };
    });
  return { expected, report, kindIsRight: hasRightKind(expected, report), rows, extra: left };
}

function hasRightKind(expected: ExpectedMail, report: Report): boolean {
  if (report.kind === KINDS[expected.kind]) return true;
  // The corpora call everything "other" that is no bounce; the note says where a program wrote it.
  if (report.kind === "automatic" && expected.kind === "other") return /auto-reply/.test(expected.note ?? "");
  return report.kind === "bounce" && expected.kind !== "bounce" && tellsOfSuccess(report);
}

/** Whether a report is one of success only. */
function tellsOfSuccess(report: Report): boolean {
  return report.recipients.length > 0 && report.recipients.every(({ action }) => SUCCESSES.includes(action));
}

function isSame(row: ExpectedRecipient, found: ReportedRecipient): boolean {
  if (row.recipient === null) return found.address === null;
  const accepted = [row.recipient, ...(row.alsoAcceptable ?? [])].map((address) => address.toLowerCase());
  return found.address !== null && accepted.includes(found.address.toLowerCase());
}

/** Whether the action is the expected one. */
export function hasRightAction({ expected, found }: ScoredMail["rows"][number]): boolean {
  return found?.action === (ACTIONS[expected.action] ?? expected.action);
}

/** Whether a status is required, and then whether it was found; undefined where nothing can be required. */
export function hasRightStatus({ expected, found }: ScoredMail["rows"][number]): boolean | undefined {
  if (expected.statusInMessage !== true) return undefined;
  const status = found?.status ?? null;
  return status !== null && (status === expected.status || status === expected.statusInReport);
}

/** Whether the SMTP reply code is the expected one; undefined where none is expected. */
function hasRightCode({ expected, found }: ScoredMail["rows"][number]): boolean | undefined {
  if (expected.replyCode === undefined || expected.replyCode === null) return undefined;
  return String(found?.code ?? "") === expected.replyCode;
}

/**
 * Whether the class is the expected one; undefined where the source states none. Its makers call hard only what cannot
 * be delivered to this address ever, as we do.
 */
export function hasRightClass({ expected, found }: ScoredMail["rows"][number]): boolean | undefined {
  if (expected.class !== "hard" && expected.class !== "soft") return undefined;
  return found !== undefined && (found.category === "hard" ? "hard" : "soft") === expected.class;
}

/** A part of a whole, with both numbers. */
export interface Share {
  right: number;
  of: number;
}

export interface BounceScore {
  kind: Share;
  recipient: Share;
  action: Share;
  status: Share;
  code: Share;
  /** Hard or soft. */
  class: Share;
  /** Failed recipients that nobody expects. */
  extraFailures: number;
}

export function bounceScore(mails: readonly ScoredMail[]): BounceScore {
  const rows = mails.flatMap((mail) => mail.rows);
  return {
    kind: share(mails.map((mail) => mail.kindIsRight)),
    recipient: share(rows.map((row) => row.found !== undefined)),
    action: share(rows.map(hasRightAction)),
    status: share(rows.map(hasRightStatus)),
    code: share(rows.map(hasRightCode)),
    class: share(rows.map(hasRightClass)),
    extraFailures: mails.flatMap((mail) => mail.extra).filter(({ action }) => action === "failed").length,
  };
}

function share(answers: readonly (boolean | undefined)[]): Share {
  const asked = answers.filter((answer) => answer !== undefined);
  return { right: asked.filter((answer) => answer).length, of: asked.length };
}

export function percent({ right, of }: Share): number {
  return of === 0 ? 100 : (right / of) * 100;
}

/** An automatic mail that was taken for a failure, which must never happen. */
export interface AutoReply {
  file: string;
  kind: string;
  report: Report;
}

export function readAutoReplies(folder: string): AutoReply[] {
  const { messages }: { messages: { file: string; kind: string }[] } = JSON.parse(
    readFileSync(join(folder, "expected.json"), "utf8"),
  );
  return messages.map(({ file, kind }) => ({ file, kind, report: readCorpusMail(join(folder, file)).report }));
}

/** Whether a mail that reports no failure is taken for a bounce. */
export function isTakenForBounce({ report }: AutoReply): boolean {
  return (
    report.recipients.some(({ action }) => action === "failed") || (report.kind === "bounce" && !tellsOfSuccess(report))
  );
}
