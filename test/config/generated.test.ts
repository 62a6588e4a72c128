import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { configJsonSchema } from "../../src/config/json-schema.ts";
import { parseConfig } from "../../src/config/load.ts";
import { settingsTable, withSettingsTable } from "../../src/config/settings-table.ts";

function fileText(name: string): string {
  return readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
}

test("every reader of a JSON schema understands its patterns: none has what only some know", () => {
  const patterns =
    JSON.stringify(JSON.parse(fileText("config.schema.json"))).match(/"pattern":"(?:[^"\\]|\\.)*"/g) ?? [];
  expect(patterns.length).toBeGreaterThan(5);
  expect(patterns.filter((pattern) => /\\[pP]\{/.test(pattern))).toEqual([]);
});

test("config.schema.json says what the code says (`npm run schema` writes it)", () => {
  expect(JSON.parse(fileText("config.schema.json"))).toEqual(JSON.parse(JSON.stringify(configJsonSchema())));
});

test("the README has the table of settings as the code has it (`npm run schema` writes it)", () => {
  const readme = fileText("README.md");
  expect(withSettingsTable(readme)).toBe(readme);
});

test("a README without its markers is a mistake that is noticed", () => {
  expect(() => withSettingsTable("# Rundmail\n")).toThrow("settings:start");
});

test("every setting has a meaning, and the table says which ones an operator must give", () => {
  const rows = settingsTable().split("\n").slice(2);
  for (const row of rows) expect(row).toMatch(/^\| `[\w.[\]]+` \| .+ \| .* \|$/);
  expect(rows.filter((row) => row.endsWith("| required |") && !row.includes("[]"))).toEqual([
    expect.stringContaining("`domain`"),
    expect.stringContaining("`organisation.contact`"),
  ]);
});

test("config.example.json is right, and shows every setting but those of a certificate and a login", () => {
  const example: object = JSON.parse(fileText("config.example.json"));
  expect(parseConfig(example, "/")).toMatchObject({ ok: true });
  expect(Object.keys(example).toSorted()).toEqual(Object.keys(configJsonSchema().properties ?? {}).toSorted());
});
