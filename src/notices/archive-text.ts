import type { Notice } from "./notice.ts";
import type { NoticeText, Phrases } from "./phrases.ts";

/** What somebody must know in some years about a mail that went to a group: who, to whom, when, and who let it. */
export function archiveText(archived: Extract<Notice, { kind: "archive" }>, phrases: Phrases): NoticeText {
  const { texts, row, who, count } = phrases;
  const { archive: words } = texts;
  const { already, leftOut } = archived;
  return {
    subject: phrases.subjectLine("archived", archived),
    paragraphs: [
      words.what,
      [
        row("from", who(archived.author)),
        row("author", archived.authenticated ? words.confirmed : words.unconfirmed),
        row("to", who(archived.target)),
        row("subject", phrases.mail(archived.subject)),
        row("received", phrases.moment(archived.receivedAt)),
        row("decidedBy", archived.decidedBy === null ? words.byRules : phrases.decider(archived.decidedBy)),
        row("decidedAt", phrases.moment(archived.decidedAt)),
        ...phrases.recipients(archived.counts),
        ...(already > 0 ? [row("already", count(already, "mail"))] : []),
        ...(leftOut > 0 ? [row("leftOut", count(leftOut, "person"))] : []),
      ],
    ],
  };
}
