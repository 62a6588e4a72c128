import { expect, test } from "vitest";
import { expiresAt, nextReminderAt } from "../../src/journey/hold.ts";

const DAY_MS = 86_400_000;
const HOLD = { expireAfterMs: 5 * DAY_MS, remindAfterMs: [DAY_MS, 3 * DAY_MS], noticesPerHour: 10, attachUpToBytes: 0 };

test("a hold expires five days after it was opened", () => {
  expect(expiresAt(1_000, HOLD)).toBe(1_000 + 5 * DAY_MS);
});

test("Ruth is reminded after one day and after three, and then no more", () => {
  const opened = 1_000;
  const reminders = [opened, opened + DAY_MS, opened + 3 * DAY_MS].map((now) => nextReminderAt(opened, now, HOLD));
  expect(reminders).toEqual([opened + DAY_MS, opened + 3 * DAY_MS, null]);
});

test("who could not be reminded in time is not reminded of each missed reminder", () => {
  expect(nextReminderAt(0, 2 * DAY_MS, HOLD)).toBe(3 * DAY_MS);
  expect(nextReminderAt(0, 4 * DAY_MS, HOLD)).toBeNull();
});

test("reminders come in the order of time, however they are written down", () => {
  expect(nextReminderAt(0, 0, { ...HOLD, remindAfterMs: [3 * DAY_MS, DAY_MS] })).toBe(DAY_MS);
});

test("nobody is reminded of a question that has expired", () => {
  const late = { ...HOLD, remindAfterMs: [DAY_MS, 5 * DAY_MS, 9 * DAY_MS] };
  expect([0, DAY_MS].map((now) => nextReminderAt(0, now, late))).toEqual([DAY_MS, null]);
});

test("without reminders there are none", () => {
  expect(nextReminderAt(0, 0, { ...HOLD, remindAfterMs: [] })).toBeNull();
});
