import type { Notice } from "./notice.ts";
import type { NoticeText, Phrases } from "./phrases.ts";

/** To somebody who wants no more mail of a group: what that means, and how to come back. */
export function unsubscribedText(
  { outcome, target, names }: Extract<Notice, { kind: "unsubscribed" }>,
  { texts, name, row, who }: Phrases,
): NoticeText {
  const { unsubscribed: words, heads } = texts;
  const head = outcome === "already" ? heads.stillUnsubscribed : heads.unsubscribed;
  return {
    subject: `${head} ${name(target.name)}`,
    paragraphs: [
      words.what[outcome],
      [row("to", who(target)), ...names.map((one) => row("optedOut", name(one)))],
      [...(names.length > 1 ? words.everybody : []), ...words.others],
      words.todo,
    ],
  };
}

/** To somebody who must decide about it, because nobody opts out of such mail without a human. */
export function optOutAskedText(
  { from, optOut }: Required<Extract<Notice, { kind: "forwarded" }>>,
  { texts, name, row, who }: Phrases,
): NoticeText {
  const { subject, what, todo } = texts.optOutAsked;
  return {
    subject: `${texts.heads.forwarded} ${subject(name(optOut.target.name))}`,
    paragraphs: [
      what,
      [
        row("group", who(optOut.target)),
        row("optedOut", who(optOut.who)),
        row("from", who({ name: "", address: from })),
      ],
      todo,
    ],
  };
}
