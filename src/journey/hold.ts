import type { Installation } from "./installation.ts";

/** When a hold that opens now expires. */
export function expiresAt(openedAt: number, hold: Installation["hold"]): number {
  return openedAt + hold.expireAfterMs;
}

/**
 * When the next reminder of a question is due, null when there is none before the hold expires.
 *
 * @param remindersSent how many have gone
 */
export function nextReminderAt(openedAt: number, remindersSent: number, hold: Installation["hold"]): number | null {
  const waitMs = hold.remindAfterMs.toSorted((a, b) => a - b)[remindersSent];
  return waitMs === undefined || waitMs >= hold.expireAfterMs ? null : openedAt + waitMs;
}
