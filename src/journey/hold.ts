import type { Installation } from "./installation.ts";

/** When a hold that opens now expires. */
export function expiresAt(openedAt: number, hold: Installation["hold"]): number {
  return openedAt + hold.expireAfterMs;
}

/**
 * When the next reminder of a question is due, null when there is none before the hold expires. Reminders that a
 * standstill of the server swallowed are not made up for: nobody is reminded twice at once.
 */
export function nextReminderAt(openedAt: number, now: number, hold: Installation["hold"]): number | null {
  const coming = hold.remindAfterMs.filter((waitMs) => openedAt + waitMs > now && waitMs < hold.expireAfterMs);
  return coming.length === 0 ? null : openedAt + Math.min(...coming);
}
