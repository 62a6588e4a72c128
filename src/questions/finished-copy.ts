import { fullName } from "../directory/name.ts";
import { listAttachments } from "../mail/attachments.ts";
import { decodeWords } from "../mail/encoded-words.ts";
import { parseHeader } from "../mail/header.ts";
import { parseMime } from "../mail/mime-tree.ts";
import { readableText } from "../mail/plain-text.ts";
import type { QuestionSample } from "../notices/notice.ts";

/** A finished copy as people read it. */
export interface FinishedCopy {
  /** Where it goes. */
  address: string;
  /** Ids of all whom it serves. */
  persons: number[];
  names: string[];
  /** All fields in their order, unfolded and decoded. */
  headers: { name: string; value: string }[];
  /** As a mail program shows it. */
  text: string;
  attachments: { name: string; bytes: number }[];
}

/** Longest text that is shown. */
const MOST_TEXT_CHARS = 200_000;

/**
 * @param copy the complete mail
 * @param of whose it is
 */
export function finishedCopy(copy: Buffer, { address, recipients }: Omit<QuestionSample, "frame">): FinishedCopy {
  return {
    address,
    persons: recipients.map(({ person }) => person),
    names: recipients.map(fullName),
    headers: parseHeader(copy).fields.map(({ name, value }) => ({ name, value: decodeWords(value) })),
    text: readableText(copy, MOST_TEXT_CHARS),
    attachments: listAttachments(parseMime(copy)).map(({ name, bytes }) => ({ name, bytes })),
  };
}
