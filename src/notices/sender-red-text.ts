import { command } from "./command.ts";
import { harmless, quoted } from "./foreign-text.ts";
import type { Notice } from "./notice.ts";
import type { NoticeText, Phrases } from "./phrases.ts";

/** A problem is said in a few lines; what servers have said may stand in it. */
const MAX_PROBLEM_LINES = 8;

/** A DKIM record of an RSA key with 4096 bits has some 800 characters. */
const MAX_RECORD_CHARS = 2_000;

/** To the contact of the organisation: mail of a sending identity will not arrive, and what to do. */
export function senderRedText(
  { senders, problems }: Extract<Notice, { about: "sender-red" }>,
  phrases: Phrases,
): NoticeText {
  const { senderRed: words } = phrases.texts;
  const names = senders.map(phrases.name).join(", ");
  return {
    subject: words.subject(names),
    paragraphs: [
      words.what(names),
      ...problems.map(({ sender, found, fix, record }) => [
        `${words.sender} ${phrases.name(sender)}`,
        ...quoted(`${found}\n${fix}`, MAX_PROBLEM_LINES),
        ...(record === "" ? [] : [`  ${harmless(record, MAX_RECORD_CHARS)}`]),
      ]),
      [...words.todo, command("doctor")],
    ],
  };
}
