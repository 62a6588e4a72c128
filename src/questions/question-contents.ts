import { listAttachments } from "../mail/attachments.ts";
import { decodeWords } from "../mail/encoded-words.ts";
import { firstValue, parseHeader } from "../mail/header.ts";
import { parseMime } from "../mail/mime-tree.ts";
import { readableText, wholeText } from "../mail/plain-text.ts";
import type { Notice, Preview, QuestionSample } from "../notices/notice.ts";
import { composeSample, sampleName } from "./copy-sample.ts";

/** Longest text of a preview and of an original that is shown inline. */
const MOST_TEXT_CHARS = 8_000;

/**
 * Fills in what a question shows of the mail itself. Done when the question is due and not when the mail arrives: so
 * the client has its 250 sooner, and the queue holds no second copy of every text.
 *
 * @param language of the installation
 */
export function withContents(notice: Notice, original: Buffer | null, language: string): Notice {
  if (!("facts" in notice) || original === null) return notice;
  const { sample, ...question } = notice;
  return {
    ...question,
    facts: {
      ...question.facts,
      preview: sample === undefined ? null : preview(sample, original, language),
      originalText: wholeText(original, MOST_TEXT_CHARS),
      attachments: listAttachments(parseMime(original)).map(({ name, bytes }) => ({ name, bytes })),
    },
  };
}

/** One finished copy for one real recipient, with the recipient's own values. */
function preview(sample: QuestionSample, original: Buffer, language: string): Preview {
  const copy = composeSample(sample, original, language);
  const header = parseHeader(copy);
  return {
    name: sampleName(sample, language),
    to: decodeWords(firstValue(header, "to") ?? ""),
    subject: decodeWords(firstValue(header, "subject") ?? ""),
    text: readableText(copy, MOST_TEXT_CHARS),
  };
}
