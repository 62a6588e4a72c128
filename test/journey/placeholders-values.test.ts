import { describe, expect, test } from "vitest";
import type { Recipient } from "../../src/journey/placeholders/recipient.ts";
import { copyName } from "../../src/journey/placeholders/recipient.ts";
import { anna, filled, person, urs } from "./compose-sample.ts";

const office = person({ firstName: "", lastName: "", gender: null, language: null });
const kim = person({ firstName: "Kim", lastName: "Huber", gender: "x" });
const beat = person({ person: 3, firstName: "Beat", lastName: "Huber", gender: "m" });
const zoe = person({ person: 4, firstName: "Zoë" });

describe("salutations", () => {
  test.each<[string, Recipient[], string]>([
    ["###_SALUTATION### ###VORNAME###,", [anna], "Liebe Anna,"],
    ["###_SALUTATION### ###VORNAME###,", [office], "Hallo,"],
    ["###_SALUTATION### ###VORNAME###,", [kim], "Hallo Kim,"],
    ["###_SALUTATION### ###VORNAME###,", [anna, urs], "Liebe Anna, lieber Urs,"],
    ["###_SALUTATION### ###VORNAME###,", [office, office], "Hallo,"],
    ["###_SALUTATION### ###VORNAME|zusammen###,", [office], "Hallo zusammen,"],
    ["###_SALUTATION### ###VORNAME|zusammen###,", [office, office], "Hallo zusammen,"],
    ["###_SALUTATION### ###VORNAME|zusammen###,", [anna], "Liebe Anna,"],
    ["###_SALUTATION### ###VORNAME### ###NACHNAME###!", [anna, beat], "Liebe Anna Wüthrich, lieber Beat Huber!"],
    ["###_SALUTATION_FORMAL### ###NACHNAME###,", [office], "Guten Tag,"],
    ["###_SALUTATION_FORMAL### ###NACHNAME###,", [kim], "Guten Tag Kim Huber,"],
    ["###_SALUTATION_FORMAL### ###TITEL### ###NACHNAME###,", [anna], "Sehr geehrte Frau Wüthrich,"],
    ["###_SALUTATION_FORMAL### ###TITEL### ###NACHNAME###,", [office], "Guten Tag,"],
    [
      "###_SALUTATION_FORMAL### ###TITEL### ###NACHNAME###,",
      [person({ title: "Dr." }), urs],
      "Sehr geehrte Frau Dr. Wüthrich, sehr geehrter Herr Wüthrich,",
    ],
    ["###_SALUTATION_FORMAL### ###NACHNAME###,", [person({ language: "fr" })], "Madame,"],
    ["###_SALUTATION_FORMAL### ###NACHNAME###,", [person({ language: "fr" }), urs], "Madame, Monsieur,"],
    ["###_SALUTATION###,", [anna, urs], "Liebe,"],
    ["###_SALUTATION_FORMAL###,", [anna, urs], "Guten Tag,"],
    ["###_SALUTATION### ###FIRST_NAME###,", [person({ language: "en-GB" })], "Dear Anna,"],
    ["###_SALUTATION###\u00a0###VORNAME###,", [anna, urs], "Liebe Anna, lieber Urs,"],
    ["###_SALUTATION### \n###VORNAME###,", [anna, urs], "Liebe Anna, lieber Urs,"],
    ["###_SALUTATION###: ###VORNAME###", [anna, urs], "Liebe: Anna und Urs"],
  ])("%j for %# becomes %j", (text, recipients, expected) => {
    expect(filled(text, recipients)).toBe(expected);
    expect(filled(`<p>${text}</p>`, recipients, { type: "html" })).toBe(`<p>${expected}</p>`);
  });

  test("the language is the first person's who has one, else that of the installation", () => {
    const noLanguage = person({ language: null });
    expect(filled("###_SALUTATION### ###VORNAME###", [noLanguage])).toBe("Liebe Anna");
    expect(
      filled("###_SALUTATION### ###VORNAME###", [
        noLanguage,
        person({ firstName: "Luc", gender: "m", language: "fr" }),
      ]),
    ).toBe("Chère Anna, cher Luc");
  });
});

