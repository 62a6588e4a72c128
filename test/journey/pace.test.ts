import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { freeSlots, paceWindows, sendingTimeMs, shareSlots } from "../../src/journey/pace.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NO_LIMIT = { size: 0, everyMs: 5 * MINUTE_MS, perHour: 0, perDay: 0 };

describe("the limits of an installation", () => {
  test("each that is set is a window, 0 is none", () => {
    expect(paceWindows(NO_LIMIT)).toEqual([]);
    expect(paceWindows({ size: 30, everyMs: 5 * MINUTE_MS, perHour: 200, perDay: 1_000 })).toEqual([
      { windowMs: 5 * MINUTE_MS, of: 30 },
      { windowMs: HOUR_MS, of: 200 },
      { windowMs: 24 * HOUR_MS, of: 1_000 },
    ]);
  });

  test("the tightest decides how many may go now", () => {
    const burst = { windowMs: MINUTE_MS, of: 30 };
    const hour = { windowMs: HOUR_MS, of: 200 };
    expect(freeSlots(5, [])).toBe(5);
    expect(freeSlots(5, [{ ...burst, used: 0 }])).toBe(5);
    expect(freeSlots(50, [{ ...burst, used: 10 }])).toBe(20);
    expect(
      freeSlots(50, [
        { ...burst, used: 10 },
        { ...hour, used: 197 },
      ]),
    ).toBe(3);
  });

  test("nothing goes while more is used than a limit that was lowered allows", () => {
    expect(freeSlots(5, [{ windowMs: MINUTE_MS, of: 10, used: 30 }])).toBe(0);
  });
});

describe("how long sending takes", () => {
  test.each([
    ["1 copy", 1, 0],
    ["a full window", 30, 0],
    ["one copy more", 31, 5 * MINUTE_MS],
    ["2600 copies at 30 in 5 minutes", 2_600, 86 * 5 * MINUTE_MS],
  ])("%s", (_, copies, ms) => {
    expect(sendingTimeMs(copies, { ...NO_LIMIT, size: 30 })).toBe(ms);
  });

  test("is decided by the slowest limit, and is nothing without one", () => {
    expect(sendingTimeMs(2_600, { ...NO_LIMIT, size: 30, perHour: 200 })).toBe(12 * HOUR_MS);
    expect(sendingTimeMs(100_000, NO_LIMIT)).toBe(0);
  });
});

describe("slots are shared", () => {
  test("evenly, and what is left over goes to those who wait longest", () => {
    expect([...shareSlots(5, [7, 3])]).toEqual([
      [7, 3],
      [3, 2],
    ]);
  });

  test("with one slot the one that waits longest has it", () => {
    expect([...shareSlots(1, [7, 3, 9])]).toEqual([[7, 1]]);
  });

  test("among nobody without harm", () => {
    expect([...shareSlots(5, [])]).toEqual([]);
  });

  test("whatever their number: all are given, and nobody gets two more than another", () => {
    fc.assert(
      fc.property(fc.nat(50), fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 20 }), (slots, messages) => {
        const shares = shareSlots(slots, messages);
        const each = messages.map((message) => shares.get(message) ?? 0);
        expect(each.reduce((sum, share) => sum + share, 0)).toBe(slots);
        expect(Math.max(...each) - Math.min(...each)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
