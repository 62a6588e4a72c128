import type { TargetReason } from "../../journey/reasons.ts";
import type { Warning } from "../../journey/warning.ts";
import type { DurationWords, Noun } from "../amounts.ts";
import type { Decision, LeftOutReason } from "../notice.ts";

/**
 * Lines of a paragraph, broken by hand at 76 columns. In a question none may begin with a word that answers it, or a
 * badly quoted question would be read as an answer; so what strangers write never stands at the beginning of a line.
 */
export type Lines = readonly string[];

/** Beginning of the subject of a notice, before the mail that it is about. */
export type SubjectHead =
  | "confirm"
  | "moderate"
  | "reminder"
  | "held"
  | "released"
  | "rejected"
  | "cancelled"
  | "notSent"
  | "forwarded"
  | "decided"
  | "unclear"
  | "notYours"
  | "late"
  | "sent";

/** Name of a row, with its colon. */
export type Label =
  | "from"
  | "to"
  | "subject"
  | "recipients"
  | "duration"
  | "deadline"
  | "replies"
  | "decision"
  | "decidedBy"
  | "decidedAt"
  | "allowed"
  | "found"
  | "began"
  | "ended"
  | "sent"
  | "failed"
  | "already"
  | "cancelled"
  | "leftOut";

/** What differs between a question about the own mail and one about somebody else's. */
interface QuestionTexts {
  /** Why this mail comes. */
  opening: Lines;
  /** The author may be forged. */
  unconfirmed: Lines;
  /** How to say yes, how to say no, and what happens without an answer. */
  howTo: Lines;
  /** How else to say no; the reject address follows on a line of its own. */
  rejectByMail: Lines;
}

/** What happened, and what to do. */
interface NewsTexts {
  what: Lines;
  todo: Lines;
}

/** All our words in one language. */
export interface Texts {
  /** `Guten Tag Ruth Keller`; the name may be empty. */
  greeting: (name: string) => string;
  /** Last lines of every notice. */
  closing: (contact: string) => Lines;
  /** Quotation marks around a subject, and those that replace them inside. */
  quotes: { open: string; close: string; innerOpen: string; innerClose: string };
  /** Instead of an empty subject. */
  noSubject: string;
  /** `«Sommerlager» an Jugend`. */
  mailTo: (mail: string, target: string) => string;
  heads: Record<SubjectHead, string>;
  labels: Record<Label, string>;
  person: Noun;
  address: Noun;
  mail: Noun;
  /** `34 Personen an 31 Adressen`. */
  personsAt: (persons: string, addresses: string) => string;
  /** `2 ohne Adresse`; gets the bare number. */
  withoutAddress: (number: string) => string;
  duration: DurationWords;
  /** Last entry of a list that is longer than shown. */
  andMore: (number: string) => string;

  confirm: QuestionTexts;
  moderate: QuestionTexts;
  /** Before the opening of a reminder. */
  reminder: Lines;
  warningsTitle: string;
  /** The `not-authenticated` warning has its own paragraph, `unconfirmed`. */
  warnings: {
    [K in Exclude<Warning["kind"], "not-authenticated">]: (
      warning: WarningWords<Extract<Warning, { kind: K }>>,
    ) => Lines;
  };
  withoutAddressTitle: string;
  previewTitle: (name: string) => string;
  previewEnd: string;
  originalTitle: string;
  originalEnd: string;
  attachmentsTitle: string;
  originalAttached: Lines;
  originalTooBig: Lines;
  originalUnconfirmed: Lines;

  held: NewsTexts;
  released: NewsTexts;
  rejected: { what: Lines; reasonTitle: string; todo: Lines };
  /** To the author, where an operator stopped a held mail. */
  cancelled: NewsTexts;
  expired: Record<"confirm" | "moderate", NewsTexts>;
  refused: Lines;
  refusals: Record<TargetReason, NewsTexts>;
  forwarded: NewsTexts;
  decided: Lines;
  /** To the moderators, where none of them answered. */
  undecided: Lines;
  decisions: Record<Decision, string>;
  unclear: NewsTexts;
  notYours: Lines;
  late: Lines;
  report: { sent: Lines; nothingSent: Lines; failedTitle: string; leftOutTitle: string; todo: Lines };
  leftOut: Record<LeftOutReason, string>;
}

/** The values of a warning as they are printed: counted, formatted, made harmless. */
type WarningWords<W> = { [K in Exclude<keyof W, "kind">]: null extends W[K] ? string | null : string };
