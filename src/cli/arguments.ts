import { InvalidArgumentError } from "commander";
import { say } from "./output.ts";
import type { Io } from "./terminal.ts";

/** A whole number that is not negative, as an argument or option. */
export function parseCount(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError(`A whole number is needed, not "${text}".`);
  return Number(text);
}

/** Longer lists are not read on a terminal. */
const LIST_LENGTH = 100;

export const LIMIT_HELP = `how many at most, 0 for all (default: ${LIST_LENGTH}, with --json all)`;

/** How many entries a list shows: a program that is not told otherwise gets all there are. */
export function mostListed({ limit, json }: { limit?: number | undefined; json?: boolean | undefined }): number {
  const wanted = limit ?? (json === true ? 0 : LIST_LENGTH);
  return wanted === 0 ? Number.MAX_SAFE_INTEGER : wanted;
}

/** Says so where a list has ended at its usual length and there may be more. */
export function tellIfCut(io: Io, rows: readonly unknown[], limit: number | undefined): void {
  if (limit === undefined && rows.length === LIST_LENGTH) say(io, `The newest ${LIST_LENGTH}; --limit 0 shows all.`);
}
