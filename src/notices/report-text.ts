import type { Notice } from "./notice.ts";
import type { ReportOutcome } from "./outcomes.ts";
import type { NoticeText, Phrases } from "./phrases.ts";
import type { Lines, SubjectHead } from "./texts/texts.ts";
import { countRows, unreachedList } from "./unreached.ts";

type Report = Extract<Notice, { kind: "report" }>;

/** What became of a message when its last copy was settled. */
export function reportText(report: Report, phrases: Phrases): NoticeText {
  const { row } = phrases;
  const { outcome } = report;
  const { head, what } = whatHappened(report, phrases);
  return {
    subject: phrases.subjectLine(head, report),
    paragraphs: [
      what,
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

function whatHappened({ ended, reached }: Report, { texts }: Phrases): { head: SubjectHead; what: Lines } {
  if (ended === "cancelled") {
    return { head: "cancelled", what: reached === "nobody" ? texts.cancelled.what : texts.report.stopped };
  }
  return reached === "nobody"
    ? { head: "notSent", what: texts.report.nothingSent }
    : { head: "sent", what: texts.report.sent };
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
