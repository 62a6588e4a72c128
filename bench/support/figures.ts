/** Ratios within one run: absolute figures drift with the machine, ratios hold. */

/** One question of a bench, as it was answered in each round. */
export interface Figure {
  what: string;
  values: readonly number[];
  /** What the value must be, where a promise was made. */
  promise?: { atLeast: number } | { atMost: number };
  digits?: number;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Prints one line per figure and sets the exit code to 1 where the median breaks a promise. */
export function report(title: string, figures: readonly Figure[]): void {
  console.log(`\n${title}`);
  const width = Math.max(...figures.map(({ what }) => what.length));
  console.log(`${"".padEnd(width)}  ${["min", "median", "max"].map((word) => word.padStart(9)).join(" ")}`);
  for (const { what, values, promise, digits = 0 } of figures) {
    const numbers = [Math.min(...values), median(values), Math.max(...values)].map((value) =>
      value.toFixed(digits).padStart(9),
    );
    console.log(
      `${what.padEnd(width)}  ${numbers.join(" ")}${promise === undefined ? "" : `  ${judged(values, promise)}`}`,
    );
  }
}

function judged(values: readonly number[], promise: { atLeast: number } | { atMost: number }): string {
  const found = median(values);
  const isKept = "atLeast" in promise ? found >= promise.atLeast : found <= promise.atMost;
  if (!isKept) process.exitCode = 1;
  const wanted = "atLeast" in promise ? `at least ${promise.atLeast}` : `at most ${promise.atMost}`;
  return `${wanted}: ${isKept ? "kept" : "MISSED"}`;
}

/** How often a bench repeats itself: `--rounds N` on its command line. */
export function rounds(usually: number): number {
  return numberAfter("--rounds", usually);
}

/** The number behind an option on the command line. */
export function numberAfter(option: string, usually: number): number {
  return Number(wordAfter(option, String(usually)));
}

/** What stands behind an option on the command line. */
export function wordAfter(option: string, usually: string): string {
  const place = process.argv.indexOf(option);
  return place === -1 ? usually : (process.argv[place + 1] ?? "");
}

/** How two rates stand to each other in each round. */
export function ratio(ours: readonly number[], theirs: readonly number[], what: string): Figure {
  return { what, values: ours.map((rate, round) => rate / (theirs[round] ?? Number.NaN)), digits: 2 };
}
