import { expect, test } from "vitest";
import { pickLanguage } from "../../src/notices/language.ts";

test("Léa reads French although the installation speaks German", () => {
  expect(pickLanguage("fr-CH", "de-CH")).toBe("fr");
  expect(pickLanguage("IT", "de-CH")).toBe("it");
});

test("somebody without a known language reads that of the installation", () => {
  expect(pickLanguage(null, "de-CH")).toBe("de");
  expect(pickLanguage("pt", "fr")).toBe("fr");
  expect(pickLanguage("", "it")).toBe("it");
});

test("where nothing fits, English is written", () => {
  expect(pickLanguage("pt", "rm")).toBe("en");
});
