import type { RetryPlan } from "./installation.ts";

/** How the relay answered one attempt to hand it a mail, as the wire told it. */
export type RelayAnswer =
  | { kind: "accepted"; reply: string }
  /** A 4xx or 5xx reply, and to what. `session` is all before MAIL: greeting, EHLO, STARTTLS, AUTH. */
  | { kind: "rejected"; stage: "session" | "mail" | "rcpt" | "data"; code: number; reply: string }
  /** The connection was lost on the way: whether the mail was taken nobody knows, so it goes again. */
  | { kind: "lost"; reply: string }
  /** No connection at all. */
  | { kind: "unreachable"; reply: string }
  /** Not even tried: the address or the size makes it impossible at this relay. */
  | { kind: "unsendable"; reply: string }
  /** Not begun: it was ready, and something came between that will meet it too. */
  | { kind: "withheld"; reply: string };

/** What such an answer means for a copy. */
export type DeliveryOutcome =
  | { kind: "accepted"; reply: string }
  /** It is about this copy, for good. */
  | { kind: "refused"; reply: string }
  /** The same copy may be taken later. */
  | { kind: "deferred"; reply: string }
  /** It is about us, not about this copy: the sending identity pauses, and the copy has not been tried. */
  | { kind: "relay-trouble"; reply: string }
  /** Nobody has said anything about it. */
  | { kind: "untried"; reply: string };

/** Tells what is about the copy from what is about us (contract 5). */
export function outcomeOf(answer: RelayAnswer): DeliveryOutcome {
  const { reply } = answer;
  switch (answer.kind) {
    case "accepted":
      return { kind: "accepted", reply };
    case "unsendable":
      return { kind: "refused", reply };
    case "lost":
    case "unreachable":
      return { kind: "deferred", reply };
    case "withheld":
      return { kind: "untried", reply };
    case "rejected": {
      const isAboutUs =
        answer.code >= 500 &&
        (answer.stage === "session" || (answer.stage === "mail" && !isAboutThisMail(answer.code, reply)));
      if (isAboutUs || speaksOfQuota(reply)) return { kind: "relay-trouble", reply };
      return answer.code >= 500 ? { kind: "refused", reply } : { kind: "deferred", reply };
    }
  }
}

/** What an attempt makes of a copy or notice. */
export type Settlement =
  | { state: "sent"; sentAt: number; reply: string }
  | { state: "failed"; reply: string }
  | { state: "deferred"; nextAttemptAt: number; reply: string }
  /** As if it had not been tried. */
  | { state: "untried"; nextAttemptAt: number; reply: string };

/** How long a sending identity rests after its relay was in trouble; the last one repeats. */
const RELAY_PAUSES_MS = [30_000, 60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000];

/**
 * Turns the outcome of an attempt into the next state.
 *
 * @param tried attempts so far including this one, and when the first began
 */
export function settle(
  tried: { attempts: number; firstAttemptAt: number },
  outcome: DeliveryOutcome,
  now: number,
  retry: RetryPlan,
): Settlement {
  switch (outcome.kind) {
    case "accepted":
      return { state: "sent", sentAt: now, reply: outcome.reply };
    case "refused":
      return { state: "failed", reply: outcome.reply };
    case "relay-trouble":
    case "untried":
      return { state: "untried", nextAttemptAt: now, reply: outcome.reply };
    case "deferred": {
      const giveUpAt = tried.firstAttemptAt + retry.giveUpAfterMs;
      if (now >= giveUpAt) return { state: "failed", reply: outcome.reply };
      const last = retry.waitsMs.length - 1;
      const waitMs = retry.waitsMs[Math.min(tried.attempts - 1, last)] ?? retry.giveUpAfterMs;
      // The last try is when it is given up, so that whoever wrote the mail does not hear of it a whole wait later.
      return { state: "deferred", nextAttemptAt: Math.min(now + waitMs, giveUpAt), reply: outcome.reply };
    }
  }
}

/** How long to leave the relay alone after it was in trouble `failures` times in a row. */
export function relayPauseMs(failures: number): number {
  return RELAY_PAUSES_MS[Math.min(failures, RELAY_PAUSES_MS.length) - 1] ?? 0;
}

/**
 * Codes that speak of the recipient (x.1.1 to x.1.3, x.1.6, x.1.10, x.2.x), of the size of the mail (x.3.4) or of what is in it
 * (x.6.x), whatever the words are (RFC 3463 §3). 5.1.90 is no such code: Exchange tells our daily limit with it.
 */
const CODE_OF_THE_COPY = /\b[45]\.(?:1\.(?:[1236]|10)|2\.\d+|3\.4|6\.\d+)(?!\d)/;

const QUOTA = new RegExp(
  [
    "quota|\\brate\\b|rate.?limit|throttl|too (?:fast|quickly|much mail)",
    "too many (?:messages|e?mails|connections|recipients)",
    "limit (?:exceeded|reached)|(?:exceeded|reached) .*limit",
    "(?:hourly|daily)\\b.{0,40}\\b(?:limit|maximum|allowance|sen[dt]|sending)",
    "per (?:minute|hour|day)",
  ].join("|"),
  "i",
);

const SIZE = /\bsize\b|too (?:big|large)/i;

/** What is searched in a mail, or done to one: a limit in such words is none of ours. */
const CONTENT = /spam (?:score|rate)|hop count|line length|attachment|grey-?list/i;

/** At MAIL a relay speaks of the size that is announced there (RFC 1870 §6.1), and of what is in the mail by its code only. */
function isAboutThisMail(code: number, reply: string): boolean {
  return /\b5\.(?:3\.4|6\.\d+)(?!\d)/.test(reply) || (code === 552 && SIZE.test(reply));
}

const RECIPIENTS =
  /mailbox|inbox|recipient's|recipient has|storage|disk|you are trying to|user (?:is |has )?(?:over|exceeded)/i;

/** Said of a mailbox, unless the code or the words say otherwise. */
const OVER_QUOTA = /over.?quota/i;
const OURS = /\b[45]\.[3-57]\.\d|\bsend(?:er|ing)\b/i;

/** Whether a reply speaks of our own quota or rate at the relay rather than of this recipient or this mail. */
function speaksOfQuota(reply: string): boolean {
  // An address that is repeated may be called daily@ or quota@.
  const words = reply
    .split(/\s+/)
    .filter((word) => !word.includes("@"))
    .join(" ");
  if (!QUOTA.test(words) || CODE_OF_THE_COPY.test(words)) return false;
  if (SIZE.test(words) || RECIPIENTS.test(words) || CONTENT.test(words)) return false;
  return !OVER_QUOTA.test(words) || OURS.test(words);
}
