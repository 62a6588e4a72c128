import type { Warning } from "../journey/warning.ts";
import { harmless, MAX_ADDRESS_CHARS, quoted } from "./foreign-text.ts";
import type { AnswerNotice, QuestionFacts } from "./notice.ts";
import type { NoticeText, Phrases } from "./phrases.ts";
import type { Lines } from "./texts/texts.ts";

/** What a question may show besides its facts. */
export interface QuestionFrame {
  /** The address where any mail means no. */
  reject: string;
  isOriginalAttached: boolean;
}

/** Lines of the preview, or of an original that is not attached. */
const MAX_TEXT_LINES = 60;
/** Lines of an attached original, enough to know which mail it is. */
const MAX_GLIMPSE_LINES = 10;
const MAX_FILE_NAME_CHARS = 60;
const MAX_ATTACHMENTS = 20;
const MAX_PLACEHOLDER_CHARS = 60;

/** The subject of a question: the number of persons tells a mail to three from one to three hundred. */
export function questionSubject(facts: QuestionFacts, phrases: Phrases): string {
  const persons = facts.counts === null ? "" : ` (${phrases.count(facts.counts.persons, "person")})`;
  return `${phrases.subjectLine(facts.hold, facts)}${persons}`;
}

/**
 * The body of a question, most important first: a telephone shows about ten lines.
 * Where the reader may not see counts, the text holds neither numbers nor names of recipients.
 */
export function questionParagraphs(facts: QuestionFacts, frame: QuestionFrame, phrases: Phrases): Lines[] {
  const { texts } = phrases;
  const wording = texts[facts.hold];
  return [
    wording.opening,
    facts.authenticated ? [] : wording.unconfirmed,
    summary(facts, phrases),
    wording.howTo,
    [...wording.rejectByMail, mailLink(frame.reject)],
    [`${texts.labels.replies} ${harmless(facts.repliesTo, MAX_ADDRESS_CHARS)}`],
    warnings(facts, phrases),
    withoutAddress(facts, phrases),
    preview(facts, phrases),
    original(facts, frame, phrases),
    attachments(facts, phrases),
    frame.isOriginalAttached
      ? texts.originalAttached
      : facts.authenticated
        ? texts.originalTooBig
        : texts.originalUnconfirmed,
  ];
}

/** To an answer that was neither yes nor no: the same ways to answer once more. */
export function unclearAnswerText(
  notice: Extract<AnswerNotice, { why: "unclear" }>,
  reject: string,
  phrases: Phrases,
): NoticeText {
  const { texts, row } = phrases;
  const wording = texts[notice.hold];
  return {
    subject: phrases.subjectLine("unclear", notice),
    paragraphs: [
      [...texts.unclear.what, ...texts.unclear.todo],
      [
        row("to", phrases.who(notice.target)),
        row("subject", phrases.mail(notice.subject)),
        row("deadline", phrases.moment(notice.expiresAt)),
      ],
      wording.howTo,
      [...wording.rejectByMail, mailLink(reject)],
    ],
  };
}

/** A link to tap on; bare, the address would begin its line with "reject", a word that answers the question. */
function mailLink(address: string): string {
  return `  mailto:${address}`;
}

function summary(facts: QuestionFacts, { row, ...phrases }: Phrases): Lines {
  const lines = [row("from", phrases.who(facts.author)), row("to", phrases.who(facts.target))];
  if (facts.counts !== null) {
    lines.push(...phrases.recipients(facts.counts));
    if (facts.durationMs !== null) lines.push(row("duration", phrases.duration(facts.durationMs)));
  }
  return [...lines, row("deadline", phrases.moment(facts.expiresAt))];
}

function warnings(facts: QuestionFacts, phrases: Phrases): Lines {
  const all = facts.warnings
    .map((warning) => warningLines(warning, facts, phrases))
    .filter((lines) => lines.length > 0);
  if (all.length === 0) return [];
  return [
    phrases.texts.warningsTitle,
    ...all.flatMap(([first = "", ...more]) => [`  - ${first}`, ...more.map((line) => `    ${line}`)]),
  ];
}

function warningLines(warning: Warning, facts: QuestionFacts, phrases: Phrases): Lines {
  const words = phrases.texts.warnings;
  switch (warning.kind) {
    case "unknown-placeholder":
      return words[warning.kind]({
        placeholder: marker(warning.placeholder),
        nearest: warning.nearest === null ? null : marker(warning.nearest),
      });
    case "empty-field":
      // Whether somebody's field is empty is a fact about the recipients.
      if (facts.counts === null) return [];
      return words[warning.kind]({
        placeholder: marker(warning.placeholder),
        persons: phrases.count(warning.persons, "person"),
      });
    case "not-authenticated":
      // Said in a paragraph of its own, above.
      return [];
    case "big-mail":
      return words[warning.kind]({ bytes: phrases.bytes(warning.bytes) });
    case "blind-copy":
    case "vacation-subject":
    case "replies-to-group":
      return words[warning.kind]({});
  }
}

/** A placeholder as people write it, whether or not its marks are stored with it. */
export function marker(placeholder: string): string {
  return `###${harmless(placeholder, MAX_PLACEHOLDER_CHARS).replace(/^#+|#+$/g, "")}###`;
}

function withoutAddress({ counts }: QuestionFacts, phrases: Phrases): Lines {
  if (counts === null || counts.withoutAddressNames.length === 0) return [];
  const names = counts.withoutAddressNames.map((name) => [phrases.name(name)]);
  return phrases.list(phrases.texts.withoutAddressTitle, names, counts.withoutAddress);
}

function preview({ counts, preview }: QuestionFacts, { texts, name }: Phrases): Lines {
  if (counts === null || preview === null) return [];
  const head = [`${texts.labels.to} ${preview.to}`, `${texts.labels.subject} ${preview.subject}`, ""];
  return [
    texts.previewTitle(name(preview.name)),
    ...quoted([...head, preview.text].join("\n"), MAX_TEXT_LINES),
    texts.previewEnd,
  ];
}

/** Who sees a preview, and has the original attached, needs no third view of the same mail. */
function original(facts: QuestionFacts, frame: QuestionFrame, { texts }: Phrases): Lines {
  if (frame.isOriginalAttached && facts.counts !== null && facts.preview !== null) return [];
  const lines = quoted(facts.originalText, frame.isOriginalAttached ? MAX_GLIMPSE_LINES : MAX_TEXT_LINES);
  return lines.length === 0 ? [] : [texts.originalTitle, ...lines, texts.originalEnd];
}

function attachments({ attachments }: QuestionFacts, phrases: Phrases): Lines {
  if (attachments.length === 0) return [];
  const shown = attachments
    .slice(0, MAX_ATTACHMENTS)
    .map(({ name, bytes }) => [`${harmless(name, MAX_FILE_NAME_CHARS)} (${phrases.bytes(bytes)})`.trim()]);
  return phrases.list(phrases.texts.attachmentsTitle, shown, attachments.length);
}
