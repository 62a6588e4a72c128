import type { CopyFrame } from "../journey/copy-frame.ts";
import type { Recipient } from "../journey/placeholders/recipient.ts";
import type { TargetReason } from "../journey/reasons.ts";
import type { Warning } from "../journey/warning.ts";
import type { Address, Mailbox } from "../mail/address.ts";
import type { Language } from "./language.ts";
import type { OverviewLists, ReportCounts, ReportOutcome, Unreached } from "./outcomes.ts";

/** In the place of a name: somebody has decided on the command line. Notices say it in the reader's language. */
export const OPERATOR = "operator";

/** A group, subgroup, My List or filter, as people call it, and its address (with the alias where there is one). */
export interface TargetName {
  name: string;
  address: string;
}

/** Who stands in the From field. The name is empty where the mail gave none. */
export interface AuthorName {
  name: string;
  address: string;
}

/** How many a message reaches. */
export interface RecipientCounts {
  /** Persons who get a copy, alone or together with others at the same address. */
  persons: number;
  /** Copies, that is different addresses (with `per-person` as many as persons). */
  addresses: number;
  /** Further persons of the target who get nothing because no address is known. */
  withoutAddress: number;
  /** The first of them by name, at most 20. */
  withoutAddressNames: string[];
  /** Further persons of the target who have opted out. */
  optedOut: number;
}

/** One copy as it will look for one real recipient. */
export interface Preview {
  /** Whose copy it is. */
  name: string;
  to: string;
  subject: string;
  text: string;
}

/** What somebody must know to decide about a held message. */
export interface QuestionFacts {
  /** `confirm`: the author is asked about the own mail; `moderate`: a moderator about somebody else's. */
  hold: "confirm" | "moderate";
  author: AuthorName;
  /** False: the mail may be forged, and the text says so. */
  authenticated: boolean;
  target: TargetName;
  subject: string;
  /** Null: the reader may see neither counts nor names of this target. */
  counts: RecipientCounts | null;
  /** How long sending takes at this pace, 0 at once; null together with `counts`. */
  durationMs: number | null;
  expiresAt: number;
  /** Where answers of the recipients go, in a word for people: a name, an address. */
  repliesTo: string;
  warnings: Warning[];
  /** Null: the reader may not read the target, or it has no recipient now. */
  preview: Preview | null;
  /** What a person reads in the original. Shown at length where the original is not attached. */
  originalText: string;
  attachments: { name: string; bytes: number }[];
  /** Who reads this; the name may be empty. */
  asked: { name: string };
}

/** For whom a finished copy is shown, and all that composing it needs besides the mail. */
export interface QuestionSample {
  frame: CopyFrame;
  address: string;
  /** All who share the copy. */
  recipients: Recipient[];
}

/** How a hold ended. */
export type Decision = "released" | "rejected" | "expired" | "cancelled";

/** To somebody whose answer did not decide. */
export type AnswerNotice =
  /** Neither a clear yes nor a clear no: asked again, Reply-To is the answer address. */
  | {
      kind: "answer";
      why: "unclear";
      hold: "confirm" | "moderate";
      target: TargetName;
      subject: string;
      expiresAt: number;
    }
  /** Somebody else was asked. Says nothing of the message; `subject` is that of the answer itself. */
  | { kind: "answer"; why: "not-yours"; subject: string }
  /** A second or late answer. `decidedBy` null: nobody (expired), or hidden from this reader. */
  | {
      kind: "answer";
      why: "decided";
      target: TargetName;
      subject: string;
      decision: Decision;
      decidedBy: string | null;
      decidedAt: number;
    };

/**
 * What a notice says: its kind and the values of its text. This is what waits in the queue, as JSON (of a question less:
 * `QueuedQuestion`); the bytes of an attached original are loaded when the notice is due. Every text in it may come from a stranger and is made harmless
 * when it is written.
 */
