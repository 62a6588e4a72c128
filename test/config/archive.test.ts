import { expect, test } from "vitest";
import { parseConfig } from "../../src/config/load.ts";

const mistakes = (archive: unknown) => {
  const parsed = parseConfig(
    { domain: "gruppen.example.org", organisation: { contact: "info@example.org" }, archive },
    "/somewhere",
  );
  return parsed.ok ? [] : parsed.problems.map(({ path, problem }) => `${path}: ${problem}`);
};

test("an archive in our own domain would come back here", () => {
  expect(mistakes(["archiv@example.org"])).toEqual([]);
  expect(mistakes(["archiv@example.org", "Jugend@GRUPPEN.example.org"])).toEqual([
    "archive[1]: must not be an address of `domain`, or the archive comes back here",
  ]);
});

test("what is no address is said with its place, and once", () => {
  expect(mistakes(["archiv@example.org", "archiv"])).toEqual([expect.stringMatching(/^archive\[1\]: must be/)]);
});
