/** Options as people type them, turned into the values of the directory file; what they hold is checked there. */

import { OperatorError } from "../../operator-error.ts";

/** For options that may stand there several times. */
export function collect(value: string, earlier: string[] | false | undefined): string[] {
  return [...(earlier || []), value];
}

/** `NAME=VALUE`, as a pair. Throws OperatorError 64 if there is no `=`. */
export function splitPair(text: string): [string, string] {
  const at = text.indexOf("=");
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new OperatorError({ sentence: `${JSON.stringify(text)} must be NAME=VALUE.`, exitCode: 64 });
}

/** An empty text takes the value away. */
export function textOrNull(text: string): string | null {
  return text === "" ? null : text;
}

/** A number where digits stand; any other text stays as it is, and the checks of the directory refuse it. */
export function numberOrText(text: string): number | string {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

/** `all`, or numbers with commas between them. */
export function allOrNumbers(text: string): "all" | (number | string)[] {
  if (text === "all") return "all";
  return text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "")
    .map(numberOrText);
}

/** JSON where it is valid JSON, else plain text: `--set membersMaySend=send`, `--set archive='["a@b.example"]'`. */
export function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Most values are words, and nobody wants to quote them twice on a command line.
    return text;
  }
}

/** What of these values was given: keys without a value are left out. */
export function given(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
