import { decodeWords } from "../mail/encoded-words.ts";
import { encodeField, firstValue, parseHeader } from "../mail/header.ts";
import type { TestCopy } from "../notices/notice.ts";
import { composeSample } from "./copy-sample.ts";

const SUBJECT_MARK = "[Test]";

/**
 * A finished copy, marked in its subject and by `X-Rundmail-Test`. It has a Message-ID of its own: a mailbox that knows
 * the test would take the real copy, or the author's own mail, for one that it has already.
 *
 * @param language of the installation
 * @param marks its return path, the token by which nobody opts out, and its Message-ID without angle brackets
 */
export function composeTestCopy(
  { sample }: TestCopy,
  original: Buffer | null,
  language: string,
  { token, unsubscribeToken, messageId }: { token: string; unsubscribeToken: string; messageId: string },
): Buffer[] {
  if (original === null) throw new Error("a test copy of a mail that was not kept");
  const copy = composeSample(sample, original, language, { token, unsubscribeToken, messageId: `<${messageId}>` });
  const header = parseHeader(copy);
  const subject = decodeWords(firstValue(header, "subject") ?? "");
  return [
    Buffer.from("X-Rundmail-Test: yes\r\n"),
    encodeField("Subject", `${SUBJECT_MARK} ${subject}`),
    ...header.fields.filter(({ key }) => key !== "subject").map(({ raw }) => raw),
    Buffer.from("\r\n"),
    copy.subarray(header.end),
  ];
}
