import { describe, expect, test } from "vitest";
import { actionsAfter, type BounceRule, rulesFor } from "../../../src/journey/bounce/rules.ts";

const DAY_MS = 86_400_000;

function rule(category: BounceRule["category"], after: number, action: BounceRule["action"]): BounceRule {
  return { category, after, withinMs: 90 * DAY_MS, action };
}

const RULES = [
  rule("hard", 1, "notify"),
  rule("hard", 3, "suppress"),
  rule("mailbox-full", 2, "remove-from-group"),
  rule("policy", 1, "suppress"),
  rule("soft", 1, "none"),
];

const grownTo = (failures: number) => ({ failures, before: failures - 1 });

const actions = (category: BounceRule["category"], failures: number) => [
  ...actionsAfter(rulesFor(category, RULES), () => grownTo(failures)),
];

test.each([
  ["hard", 1, ["notify"]],
  ["hard", 2, []],
  ["hard", 3, ["suppress"]],
  ["hard", 4, ["suppress"]],
  ["mailbox-full", 1, []],
  ["mailbox-full", 2, ["remove-from-group", "notify"]],
  ["mailbox-full", 3, ["remove-from-group"]],
  ["soft", 9, []],
  ["unknown", 9, []],
] as const)("%s, %i in a row: %j", (category, failures, expected) => {
  expect(actions(category, failures)).toEqual(expected);
});

test("a failure that joins two runs takes the number at a leap, and is told all the same", () => {
  const twoInARow = rule("mailbox-full", 2, "notify");
  expect([...actionsAfter([twoInARow], () => ({ failures: 3, before: 1 }))]).toEqual(["notify"]);
  expect([...actionsAfter([twoInARow], () => ({ failures: 4, before: 2 }))]).toEqual([]);
});

test("a refusal for the content or the sender never costs anybody their place", () => {
  expect(actions("policy", 1)).toEqual(["notify"]);
  expect(actions("policy", 2)).toEqual([]);
});

test("a complaint suppresses at once, whatever the rules say", () => {
  const quiet = [rule("complaint", 1, "none"), rule("complaint", 5, "notify")];
  for (const rules of [[], quiet]) {
    expect([...actionsAfter(rulesFor("complaint", rules), () => grownTo(1))]).toEqual(["suppress"]);
  }
});

describe("each rule counts in its own span", () => {
  const short: BounceRule = { category: "hard", after: 2, withinMs: DAY_MS, action: "notify" };
  const long: BounceRule = { category: "hard", after: 4, withinMs: 90 * DAY_MS, action: "suppress" };

  test.each([
    [1, 3, []],
    [2, 3, ["notify"]],
    [1, 4, ["suppress"]],
    [2, 4, ["notify", "suppress"]],
  ])("%i since yesterday and %i in three months: %j", (sinceYesterday, inThreeMonths, expected) => {
    const run = (withinMs: number) => grownTo(withinMs === DAY_MS ? sinceYesterday : inThreeMonths);
    expect([...actionsAfter([short, long], run)]).toEqual(expected);
  });
});
