import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDuration } from "../../src/config/duration.ts";

test.each([
  ["30s", 30_000],
  ["5m", 300_000],
  ["4h", 14_400_000],
  ["5d", 432_000_000],
  ["0s", 0],
])("%s is %i ms", (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each(["", "5", "m", "5 m", "-5m", "5M", "1.5h", "5w", "5m5s", "5m\n", "9999999d"])("%j is no duration", (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test("no text is ever taken for an endless or negative time", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const ms = parseDuration(text);
      expect(ms === undefined || (Number.isSafeInteger(ms) && ms >= 0)).toBe(true);
    }),
  );
});
