import type { TargetReason } from "../../journey/reasons.ts";
import type { Warning } from "../../journey/warning.ts";
import type { DurationWords, Noun } from "../amounts.ts";
import type { Decision } from "../notice.ts";
import type { LeftOutReason, OverviewLists, UnreachedWhy } from "../outcomes.ts";

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
  | "unsubscribed"
  | "stillUnsubscribed"
  | "archived"
  | "decided"
  | "unclear"
  | "notYours"
  | "late"
  | "sent"
  | "cameBack"
  | "checkAddresses"
  | "unmatched"
  | "waiting";

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
  | "leftOut"
  | "group"
  | "nextTry"
  | "optedOut"
  | "notIncluded"
  | "author"
  | "received";

/** What differs between a question about the own mail and one about somebody else's. */
interface QuestionWording {
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
interface NewsWording {
  what: Lines;
  todo: Lines;
}

/** All our words in one language. */
export interface Texts extends Words, QuestionTexts, NewsTexts, OutcomeTexts {}

/** What every notice is made of. */
export interface Words {
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
  /** What comes back from another server. */
  returned: Noun;
  /** `34 Personen an 31 Adressen`. */
  personsAt: (persons: string, addresses: string) => string;
  /** `2 ohne Adresse`; gets the bare number. */
  withoutAddress: (number: string) => string;
  /** Behind a number: who has opted out. */
  optedOut: Noun;
  duration: DurationWords;
  /** Last entry of a list that is longer than shown. */
  andMore: (number: string) => string;
}

/** What we ask. */
export interface QuestionTexts {
  confirm: QuestionWording;
  moderate: QuestionWording;
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
}

/** What we tell about a mail on its way to a decision. */
export interface NewsTexts {
  held: NewsWording;
  released: NewsWording;
  rejected: { what: Lines; reasonTitle: string; todo: Lines };
  /** To the author, where an operator stopped a held mail. */
  cancelled: NewsWording;
  expired: Record<"confirm" | "moderate", NewsWording>;
  refused: Lines;
  refusals: Record<TargetReason, NewsWording>;
  forwarded: NewsWording;
  /** To the responsible person: somebody wants no more mail of a group whose mail everybody gets. */
  optOutAsked: NewsWording & { subject: (target: string) => string };
  /** To somebody who has opted out. */
  unsubscribed: {
    what: Record<"opted-out" | "already", Lines>;
    /** Where several persons share the address. */
    everybody: Lines;
    others: Lines;
    todo: Lines;
  };
  /** Who has decided on the command line. */
  operator: string;
  archive: { what: Lines; confirmed: string; unconfirmed: string; byRules: string };
  decided: Lines;
  /** To the moderators, where none of them answered. */
  undecided: Lines;
  decisions: Record<Decision, string>;
  unclear: NewsWording;
  notYours: Lines;
  late: Lines;
}

/** What became of mails, and who cannot be reached. */
export interface OutcomeTexts {
  report: { sent: Lines; nothingSent: Lines; stopped: Lines; leftOutTitle: string; todo: Lines };
  leftOut: Record<LeftOutReason, string>;
  /** Who was not reached by a mail; each with one of the sentences in `failures`. */
  failedTitle: string;
  /** Why, in a sentence for somebody who knows nothing of mail servers; a list indents it by five columns. */
  failures: Record<UnreachedWhy, string>;
  /** Under a list in which other servers are quoted. */
  otherServers: string;
  /** To the author: what came back after the report. */
  bounces: { what: (addresses: string) => Lines; countsTitle: string };
  /** What to do about an address that is no longer right, for everybody but the contact of the organisation. */
  newAddress: Lines;
  overview: {
    what: (addresses: string) => string;
    since: (moment: string) => string;
    titles: Record<keyof OverviewLists, string>;
    /** What to do if somebody who opted out shall get mail again; for the contact a command follows. */
    optedOut: { forResponsible: Lines; forContact: Lines; personWord: string };
    /** For somebody who leads groups and is no computer person: whom to turn to. */
    forResponsible: OverviewTodo;
    /** For the contact of the organisation, who has the directory and the commands. */
    forContact: OverviewTodo & {
      newAddress: Lines;
      /** Stands in the command that lifts a suppression, which follows `suppressed`. */
      addressWord: string;
      /** A command that lists them follows. */
      manual: (reports: string) => Lines;
    };
  };
  /** To the contact of the organisation: what the doctor has found with a sending identity; a command follows `todo`. */
  senderRed: { subject: (senders: string) => string; what: (senders: string) => Lines; sender: string; todo: Lines };
  /** To the contact of the organisation: a mail provider refuses us as a whole. */
  providerPaused: {
    subject: (provider: string) => string;
    what: (provider: string) => Lines;
    replyTitle: string;
    /** Nobody is to blame, and what happens by itself. */
    consequence: Lines;
    /** Only where there is an answer of the provider. */
    readReply: Lines;
    check: Lines;
    /** A command follows. */
    retry: Lines;
  };
}

/** What to do besides, for each list of the overview that has something in it. */
interface OverviewTodo {
  suppressed: Lines;
  removed: Lines;
}

/** The values of a warning as they are printed: counted, formatted, made harmless. */
type WarningWords<W> = { [K in Exclude<keyof W, "kind">]: null extends W[K] ? string | null : string };
