import type { Verdict } from "../../journey/finding.ts";

const DAY_MS = 24 * 3_600_000;

/** Certificates that renew themselves do so about thirty days before their end; what is nearer has failed to. */
const NOTE_DAYS = 25;
const WARNING_DAYS = 14;

/** Whole days until a moment; negative ones have passed. */
export function daysLeft(validTo: number, now: number): number {
  return Math.floor((validTo - now) / DAY_MS);
}

/** How worrying the end of a certificate is. */
export function validityOf(validTo: number, now: number): Verdict {
  const days = daysLeft(validTo, now);
  if (validTo <= now) return "error";
  if (days < WARNING_DAYS) return "warning";
  return days < NOTE_DAYS ? "note" : "ok";
}
