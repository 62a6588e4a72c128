import { describe, expect, test } from "vitest";
import { DOCTOR_TEXTS } from "../../src/doctor/texts/worded.ts";

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

describe.each(["en", "fr", "it"] as const)("in %s", (language) => {
  test.each(Object.keys(DOCTOR_TEXTS.de) as (keyof typeof DOCTOR_TEXTS.de)[])("%s says as much as in German", (key) => {
    const [german, translated] = [DOCTOR_TEXTS.de[key], DOCTOR_TEXTS[language][key]];
    expect(translated.length).toBe(german.length);
    for (const [place, text] of german.entries()) {
      expect(new Set(placeholders(translated[place] ?? ""))).toEqual(new Set(placeholders(text ?? "")));
    }
  });
});

test("nobody in Switzerland reads an ß", () => {
  expect(JSON.stringify(DOCTOR_TEXTS.de)).not.toContain("ß");
});
