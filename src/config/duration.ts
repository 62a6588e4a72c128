/** Durations as people write them in config.json: `"30s"`, `"5m"`, `"4h"`, `"5d"`. */

/** A whole number with exactly one unit; what it means is said by {@link parseDuration}. */
export const DURATION_PATTERN = /^(\d{1,6})([smhd])$/;

const UNIT_MS = new Map([
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);

/** The milliseconds that a duration such as `"5m"` stands for, or undefined if it is none. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit] = DURATION_PATTERN.exec(text) ?? [];
  const unitMs = UNIT_MS.get(unit ?? "");
  return unitMs === undefined ? undefined : Number(count) * unitMs;
}

/** A duration as people write it, in the largest unit that is exact: `300000` is `"5m"`. */
export function formatDuration(durationMs: number): string {
  for (const [unit, unitMs] of [...UNIT_MS].reverse()) {
    if (durationMs > 0 && durationMs % unitMs === 0) return `${durationMs / unitMs}${unit}`;
  }
  return `${Math.round(durationMs / 1000)}s`;
}
