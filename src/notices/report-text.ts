import type { Notice } from "./notice.ts";
import type { ReportOutcome } from "./outcomes.ts";
import type { NoticeText, Phrases } from "./phrases.ts";
import type { Lines } from "./texts/texts.ts";
import { countRows, unreachedList } from "./unreached.ts";

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
        ...(outcome === null ? [] : countRows(outcome.counts, phrases)),
      ],
      ...(outcome === null ? [] : lists(outcome, phrases)),
    ],
  };
}

function lists({ counts, failed, leftOut }: ReportOutcome, phrases: Phrases): Lines[] {
  const { texts, name, list } = phrases;
  const missing = leftOut.map((person) => [`${name(person.name)}: ${texts.leftOut[person.reason]}`]);
  return [
    unreachedList(failed, counts.failed, phrases),
    missing.length === 0 ? [] : list(texts.report.leftOutTitle, missing, counts.leftOut),
    failed.length === 0 && missing.length === 0 ? [] : texts.report.todo,
  ];
}
