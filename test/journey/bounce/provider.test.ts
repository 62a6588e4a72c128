import { expect, test } from "vitest";
import { isOurFault, isTimeToJudge, providerPauseMs } from "../../../src/journey/bounce/provider.ts";

test.each([
  ["policy", 4, 4, false],
  ["policy", 5, 5, true],
  ["policy", 5, 10, true],
  ["policy", 5, 11, false],
  ["soft", 6, 8, true],
  ["unknown", 5, 5, true],
  // Twelve dead addresses among thirty at one school: they have left it.
  ["hard", 12, 30, false],
  ["hard", 12, 16, false],
  // All at once: nobody there can be reached by us.
  ["hard", 12, 15, true],
  // What concerns one mailbox each, however many.
  ["mailbox-full", 20, 20, false],
  ["complaint", 20, 20, false],
] as const)("%s at %i of %i addresses of a provider: our fault is %s", (category, failed, tried, expected) => {
  expect(isOurFault({ category, failed, tried })).toBe(expected);
});

test("a message of a hundred thousand is not counted anew with every failure", () => {
  const looked = Array.from({ length: 1_000 }, (_, place) => place + 1).filter(isTimeToJudge);
  expect(looked.slice(0, 18)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 40, 60]);
  expect(looked.length).toBeLessThan(70);
});

test("a provider is left alone longer each time, at most four hours", () => {
  const minutes = [1, 2, 3, 4, 5, 6, 50].map((failures) => providerPauseMs(failures) / 60_000);
  expect(minutes).toEqual([15, 30, 60, 120, 240, 240, 240]);
});
