import { quoted } from "./foreign-text.ts";
import type { Notice, ReportOutcome } from "./notice.ts";
import type { NoticeText, Phrases } from "./phrases.ts";
import type { Lines } from "./texts/texts.ts";

/** What another server said fits into a few lines; the rest is for its own people. */
const MAX_REPLY_LINES = 4;

/** What became of a message when its last copy was settled. */
export function reportText(report: Extract<Notice, { kind: "report" }>, phrases: Phrases): NoticeText {
  const { texts, row } = phrases;
  const { outcome } = report;
  const reachedNobody = outcome !== null && outcome.counts.sent === 0 && outcome.counts.already === 0;
  return {
    subject: phrases.subjectLine(reachedNobody ? "notSent" : "sent", report),
    paragraphs: [
      reachedNobody ? texts.report.nothingSent : texts.report.sent,
      [
        row("to", phrases.who(report.target)),
        row("subject", phrases.mail(report.subject)),
        row("began", phrases.moment(report.startedAt)),
        row("ended", phrases.moment(report.finishedAt)),
        ...(outcome === null ? [] : countRows(outcome, phrases)),
      ],
      ...(outcome === null ? [] : lists(outcome, phrases)),
    ],
  };
}

/** What did not happen is not mentioned, but how many were sent always is. */
function countRows({ counts }: ReportOutcome, { row, count }: Phrases): Lines {
  const sent = row("sent", count(counts.sent, "mail"));
  const others = (["failed", "already", "cancelled"] as const)
    .filter((state) => counts[state] > 0)
    .map((state) => row(state, count(counts[state], "mail")));
  return [sent, ...others, ...(counts.leftOut > 0 ? [row("leftOut", count(counts.leftOut, "person"))] : [])];
}

function lists({ counts, failed, leftOut }: ReportOutcome, phrases: Phrases): Lines[] {
  const { texts, who, name, list } = phrases;
  const refused = failed.map((copy) => [who(copy), ...quoted(copy.reply, MAX_REPLY_LINES)]);
  const missing = leftOut.map((person) => [`${name(person.name)}: ${texts.leftOut[person.reason]}`]);
  return [
    refused.length === 0 ? [] : list(texts.report.failedTitle, refused, counts.failed),
    missing.length === 0 ? [] : list(texts.report.leftOutTitle, missing, counts.leftOut),
    refused.length === 0 && missing.length === 0 ? [] : texts.report.todo,
  ];
}
