import type { Notice } from "./notice.ts";
import type { NoticeText, Phrases } from "./phrases.ts";
import { countRows, unreachedList } from "./unreached.ts";

/** What came back after the report, and how the whole message stands now. */
export function bouncesText(bounces: Extract<Notice, { kind: "bounces" }>, phrases: Phrases): NoticeText {
  const { texts, row } = phrases;
  return {
    subject: phrases.subjectLine("cameBack", bounces),
    paragraphs: [
      texts.bounces.what(phrases.count(bounces.news, "address")),
      [row("to", phrases.who(bounces.target)), row("subject", phrases.mail(bounces.subject))],
      unreachedList(bounces.failed, bounces.news, phrases),
      texts.newAddress,
      [texts.bounces.countsTitle, ...countRows(bounces.counts, phrases)],
    ],
  };
}
