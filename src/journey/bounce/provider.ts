import type { FailureCategory } from "./failure.ts";

/** From so many addresses of one provider on, in one message, it is not the addresses. */
const MANY_ADDRESSES = 5;

/** What part of a provider's addresses must fail. Dead addresses are common where members have come and gone for years. */
const MOST_SHARE = 0.5;
const DEAD_SHARE = 0.8;

/**
 * Whether failures of one kind are ours rather than those of the persons: many addresses of one provider in one message,
 * and most of those that were tried.
 *
 * @param failures.tried addresses of the provider for which the outcome is known, the failed ones among them
 */
export function isOurFault(failures: { category: FailureCategory; failed: number; tried: number }): boolean {
  if (failures.category === "complaint" || failures.category === "mailbox-full") return false;
  const share = failures.category === "hard" ? DEAD_SHARE : MOST_SHARE;
  return failures.failed >= MANY_ADDRESSES && failures.failed >= failures.tried * share;
}

/** Failures that are each looked at; of more than these, every so many. */
const LOOKED_AT_EACH = 20;

/**
 * Whether so many failures of one kind are a reason to count all copies of the message: that costs the more the bigger
 * it is, and the answer seldom changes from one failure to the next.
 */
export function isTimeToJudge(failed: number): boolean {
  return failed >= MANY_ADDRESSES && (failed <= LOOKED_AT_EACH || failed % LOOKED_AT_EACH === 0);
}

const MINUTE_MS = 60_000;

/** How long mail to a provider rests after it has refused us so many times in a row; the last one repeats. */
const PAUSES_MS = [15 * MINUTE_MS, 30 * MINUTE_MS, 60 * MINUTE_MS, 120 * MINUTE_MS, 240 * MINUTE_MS];

export function providerPauseMs(failures: number): number {
  return PAUSES_MS[Math.min(failures, PAUSES_MS.length) - 1] ?? 0;
}

/** A provider that has refused nobody for so long after a pause begins anew. */
export const PAUSES_IN_A_ROW_MS = 24 * 60 * MINUTE_MS;
