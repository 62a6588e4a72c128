import { composeCopy, prepareMessage } from "../journey/compose.ts";
import { composeOrder } from "../journey/copy-frame.ts";
import { copyName } from "../journey/placeholders/recipient.ts";
import { parseAddress } from "../mail/address.ts";
import { listAttachments } from "../mail/attachments.ts";
import { decodeWords } from "../mail/encoded-words.ts";
import { firstValue, parseHeader } from "../mail/header.ts";
import { parseMime } from "../mail/mime-tree.ts";
import { readableText, wholeText } from "../mail/plain-text.ts";
import type { Notice, Preview, QuestionSample } from "../notices/notice.ts";

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
function preview({ frame, address, recipients }: QuestionSample, original: Buffer, language: string): Preview | null {
  const to = parseAddress(address);
  if (to === undefined) return null;
  const name = copyName(recipients, language);
  const prepared = prepareMessage(original, composeOrder(frame));
  const copy = Buffer.concat(
    composeCopy(prepared, { address: to, name, recipients, token: "preview", messageId: null }),
  );
  const header = parseHeader(copy);
  return {
    name: name === "" ? address : name,
    to: decodeWords(firstValue(header, "to") ?? ""),
    subject: decodeWords(firstValue(header, "subject") ?? ""),
    text: readableText(copy, MOST_TEXT_CHARS),
  };
}
