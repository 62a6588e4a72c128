/** How commands print: tables for people, tab-separated lines for pipes, one JSON value for programs, errors on stderr. */

import Table from "cli-table3";
import { OperatorError, problemLine } from "../operator-error.ts";
import { bold, type Io } from "./terminal.ts";

/** What stands in one cell; null is nothing. */
export type Cell = string | number | boolean | null;

/** A table with a line of headings on a terminal; elsewhere tab-separated, so that `cut` and `awk` need no knowledge of it. */
function table(io: Io, headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = rows.map((row) => row.map(cellText));
  if (!io.isTty) return [headings, ...lines].map((line) => `${line.join("\t")}\n`).join("");
  const drawn = new Table({
    chars: NO_BORDERS,
    style: { "padding-left": 0, "padding-right": 2, head: [], border: [] },
  });
  drawn.push(
    headings.map((heading) => bold(io, heading)),
    ...lines,
  );
  const withoutTrailingBlanks = drawn
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
  return `${withoutTrailingBlanks.join("\n")}\n`;
}

export function printTable(io: Io, headings: readonly string[], rows: readonly (readonly Cell[])[]): void {
  io.stdout.write(table(io, headings, rows));
}

/** Text between tables, on stdout; whatever a stranger wrote in it stays on its line. */
export function printLines(io: Io, lines: readonly string[]): void {
  io.stdout.write(lines.map((line) => `${harmless(line)}\n`).join(""));
}

/** A title behind an empty line. */
export function printTitle(io: Io, title: string): void {
  io.stdout.write(`\n${bold(io, harmless(title))}\n`);
}

/** One JSON value on stdout: indented for a person, one line for a program. */
export function printJson(io: Io, value: unknown): void {
  io.stdout.write(`${JSON.stringify(value, null, io.isTty ? 2 : 0)}\n`);
}

/** A sentence for the person at the keyboard, on stderr, so that it never mixes with a result. */
export function say(io: Io, sentence: string): void {
  io.stderr.write(`${sentence}\n`);
}

/** An operator's mistake in words, or the stack of ours. */
export function printError(io: Io, error: unknown): void {
  if (error instanceof OperatorError) {
    const hint = error.hint === undefined ? [] : [error.hint];
    say(
      io,
      [error.sentence, ...error.problems.map((problem) => `  ${harmless(problemLine(problem))}`), ...hint].join("\n"),
    );
    return;
  }
  say(io, "This is a mistake in Rundmail itself. Please report it with these lines:");
  say(io, error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** Subjects and names come from strangers: a control character in them could move the cursor, a bidi control turn the line around. */
function harmless(text: string): string {
  return text.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu, " ");
}

function cellText(cell: Cell): string {
  return cell === null ? "" : harmless(String(cell));
}

/** An empty character each: a horizontal line of nothing else is not drawn at all. */
const NO_BORDERS = Object.fromEntries(
  ["top", "bottom", "left", "right", "mid"]
    .flatMap((edge) => [edge, `${edge}-mid`, `${edge}-left`, `${edge}-right`])
    .concat("middle")
    .map((name) => [name, ""]),
);
