import { expect, test } from "vitest";
import { aliasProblem, isAlias } from "../../src/directory/alias.ts";

test.each(["jugend", "hauskreis-sued", "chor.mittwoch", "gruppe", "mlle", "gr", "confirm", "a", "x".repeat(64), "1a"])(
  "Ruth may call a group %s",
  (alias) => {
    expect(isAlias(alias)).toBe(true);
  },
);

test.each([
  ["Jugend", "must be in lower case"],
  ["x".repeat(65), "must have at most 64 characters"],
  ["", "must be a word of the letters a to z, digits, hyphens and single dots"],
  ["chöre", "must be a word of the letters a to z, digits, hyphens and single dots"],
  ["a..b", "must be a word of the letters a to z, digits, hyphens and single dots"],
  ["a b", "must be a word of the letters a to z, digits, hyphens and single dots"],
  ["jugend@verein", "must be a word of the letters a to z, digits, hyphens and single dots"],
  ["ml", "must be none of the addresses that Rundmail uses itself"],
  ["service", "must be none of the addresses that Rundmail uses itself"],
  ["postmaster", "must be none of the addresses that Rundmail uses itself"],
  ["mailer-daemon", "must be none of the addresses that Rundmail uses itself"],
  ["gr000999", 'must not begin with "gr" and a hyphen or digit: Rundmail uses that itself'],
  ["fp3", 'must not begin with "fp" and a hyphen or digit: Rundmail uses that itself'],
  ["sg-sued", 'must not begin with "sg" and a hyphen or digit: Rundmail uses that itself'],
  ["unsubscribe-me", 'must not begin with "unsubscribe" and a hyphen or digit: Rundmail uses that itself'],
])("%j can be no alias: it %s", (alias, problem) => {
  expect(aliasProblem(alias)).toBe(problem);
});