describe("values of several persons", () => {
  test.each<[string, Recipient[], string]>([
    ["###VORNAME###", [anna, urs], "Anna und Urs"],
    ["###VORNAME###", [anna, urs, zoe], "Anna, Urs und Zoë"],
    ["###NACHNAME###", [anna, urs], "Wüthrich"],
    ["###NACHNAME###", [anna, beat], "Wüthrich und Huber"],
    ["###VORNAME### ###NACHNAME###", [anna, urs], "Anna und Urs Wüthrich"],
    ["###VORNAME### ###NACHNAME###", [anna, beat], "Anna Wüthrich und Beat Huber"],
    ["###ANREDE### ###NACHNAME###", [anna, beat], "Frau Wüthrich und Herr Huber"],
    ["###ORT###", [person({ fields: { ORT: "Aarau" } }), person({ fields: { ORT: "Aarau" } })], "Aarau"],
    ["###ROLLE###", [person({ role: "Leitung" }), urs], "Leitung"],
  ])("%j for %# becomes %j", (text, recipients, expected) => {
    expect(filled(text, recipients)).toBe(expected);
  });

  test("To names all who share an address", () => {
    expect(copyName([anna, urs], "de")).toBe("Anna und Urs Wüthrich");
    expect(copyName([anna, beat], "de")).toBe("Anna Wüthrich und Beat Huber");
    expect(copyName([person({ language: null }), urs], "en")).toBe("Anna und Urs Wüthrich");
    expect(copyName([office], "de")).toBe("");
  });
});

describe("empty values", () => {
  test.each([
    ["Hallo ###VORNAME###, wie geht es?", "Hallo, wie geht es?"],
    ["Hallo ###VORNAME### und alle", "Hallo und alle"],
    ["Hallo ###VORNAME###\nZeile", "Hallo\r\nZeile"],
    ["Hallo ###VORNAME### \nfliesst weiter", "Hallo \r\nfliesst weiter"],
    ["###TITEL### ###NACHNAME### kommt", "kommt"],
    ["a\n###TITEL### ###VORNAME### ###NACHNAME### kommt", "a\r\nkommt"],
    ["Hallo ###VORNAME### ###NACHNAME###!", "Hallo!"],
    ["(###VORNAME###)", "()"],
    ["###VORNAME|Mitglied###, hallo", "Mitglied, hallo"],
    ["Von ###VORNAME|du\nund ich### aus", "Von du und ich aus"],
    ["Hallo###VORNAME###.", "Hallo."],
    ["Hallo\u00a0###VORNAME###, du", "Hallo, du"],
    ["Voilà ###VORNAME###!", "Voilà!"],
    ["(###TITEL### ###VORNAME### aus Aarau)", "(aus Aarau)"],
    ["Bonjour ###VORNAME### !", "Bonjour !"],
    ["Bonjour\u202f###VORNAME###\u202f!", "Bonjour\u202f!"],
    ["\ufeff###TITEL### ###VORNAME### kommt", "\ufeffkommt"],
    ["Hallo ###VORNAME###\u200b, du", "Hallo\u200b, du"],
    ["Hallo ###VORNAME|  ###, du", "Hallo, du"],
    ["Hallo ###VORNAME| ihr lieben ###, du", "Hallo ihr lieben, du"],
    ["###VORNAME|A### ###NACHNAME|B###.", "A B."],
  ])("%j for somebody without a name becomes %j", (text, expected) => {
    expect(filled(text, [office])).toBe(expected);
  });

  test("blanks that have nothing to do with a placeholder stay", () => {
    expect(filled("a  b ###VORNAME###  c  \n-- \nx", [anna])).toBe("a  b Anna  c  \r\n-- \r\nx");
  });
});

test.each(["\u200b", "\u202e", " ", "\u00a0", "\u0007", "\ufeff\u200d"])(
  "a name of which nothing is seen (%j) is none",
  (firstName) => {
    const ghost = person({ firstName, lastName: firstName, title: firstName, gender: "m" });
    expect(filled("###_SALUTATION### ###VORNAME###,", [ghost])).toBe("Hallo,");
    expect(filled("###_SALUTATION_FORMAL### ###NACHNAME###,", [ghost])).toBe("Guten Tag,");
    expect(filled("Von ###TITEL### ###VORNAME|niemand###.", [ghost])).toBe("Von niemand.");
    expect(copyName([ghost], "de")).toBe("");
  },
);

test("several persons without a name are called what the author wrote instead", () => {
  expect(filled("###VORNAME|alle### ###NACHNAME|Leute###!", [office, office])).toBe("alle Leute!");
  expect(filled("###VORNAME|alle### ###NACHNAME|Leute###!", [office, anna])).toBe("Anna Wüthrich!");
});

test("control characters and marks that turn the reading direction are taken out of values", () => {
  expect(filled("###VORNAME###", [person({ firstName: "An\u202ena\u0007\0 Ma\r\nria" })])).toBe("Anna Ma ria");
});
