import { formatBytes, formatCount, formatDuration, formatNumber } from "./amounts.ts";
import { formatMoment } from "./dates.ts";
import { harmless, harmlessAddress, MAX_NAME_CHARS, MAX_SUBJECT_CHARS } from "./foreign-text.ts";
import type { Language } from "./language.ts";
import { OPERATOR, type RecipientCounts, type TargetName } from "./notice.ts";
import { TEXTS } from "./texts/by-language.ts";
import type { Label, Lines, SubjectHead, Texts } from "./texts/texts.ts";

/** What a notice says, before it becomes a mail. Between two paragraphs stands an empty line. */
export interface NoticeText {
  subject: string;
  paragraphs: Lines[];
}

/** Values as they are said in one language. Whatever a stranger wrote comes out harmless. */
export interface Phrases {
  texts: Texts;
  /** `«Sommerlager»`, or the words for an empty subject. */
  mail: (subject: string) => string;
  /** `Bitte bestätigen: «Sommerlager» an Jugend`. */
  subjectLine: (head: SubjectHead, mail: { subject: string; target: TargetName }) => string;
  name: (name: string) => string;
  /** `Ruth Keller (ruth@post.example)`; the address alone where there is no name. */
  who: (who: { name: string; address: string }) => string;
  /** `  Frist: Donnerstag, …`. */
  row: (label: Label, value: string) => string;
  moment: (at: number) => string;
  count: (count: number, of: "person" | "address" | "mail" | "returned" | "optedOut") => string;
  number: (number: number) => string;
  /** Who has decided, as events name them. */
  decider: (by: string) => string;
  duration: (durationMs: number) => string;
  bytes: (bytes: number) => string;
  /** Rows: `Empfänger: 34 Personen an 31 Adressen, 2 ohne E-Mail-Adresse`, `Ausgelassen: 1 abgemeldet`. */
  recipients: (counts: RecipientCounts) => Lines;
  /** A title and its entries, numbered so that no name stands at the beginning of a line. */
  list: (title: string, entries: Lines[], total: number) => Lines;
}

/** @param timezone IANA name; the times of a notice are those on the reader's wall */
export function phrasesIn(language: Language, timezone: string): Phrases {
  const texts = TEXTS[language];
  const number = (count: number) => formatNumber(count, language);
  const count: Phrases["count"] = (amount, of) => formatCount(amount, texts[of], language);
  const name = (text: string) => harmless(text, MAX_NAME_CHARS);
  const row: Phrases["row"] = (label, value) => `  ${texts.labels[label]} ${value}`;
  const mail = (subject: string) => mailName(subject, texts);
  return {
    texts,
    mail,
    name,
    number,
    count,
    subjectLine: (head, { subject, target }) =>
      `${texts.heads[head]} ${texts.mailTo(mail(subject), name(target.name))}`,
    who: (who) => {
      const address = harmlessAddress(who.address);
      return name(who.name) === "" || who.name === who.address ? address : `${name(who.name)} (${address})`;
    },
    decider: (by) => (by === OPERATOR ? texts.operator : name(by)),
    row,
    moment: (at) => formatMoment(at, language, timezone),
    duration: (durationMs) => formatDuration(durationMs, texts.duration, language),
    bytes: (bytes) => formatBytes(bytes, language),
    recipients: ({ persons, addresses, withoutAddress, optedOut }) => {
      const reached = texts.personsAt(count(persons, "person"), count(addresses, "address"));
      const missing = withoutAddress === 0 ? "" : `, ${texts.withoutAddress(number(withoutAddress))}`;
      const recipients = row("recipients", reached + missing);
      return optedOut === 0 ? [recipients] : [recipients, row("notIncluded", count(optedOut, "optedOut"))];
    },
    list: (title, entries, total) => {
      const numbered = entries.flatMap(([first = "", ...more], at) => [
        `  ${at + 1}. ${first}`,
        ...more.map((line) => `     ${line}`),
      ]);
      const missing = total - entries.length;
      return [title, ...numbered, ...(missing > 0 ? [`  ${texts.andMore(number(missing))}`] : [])];
    },
  };
}

/** Quotation marks inside the subject give way, or it could close ours and go on in our name. */
function mailName(subject: string, { quotes, noSubject }: Texts): string {
  const text = harmless(subject, MAX_SUBJECT_CHARS)
    .replaceAll(quotes.open.trim(), quotes.innerOpen)
    .replaceAll(quotes.close.trim(), quotes.innerClose);
  return text === "" ? noSubject : `${quotes.open}${text}${quotes.close}`;
}
