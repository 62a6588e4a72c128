import { expect, test } from "vitest";
import { formatBytes, formatCount, formatDuration, formatNumber } from "../../src/notices/amounts.ts";
import { de } from "../../src/notices/texts/de.ts";
import { fr } from "../../src/notices/texts/fr.ts";

const MINUTE_MS = 60_000;

test("2600 members are 2'600 in Switzerland and 2,600 in English", () => {
  expect(formatNumber(2600, "de")).toBe("2'600");
  expect(formatNumber(1234567, "it")).toBe("1'234'567");
  expect(formatNumber(2600, "en")).toBe("2,600");
  expect(formatNumber(999, "de")).toBe("999");
});

test("one person is a person, none are persons, but not in French", () => {
  expect(formatCount(1, de.person, "de")).toBe("1 Person");
  expect(formatCount(0, de.person, "de")).toBe("0 Personen");
  expect(formatCount(34, de.person, "de")).toBe("34 Personen");
  expect(formatCount(0, fr.person, "fr")).toBe("0 personne");
});

test.each([
  [0, "geht sofort weg"],
  [30_000, "weniger als 1 Minute"],
  [MINUTE_MS, "rund 1 Minute"],
  [10 * MINUTE_MS, "rund 10 Minuten"],
  [90 * MINUTE_MS, "rund 90 Minuten"],
  [130 * MINUTE_MS, "rund 2 Stunden"],
  [47 * 60 * MINUTE_MS, "rund 47 Stunden"],
  [72 * 60 * MINUTE_MS, "rund 3 Tage"],
])("%i ms of sending are «%s»", (durationMs, said) => {
  expect(formatDuration(durationMs, de.duration, "de")).toBe(said);
});

test("a size is told in the unit that people know", () => {
  expect(formatBytes(40_000, "de")).toBe("40 kB");
  expect(formatBytes(1_300_000, "de")).toBe("1.2 MB");
  expect(formatBytes(26_214_400, "fr")).toBe("25 Mo");
  expect(formatBytes(0, "de")).toBe("0 kB");
});
