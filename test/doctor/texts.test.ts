import { describe, expect, test } from "vitest";
import type { TextKey } from "../../src/doctor/texts/texts.ts";
import { DOCTOR_TEXTS, worded } from "../../src/doctor/texts/worded.ts";

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)[|}]/g)].map(([, name]) => name);

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

describe.each([
  ["de-CH", "gilt noch 1 Tag.", "gilt noch 25 Tage.", "In 1 Gruppe müsste", "(Chor, 1 Person)"],
  ["en", "for 1 more day.", "for 25 more days.", "In 1 group somebody", "(Chor, 1 person)"],
  ["fr", "encore valable 1 jour.", "encore valable 25 jours.", "Dans 1 groupe,", "(Chor, 1 personne)"],
  ["it", "vale ancora 1 giorno.", "vale ancora 25 giorni.", "In 1 gruppo qualcuno", "(Chor, 1 persona)"],
])("in %s one is not many", (language, day, days, group, person) => {
  const said = (text: TextKey, values: Record<string, string | number>) =>
    worded({ sender: null, topic: "groups", verdict: "warning", text, values }, language).found;

  test("of days", () => {
    expect(said("relay-certificate", { server: "mx.example:25", days: 1 })).toContain(day);
    expect(said("certificate-lasts", { listener: "smtp://[::]:25", file: "x.pem", days: 25 })).toContain(days);
  });

  test("of groups and people", () => {
    expect(said("groups-no-moderator", { count: 1, names: "Chor" })).toContain(group);
    expect(said("pace", { group: "Chor", persons: 1, minutes: 0 })).toContain(person);
  });
});