export type Notice =
  | { kind: "confirm" | "moderate" | "reminder"; facts: QuestionFacts }
  /** To the author: a moderator was asked. */
  | { kind: "held"; target: TargetName; subject: string; expiresAt: number }
  /** To the author. `decidedBy` null: the author, or hidden from this reader. */
  | {
      kind: "released";
      target: TargetName;
      subject: string;
      counts: RecipientCounts | null;
      durationMs: number | null;
      decidedBy: string | null;
    }
  /** To the author. `reasonText` is what the deciding person wrote, empty where nothing; an operator may also cancel. */
  | {
      kind: "rejected";
      target: TargetName;
      subject: string;
      decision: "rejected" | "cancelled";
      reasonText: string;
      decidedBy: string | null;
    }
  /** To the author: nobody answered in time. */
  | { kind: "expired"; target: TargetName; subject: string; hold: "confirm" | "moderate" }
  /**
   * To the author. `limit` where the reason is one; `found` null: the reader may not see counts. `placeholders` are
   * the markers inside a signed or encrypted part.
   */
  | {
      kind: "refused";
      target: TargetName;
      subject: string;
      reason: TargetReason;
      limit: { allowed: number; found: number | null } | null;
      contact: string;
      placeholders?: string[];
    }
  /**
   * To the contact of the organisation: what somebody wrote to `postmaster`, `abuse` or `service`. With `optOut` to the
   * responsible person: who wants no more mail of a target of which nobody can opt out without a human.
   */
  | {
      kind: "forwarded";
      to: string;
      from: string;
      subject: string;
      optOut?: { target: TargetName; who: { name: string; address: string } };
    }
  /** To an address whose persons have opted out of a target; `already`: they had before, and nothing has changed. */
  | { kind: "unsubscribed"; outcome: "opted-out" | "already"; target: TargetName; names: string[] }
  /** To an address of the archive, when the list of recipients of a message is complete. */
  | {
      kind: "archive";
      target: TargetName;
      subject: string;
      author: AuthorName;
      authenticated: boolean;
      /** Null: the settings of the group, without a question. */
      decidedBy: string | null;
      receivedAt: number;
      decidedAt: number;
      counts: RecipientCounts;
      /** Copies that another target of the same mail serves. */
      already: number;
      /** Persons who get no copy, whatever the reason. */
      leftOut: number;
    }
  /** To the other moderators. `decidedBy` null: nobody, the hold expired, and `decidedAt` is its deadline. */
  | {
      kind: "decided";
      target: TargetName;
      subject: string;
      author: AuthorName;
      decision: Decision;
      decidedBy: string | null;
      decidedAt: number;
    }
  | AnswerNotice
  /**
   * To the author when the last copy is settled, or the rest was stopped. `outcome` null: the reader may see neither counts
   * nor names, but is not told that a mail was sent which reached nobody.
   */
  | {
      kind: "report";
      target: TargetName;
      subject: string;
      ended: "sent" | "cancelled";
      reached: "somebody" | "nobody";
      outcome: ReportOutcome | null;
      startedAt: number;
      finishedAt: number;
    }
  /**
   * To the author who may read the target, at most once a day and message: who did not get the mail after all, since
   * the report. `counts` are those of the whole message as they are now.
   */
  | {
      kind: "bounces";
      target: TargetName;
      subject: string;
      counts: ReportCounts;
      /** Since the last notice; at most 100 of them. */
      failed: Unreached[];
      /** All since the last notice. */
      news: number;
    }
  /**
   * To the responsible person of groups, or to the contact of the organisation, at most once a day.
   * `counts` says how many of each there are, whatever the length of the lists; `manual` is the number of reports that
   * nobody could be found for and that wait for the operator, told only to the contact of the organisation.
   */
  | {
      kind: "overview";
      since: number;
      lists: OverviewLists;
      counts: Record<keyof OverviewLists, number>;
      manual: number;
    }
  /** To the contact of the organisation: the doctor has found errors with sending identities, in its words. */
  | {
      kind: "operator";
      about: "sender-red";
      senders: string[];
      /** At most 10 of them; what there is nothing of is empty. */
      problems: { sender: string; found: string; fix: string; record: string }[];
    }
  /** To the contact of the organisation: a provider refuses us as a whole, so mail to it waits. */
  | {
      kind: "operator";
      about: "provider-paused";
      /** Domain by which people know the provider, such as `gmx.net`. */
      provider: string;
      target: TargetName;
      subject: string;
      /** How many addresses of the provider did not get the mail. */
      failed: number;
      resumeAt: number;
      reply: string;
    };

/**
 * A finished copy for somebody who wants to see one before or after the others go. It is the author's mail and not one
 * of ours, but waits and leaves as these do, and counts as none of the message's copies. Fixed when it is ordered, so
 * that a second try is the same mail.
 */
export interface TestCopy {
  kind: "test-copy";
  sample: QuestionSample;
}

/** A question that waits. What it says is found when it is due, about what would happen then. */
export interface QueuedQuestion {
  kind: "confirm" | "moderate" | "reminder";
  /** Whether the author of the mail is proven: questions about others come later. */
  authenticated: boolean;
}

/** What waits to be written and to leave besides copies. */
export type QueuedNotice = Exclude<Notice, { facts: unknown }> | QueuedQuestion | TestCopy;

export function isQuestion(notice: QueuedNotice): notice is QueuedQuestion {
  return notice.kind === "confirm" || notice.kind === "moderate" || notice.kind === "reminder";
}

/** What stands around a notice: for whom, in which language, in whose name. */
export interface Frame {
  /** Name and mail domain of the installation, and whom people may ask. */
  organisation: string;
  domain: string;
  contact: string;
  to: Mailbox;
  /** See `pickLanguage`. */
  language: Language;
  /** IANA name, such as `Europe/Zurich`. */
  timezone: string;
  sentAt: number;
  /** Without angle brackets. */
  messageId: string;
  /** Value of `X-Rundmail-Message`; null where the notice belongs to no message. */
  message: number | null;
  /** The reader's own answer addresses; needed for questions and for an unclear answer. */
  answer: { confirm: Address; reject: Address } | null;
  /** Attached as message/rfc822 to questions and forwarded mail; null: not attached. */
  original: Buffer | null;
}
