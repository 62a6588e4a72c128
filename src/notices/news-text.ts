import { quoted } from "./foreign-text.ts";
import type { AnswerNotice, Decision, Notice } from "./notice.ts";
import type { NoticeText, Phrases } from "./phrases.ts";
import { marker } from "./question-text.ts";
import type { Lines, SubjectHead } from "./texts/texts.ts";

/** Notices that only tell something: what happened, about which mail, what to do. */
export type News =
  | Exclude<
      Notice,
      {
        kind:
          | "confirm"
          | "moderate"
          | "reminder"
          | "answer"
          | "unsubscribed"
          | "archive"
          | "report"
          | "bounces"
          | "overview"
          | "operator";
      }
    >
  | Exclude<AnswerNotice, { why: "unclear" }>;

type NewsOf<K extends News["kind"]> = Extract<News, { kind: K }>;

/** What somebody wrote when rejecting. */
const MAX_REASON_LINES = 20;

/** The text of a notice that asks nothing. */
export function newsText(news: News, phrases: Phrases): NoticeText {
  switch (news.kind) {
    case "held":
      return heldText(news, phrases);
    case "released":
      return releasedText(news, phrases);
    case "rejected":
      return rejectedText(news, phrases);
    case "expired": {
      const { what, todo } = phrases.texts.expired[news.hold];
      return about("notSent", news, phrases, what, [], todo);
    }
    case "refused":
      return refusedText(news, phrases);
    case "forwarded":
      return forwardedText(news, phrases);
    case "decided":
      return decidedText(news, phrases);
    case "answer":
      if (news.why === "not-yours") {
        const subject = `${phrases.texts.heads.notYours} ${phrases.mail(news.subject)}`;
        return { subject, paragraphs: [phrases.texts.notYours] };
      }
      return about("late", news, phrases, phrases.texts.late, decisionRows(news, phrases), []);
  }
}

/** The common form: what happened; target, subject and further rows; what to do. */
function about(
  head: SubjectHead,
  mail: { subject: string; target: { name: string; address: string } },
  phrases: Phrases,
  what: Lines,
  rows: Lines,
  todo: Lines,
): NoticeText {
  const { row } = phrases;
  const which = [row("to", phrases.who(mail.target)), row("subject", phrases.mail(mail.subject))];
  return { subject: phrases.subjectLine(head, mail), paragraphs: [what, [...which, ...rows], todo] };
}

function heldText(held: NewsOf<"held">, phrases: Phrases): NoticeText {
  const { what, todo } = phrases.texts.held;
  return about("held", held, phrases, what, [phrases.row("deadline", phrases.moment(held.expiresAt))], todo);
}

function releasedText(released: NewsOf<"released">, phrases: Phrases): NoticeText {
  const { texts, row } = phrases;
  const rows = decidedByRow(released.decidedBy, phrases);
  if (released.counts !== null) {
    rows.push(...phrases.recipients(released.counts));
    if (released.durationMs !== null) rows.push(row("duration", phrases.duration(released.durationMs)));
  }
  return about("released", released, phrases, texts.released.what, rows, texts.released.todo);
}

function rejectedText(rejected: NewsOf<"rejected">, phrases: Phrases): NoticeText {
  const { reasonTitle } = phrases.texts.rejected;
  const { what, todo } = phrases.texts[rejected.decision];
  const text = about(rejected.decision, rejected, phrases, what, decidedByRow(rejected.decidedBy, phrases), todo);
  const reason = quoted(rejected.reasonText, MAX_REASON_LINES);
  return reason.length === 0
    ? text
    : { ...text, paragraphs: text.paragraphs.toSpliced(2, 0, [reasonTitle, ...reason]) };
}

function refusedText(refused: NewsOf<"refused">, phrases: Phrases): NoticeText {
  const { texts, row, number } = phrases;
  const { what, todo } = texts.refusals[refused.reason];
  const rows: string[] = [];
  if (refused.limit !== null) {
    rows.push(row("allowed", number(refused.limit.allowed)));
    if (refused.limit.found !== null) rows.push(row("found", number(refused.limit.found)));
  }
  const text = about("notSent", refused, phrases, texts.refused, rows, todo);
  const markers = (refused.placeholders ?? []).map((placeholder) => `  ${marker(placeholder)}`);
  return { ...text, paragraphs: text.paragraphs.toSpliced(2, 0, [...what, ...markers]) };
}

function forwardedText(forwarded: NewsOf<"forwarded">, phrases: Phrases): NoticeText {
  const { texts, row } = phrases;
  const to = phrases.name(forwarded.to);
  return {
    subject: `${texts.heads.forwarded} ${texts.mailTo(phrases.mail(forwarded.subject), to)}`,
    paragraphs: [
      texts.forwarded.what,
      [
        row("from", phrases.who({ name: "", address: forwarded.from })),
        row("to", phrases.who({ name: "", address: forwarded.to })),
        row("subject", phrases.mail(forwarded.subject)),
      ],
      texts.forwarded.todo,
    ],
  };
}

function decidedText(decided: NewsOf<"decided">, phrases: Phrases): NoticeText {
  const { texts, row } = phrases;
  const from = row("from", phrases.who(decided.author));
  if (decided.decision !== "expired") {
    return about("decided", decided, phrases, texts.decided, [from, ...decisionRows(decided, phrases)], []);
  }
  const deadline = row("deadline", phrases.moment(decided.decidedAt));
  return about("notSent", decided, phrases, texts.undecided, [from, deadline], []);
}

function decisionRows(
  decided: { decision: Decision; decidedBy: string | null; decidedAt: number },
  phrases: Phrases,
): Lines {
  return [
    phrases.row("decision", phrases.texts.decisions[decided.decision]),
    ...decidedByRow(decided.decidedBy, phrases),
    phrases.row("decidedAt", phrases.moment(decided.decidedAt)),
  ];
}

function decidedByRow(decidedBy: string | null, phrases: Phrases): string[] {
  return decidedBy === null ? [] : [phrases.row("decidedBy", phrases.decider(decidedBy))];
}
