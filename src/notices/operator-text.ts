import { command } from "./command.ts";
import { quoted } from "./foreign-text.ts";
import type { Notice } from "./notice.ts";
import type { NoticeText, Phrases } from "./phrases.ts";

/** The provider's words are what the operator needs most; they may hold several links. */
const MAX_REPLY_LINES = 12;

/**
 * To the contact of the organisation: a provider refuses us as a whole.
 * @param message id of the message at which it was noticed; null where there is none to send again
 */
export function operatorText(
  operator: Extract<Notice, { about: "provider-paused" }>,
  message: number | null,
  phrases: Phrases,
): NoticeText {
  const { heads, providerPaused: words } = phrases.texts;
  const { row } = phrases;
  const provider = phrases.name(operator.provider);
  const reply = quoted(operator.reply, MAX_REPLY_LINES);
  return {
    subject: `${heads.waiting} ${words.subject(provider)}`,
    paragraphs: [
      words.what(provider),
      [
        row("to", phrases.who(operator.target)),
        row("subject", phrases.mail(operator.subject)),
        row("failed", phrases.count(operator.failed, "address")),
        row("nextTry", phrases.moment(operator.resumeAt)),
      ],
      reply.length === 0 ? [] : [words.replyTitle, ...reply],
      words.consequence,
      [...(reply.length === 0 ? [] : words.readReply), ...words.check],
      message === null ? [] : [...words.retry, command(`message retry ${message}`)],
    ],
  };
}
