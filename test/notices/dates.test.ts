import { expect, test } from "vitest";
import { formatMoment } from "../../src/notices/dates.ts";
import { DEADLINE } from "./samples.ts";

test("Ruth reads the deadline as people write it, by the clock on her wall", () => {
  expect(formatMoment(DEADLINE, "de", "Europe/Zurich")).toBe("Donnerstag, 26. November 2026, 20.01 Uhr");
  expect(formatMoment(DEADLINE, "en", "Europe/London")).toBe("Thursday, 26 November 2026, 19:01");
  expect(formatMoment(DEADLINE, "fr", "Europe/Zurich")).toBe("jeudi 26 novembre 2026, 20 h 01");
  expect(formatMoment(DEADLINE, "it", "Europe/Zurich")).toBe("giovedì 26 novembre 2026, ore 20.01");
});

test("midnight is 00 of the new day, and the first of a month has its own form", () => {
  const midnight = Date.UTC(2026, 6, 31, 22, 0);
  expect(formatMoment(midnight, "de", "Europe/Zurich")).toBe("Samstag, 1. August 2026, 00.00 Uhr");
  expect(formatMoment(midnight, "fr", "Europe/Zurich")).toBe("samedi 1er août 2026, 00 h 00");
  expect(formatMoment(midnight, "it", "Europe/Zurich")).toBe("sabato 1º agosto 2026, ore 00.00");
});
