import type { PaceLimits } from "./installation.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** One limit: at most `of` attempts that run or ended within the last `windowMs`. */
export interface PaceWindow {
  windowMs: number;
  of: number;
}

/** The limits that are set, as windows. */
export function paceWindows(limits: PaceLimits): PaceWindow[] {
  return [
    { windowMs: limits.everyMs, of: limits.size },
    { windowMs: HOUR_MS, of: limits.perHour },
    { windowMs: DAY_MS, of: limits.perDay },
  ].filter(({ of }) => of > 0);
}

/** How many attempts may begin now. */
export function freeSlots(wanted: number, windows: readonly (PaceWindow & { used: number })[]): number {
  return windows.reduce((free, { of, used }) => Math.min(free, Math.max(0, of - used)), wanted);
}

/** Roughly how long `copies` take at this pace from a standing start, in ms; 0 where there is no limit. */
export function sendingTimeMs(copies: number, limits: PaceLimits): number {
  return paceWindows(limits).reduce((longest, { windowMs, of }) => {
    const fullWindowsBefore = Math.ceil(copies / of) - 1;
    return Math.max(longest, fullWindowsBefore * windowMs);
  }, 0);
}

/**
 * Shares slots fairly: each message in turn gets one, beginning with the one that waits longest, so that a small
 * message does not wait for a big one.
 *
 * @param messages ids in the order in which they were served last
 */
export function shareSlots(slots: number, messages: readonly number[]): Map<number, number> {
  const shares = new Map<number, number>();
  if (messages.length === 0) return shares;
  const each = Math.floor(slots / messages.length);
  const more = slots % messages.length;
  for (const [place, message] of messages.entries()) {
    const share = each + (place < more ? 1 : 0);
    if (share > 0) shares.set(message, share);
  }
  return shares;
}
