import { expect, test } from "vitest";
import { isOurFault, providerPauseMs } from "../../../src/journey/bounce/provider.ts";

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

test("a provider is left alone longer each time, at most four hours", () => {
  const minutes = [1, 2, 3, 4, 5, 6, 50].map((failures) => providerPauseMs(failures) / 60_000);
  expect(minutes).toEqual([15, 30, 60, 120, 240, 240, 240]);
});
