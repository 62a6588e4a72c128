import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The numbers of all RFCs that a text names. */
function citedIn(text: string): number[] {
  return [...text.matchAll(/\bRFC[\s*]+(\d{3,5})\b/g)].map(([, number]) => Number(number));
}

/** The table of standards, a list of cells per row. */
function rowsOf(markdown: string): string[][] {
  const rows = markdown.split("\n").filter((line) => /^\| \d+ \|/.test(line));
  return rows.map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** Where an RFC is named that has no row, as `file: RFC number`. */
function citedWithoutRow(sources: ReadonlyMap<string, string>, rows: readonly string[][]): string[] {
  const known = new Set(rows.map(([number]) => Number(number)));
  return [...sources].flatMap(([path, text]) =>
    citedIn(text)
      .filter((number) => !known.has(number))
      .map((number) => `${path}: RFC ${number}`),
  );
}

const rows = rowsOf(readFileSync(`${root}/docs/standards.md`, "utf8"));
const paths = [...globSync("src/**/*.ts", { cwd: root }), "schema.sql"];
const sources = new Map(paths.map((path) => [path, readFileSync(`${root}/${path}`, "utf8")]));

describe("docs/standards.md", () => {
  test("has a row for each RFC that the code names", () => {
    expect(citedWithoutRow(sources, rows)).toEqual([]);
  });

  test("has each RFC once, in order, with something to say in every column", () => {
    const numbers = rows.map(([number]) => Number(number));
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
    expect(numbers.length).toBeGreaterThan(20);
    for (const row of rows) expect(row.map((cell) => cell !== "")).toEqual([true, true, true, true]);
  });
});

test("somebody cites an RFC without a row, even over a line break, and is told where", () => {
  const source = new Map([["src/a.ts", "/** RFC 5321 §2, RFC\n * 9999 §1 */"]]);
  expect(citedWithoutRow(source, [["5321", "SMTP", "all", "–"]])).toEqual(["src/a.ts: RFC 9999"]);
});
