import { addressKey } from "../mail/address.ts";
import { archiveText } from "./archive-text.ts";
import { bouncesText } from "./bounces-text.ts";
import { harmless, MAX_ADDRESS_CHARS } from "./foreign-text.ts";
import { newsText } from "./news-text.ts";
import type { Frame, Notice } from "./notice.ts";
import { operatorText } from "./operator-text.ts";
import { optOutAskedText, unsubscribedText } from "./opt-out-text.ts";
import { type OverviewReader, overviewText } from "./overview-text.ts";
import { type NoticeText, type Phrases, phrasesIn } from "./phrases.ts";
import { questionParagraphs, questionSubject, unclearAnswerText } from "./question-text.ts";
import { reportText } from "./report-text.ts";
import { senderRedText } from "./sender-red-text.ts";

/**
 * Subject and text of a notice in the reader's language, with greeting and closing.
 * @throws Error when a question comes without answer addresses: a bug of the caller
 */
export function noticeText(notice: Notice, frame: Frame): NoticeText {
  const phrases = phrasesIn(frame.language, frame.timezone);
  const { subject, paragraphs } = bareText(notice, frame, phrases);
  const asked = "facts" in notice ? notice.facts.asked.name : frame.to.name;
  const contact = notice.kind === "refused" ? notice.contact : frame.contact;
  return {
    subject,
    paragraphs: [
      [phrases.texts.greeting(phrases.name(asked))],
      ...paragraphs,
      phrases.texts.closing(harmless(contact, MAX_ADDRESS_CHARS)),
    ].filter((paragraph) => paragraph.length > 0),
  };
}

function bareText(notice: Notice, frame: Frame, phrases: Phrases): NoticeText {
  switch (notice.kind) {
    case "confirm":
    case "moderate":
    case "reminder": {
      const subject = questionSubject(notice.facts, phrases);
      const question = { reject: rejectAddress(frame), isOriginalAttached: frame.original !== null };
      const paragraphs = questionParagraphs(notice.facts, question, phrases);
      if (notice.kind !== "reminder") return { subject, paragraphs };
      const { heads, reminder } = phrases.texts;
      const [opening = [], ...rest] = paragraphs;
      return { subject: `${heads.reminder} ${subject}`, paragraphs: [[...reminder, ...opening], ...rest] };
    }
    case "report":
      return reportText(notice, phrases);
    case "bounces":
      return bouncesText(notice, phrases);
    case "overview":
      return overviewText(notice, overviewReader(frame), phrases);
    case "unsubscribed":
      return unsubscribedText(notice, phrases);
    case "forwarded":
      return notice.optOut === undefined
        ? newsText(notice, phrases)
        : optOutAskedText({ ...notice, optOut: notice.optOut }, phrases);
    case "archive":
      return archiveText(notice, phrases);
    case "operator":
      return notice.about === "sender-red"
        ? senderRedText(notice, phrases)
        : operatorText(notice, frame.message, phrases);
    case "answer":
      return notice.why === "unclear"
        ? unclearAnswerText(notice, rejectAddress(frame), phrases)
        : newsText(notice, phrases);
    default:
      return newsText(notice, phrases);
  }
}

function overviewReader({ to, contact }: Frame): OverviewReader {
  return addressKey(to.address) === addressKey(contact) ? "contact" : "responsible";
}

function rejectAddress(frame: Frame): string {
  if (frame.answer === null) throw new Error("a question needs answer addresses");
  return frame.answer.reject;
}
