import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { Bell } from "../src/bell.ts";

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

/** A night porter who rests for a minute, and notes when he gets up. */
function resting(bell: Bell): { isUp: boolean } {
  const porter = { isUp: false };
  void bell.rest(60_000).then(() => {
    porter.isUp = true;
  });
  return porter;
}

describe("a porter who rests", () => {
  test("gets up when his time is over, and not before", async () => {
    const porter = resting(new Bell());
    await vi.advanceTimersByTimeAsync(59_999);
    expect(porter.isUp).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(porter.isUp).toBe(true);
  });

  test("gets up when somebody rings, and leaves no timer behind", async () => {
    const bell = new Bell();
    const porter = resting(bell);
    bell.ring();
    bell.ring();
    await vi.advanceTimersByTimeAsync(0);
    expect(porter.isUp).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("does not rest where somebody rang while he was at the door", async () => {
    const bell = new Bell();
    expect(bell.hush()).toBe(false);
    bell.ring();
    const porter = resting(bell);
    await vi.advanceTimersByTimeAsync(0);
    expect(porter.isUp).toBe(true);
  });

  test("rests again once he has heard it, and hears of each ring once", async () => {
    const bell = new Bell();
    bell.ring();
    bell.ring();
    expect([bell.hush(), bell.hush()]).toEqual([true, false]);
    const porter = resting(bell);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(porter.isUp).toBe(false);
    bell.ring();
    await vi.advanceTimersByTimeAsync(0);
    expect(porter.isUp).toBe(true);
    expect(bell.hush()).toBe(true);
  });
});
