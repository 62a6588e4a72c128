import { describe, expect, test } from "vitest";
import {
  type Greeted,
  greet,
  greetTogether,
  honorific,
  joinHonorifics,
  joinPersons,
  joinWithAnd,
  type Language,
  languageOf,
  nameless,
  type SalutationKind,
  salutationAlone,
} from "../../src/directory/salutation.ts";

type Gender = "f" | "m" | "x" | null;

function somebody(gender: Gender, changes: Partial<Greeted> = {}): Greeted {
  return { firstName: "Kim", lastName: "Huber", gender, title: "", fields: {}, ...changes };
}

const anna = somebody("f", { firstName: "Anna", lastName: "Keller" });
const urs = somebody("m", { firstName: "Urs", lastName: "Wüthrich" });
const sam = somebody("x", { firstName: "Sam", lastName: "Roth" });

const LANGUAGES: Language[] = ["de", "fr", "it", "en"];
const KINDS: SalutationKind[] = ["informal", "formal"];
const GENDERS: Gender[] = ["f", "m", "x", null];

/** Informal with the first name, formal with the surname, as people write it. */
function greeting(person: Greeted, kind: SalutationKind, language: Language): string {
  const { salutation, names } = greet(person, kind, [kind === "formal" ? "lastName" : "firstName"], language);
  return [salutation, ...names].filter((word) => word).join(" ");
}

describe("one person", () => {
  test.each<[Language, Gender, string, string]>([
    ["de", "f", "Liebe Kim", "Sehr geehrte Frau Huber"],
    ["de", "m", "Lieber Kim", "Sehr geehrter Herr Huber"],
    ["de", "x", "Hallo Kim", "Guten Tag Kim Huber"],
    ["de", null, "Hallo Kim", "Guten Tag Kim Huber"],
    ["fr", "f", "Chère Kim", "Madame"],
    ["fr", "m", "Cher Kim", "Monsieur"],
    ["fr", "x", "Bonjour Kim", "Bonjour"],
    ["fr", null, "Bonjour Kim", "Bonjour"],
    ["it", "f", "Cara Kim", "Gentile Signora Huber"],
    ["it", "m", "Caro Kim", "Egregio Signore Huber"],
    ["it", "x", "Ciao Kim", "Buongiorno Kim Huber"],
    ["it", null, "Ciao Kim", "Buongiorno Kim Huber"],
    ["en", "f", "Dear Kim", "Dear Ms Huber"],
    ["en", "m", "Dear Kim", "Dear Mr Huber"],
    ["en", "x", "Dear Kim", "Hello Kim Huber"],
    ["en", null, "Dear Kim", "Hello Kim Huber"],
  ])("in %s, gender %s, is greeted %s or %s", (language, gender, informal, formal) => {
    expect(greeting(somebody(gender), "informal", language)).toBe(informal);
    expect(greeting(somebody(gender), "formal", language)).toBe(formal);
  });

  test.each<[Language, Gender, string]>([
    ["de", "f", "Sehr geehrte Frau Dr. Huber"],
    ["de", "m", "Sehr geehrter Herr Dr. Huber"],
    ["de", "x", "Guten Tag Dr. Kim Huber"],
    ["fr", "f", "Madame"],
    ["it", "f", "Gentile Signora Dr. Huber"],
    ["en", "f", "Dear Dr. Huber"],
    ["en", "x", "Hello Dr. Kim Huber"],
  ])("with a title, in %s, gender %s, is greeted %s", (language, gender, expected) => {
    const doctor = somebody(gender, { title: "Dr." });
    expect(greeting(doctor, "formal", language)).toBe(expected);
    expect(greeting(doctor, "informal", language)).not.toContain("Dr.");
  });

  test("a title that is asked for stands where it was asked for, and only there", () => {
    const doctor = somebody("f", { title: "Dr." });
    expect(greet(doctor, "formal", ["title", "lastName"], "de")).toEqual({
      salutation: "Sehr geehrte Frau",
      names: ["Dr.", "Huber"],
    });
  });

  test.each(
    LANGUAGES.flatMap((language) =>
      GENDERS.flatMap((gender) => ["", "Dr."].map((title) => ({ language, gender, title }))),
    ),
  )("without a name ($language, $gender, title «$title») is greeted without a name", ({ language, gender, title }) => {
    const unnamed = somebody(gender, { firstName: "", lastName: "", title });
    expect(greeting(unnamed, "informal", language)).toBe(nameless("informal", language));
    const formal =
      language === "fr" && gender === "f" ? "Madame" : language === "fr" && gender === "m" ? "Monsieur" : "";
    expect(greeting(unnamed, "formal", language)).toBe(formal || nameless("formal", language));
  });

  test("who has a first name only is greeted formally without a name", () => {
    expect(greeting(somebody("f", { lastName: "" }), "formal", "de")).toBe("Guten Tag");
  });

  test("Frau or Herr of the directory stands in for a gender that is not known", () => {
    expect(greeting(somebody(null, { fields: { ANREDE: "Frau" } }), "informal", "de")).toBe("Liebe Kim");
    expect(greeting(somebody(null, { fields: { ANREDE: "Herr" } }), "formal", "de")).toBe("Sehr geehrter Herr Huber");
    expect(greeting(somebody("x", { fields: { ANREDE: "Herr" } }), "informal", "de")).toBe("Hallo Kim");
    expect(greeting(somebody(null, { fields: { ANREDE: "Familie" } }), "informal", "de")).toBe("Hallo Kim");
  });

  test("ANREDE is the person's own, else by gender and language", () => {
    expect(honorific(somebody("f"), "de", ["lastName"])).toBe("Frau");
    expect(honorific(somebody("m"), "it", [])).toBe("Signore");
    expect(honorific(somebody("m"), "it", ["lastName"])).toBe("Signor");
    expect(honorific(somebody("m", { lastName: "" }), "it", ["lastName"])).toBe("Signore");
    expect(honorific(somebody("f"), "fr", ["lastName"])).toBe("Madame");
    expect(honorific(somebody("f", { title: "Dr." }), "en", ["title", "lastName"])).toBe("");
    expect(honorific(somebody("f", { title: "Dr." }), "en", ["lastName"])).toBe("Ms");
    expect(honorific(somebody("x"), "en", ["lastName"])).toBe("");
    expect(honorific(somebody("f", { fields: { ANREDE: "Familie" } }), "de", [])).toBe("Familie");
  });

  test("a surname with particles stays as its owner writes it", () => {
    const person = somebody("f", { firstName: "Anna Maria", lastName: "von der Höhe" });
    expect(greeting(person, "formal", "de")).toBe("Sehr geehrte Frau von der Höhe");
    expect(greeting(person, "informal", "fr")).toBe("Chère Anna Maria");
  });
});

describe("persons who share an address", () => {
  test.each<[Language, string, string]>([
    ["de", "Liebe Anna, lieber Urs", "Sehr geehrte Frau Keller, sehr geehrter Herr Wüthrich"],
    ["fr", "Chère Anna, cher Urs", "Madame, Monsieur"],
    ["it", "Cara Anna, caro Urs", "Gentile Signora Keller, egregio Signore Wüthrich"],
    ["en", "Dear Anna, dear Urs", "Dear Ms Keller, dear Mr Wüthrich"],
  ])("two in %s are greeted together", (language, informal, formal) => {
    expect(greetTogether([anna, urs], "informal", ["firstName"], language)).toBe(informal);
    expect(greetTogether([anna, urs], "formal", ["lastName"], language)).toBe(formal);
  });

  test.each<[Language, string, string]>([
    [
      "de",
      "Liebe Anna, lieber Urs, hallo Sam",
      "Sehr geehrte Frau Keller, sehr geehrter Herr Wüthrich, guten Tag Sam Roth",
    ],
    ["fr", "Chère Anna, cher Urs, bonjour Sam", "Bonjour"],
    ["it", "Cara Anna, caro Urs, ciao Sam", "Gentile Signora Keller, egregio Signore Wüthrich, buongiorno Sam Roth"],
    ["en", "Dear Anna, dear Urs, dear Sam", "Dear Ms Keller, dear Mr Wüthrich, hello Sam Roth"],
  ])("three in %s are greeted together", (language, informal, formal) => {
    expect(greetTogether([anna, urs, sam], "informal", ["firstName"], language)).toBe(informal);
    expect(greetTogether([anna, urs, sam], "formal", ["lastName"], language)).toBe(formal);
  });

  test("French counts ladies and gentlemen", () => {
    expect(greetTogether([anna, anna], "formal", ["lastName"], "fr")).toBe("Mesdames");
    expect(greetTogether([urs, anna, urs], "formal", ["lastName"], "fr")).toBe("Madame, Messieurs");
  });

  test("two of one name and gender are greeted once, and who has no name is left out", () => {
    expect(greetTogether([anna, anna], "informal", ["firstName"], "de")).toBe("Liebe Anna");
    expect(greetTogether([anna, somebody("m", { firstName: "" })], "informal", ["firstName"], "de")).toBe("Liebe Anna");
    expect(greetTogether([somebody("m", { firstName: "" })], "informal", ["firstName"], "de")).toBeUndefined();
  });

  test("two ladies of one surname are told apart", () => {
    const [one, other] = [somebody("f", { firstName: "Anna" }), somebody("f", { firstName: "Eva", title: "Dr." })];
    const third = somebody("f", { firstName: "Eva" });
    expect(greetTogether([one, third, urs], "formal", ["lastName"], "de")).toBe(
      "Sehr geehrte Frau Anna Huber, sehr geehrte Frau Eva Huber, sehr geehrter Herr Wüthrich",
    );
    expect(greetTogether([one, other], "formal", ["lastName"], "de")).toBe(
      "Sehr geehrte Frau Huber, sehr geehrte Frau Dr. Huber",
    );
    expect(greetTogether([one, one], "formal", ["lastName"], "de")).toBe("Sehr geehrte Frau Anna Huber");
  });

  test.each<[Language, string, string]>([
    ["de", "Liebe", "Guten Tag"],
    ["fr", "Chers", "Bonjour"],
    ["it", "Cari", "Buongiorno"],
    ["en", "Dear", "Hello"],
  ])("a salutation alone in %s is for all of them", (language, informal, formal) => {
    expect(salutationAlone([anna, urs], "informal", language)).toBe(informal);
    expect(salutationAlone([anna, urs], "formal", language)).toBe(formal);
  });

  test.each<[Language, string]>([
    ["de", "Anna, Sam und Urs"],
    ["fr", "Anna, Sam et Urs"],
    ["it", "Anna, Sam e Urs"],
    ["en", "Anna, Sam and Urs"],
  ])("their names are joined in %s", (language, expected) => {
    expect(joinWithAnd(["Anna", "Sam", "", "Urs", "Anna"], language)).toBe(expected);
    expect(joinWithAnd(["Keller", "Keller"], language)).toBe("Keller");
    expect(joinWithAnd([], language)).toBe("");
  });

  test("Italian does not let two e meet", () => {
    expect(joinWithAnd(["Anna", "Elena"], "it")).toBe("Anna ed Elena");
    expect(joinWithAnd(["Anna", "Urs"], "it")).toBe("Anna e Urs");
    expect(joinWithAnd(["Anna", "Elena"], "de")).toBe("Anna und Elena");
  });

  test("a surname that all share stands once", () => {
    const annaW = somebody("f", { firstName: "Anna", lastName: "Wüthrich" });
    expect(joinPersons([annaW, urs], ["firstName", "lastName"], "de")).toBe("Anna und Urs Wüthrich");
    expect(joinPersons([anna, urs], ["firstName", "lastName"], "de")).toBe("Anna Keller und Urs Wüthrich");
    expect(joinPersons([somebody(null, { firstName: "" }), urs], ["firstName", "lastName"], "de")).toBe(
      "Huber und Urs Wüthrich",
    );
    expect(joinPersons([annaW, urs], ["title", "firstName", "lastName"], "de")).toBe("Anna und Urs Wüthrich");
  });

  test("who has no name is not joined by a title alone", () => {
    const titled = somebody("f", { firstName: "", lastName: "", title: "Dr." });
    expect(joinPersons([titled, urs], ["title", "lastName"], "de")).toBe("Wüthrich");
    expect(joinHonorifics([titled, urs], ["title", "lastName"], "de")).toBe("Herr Wüthrich");
    expect(joinHonorifics([titled, somebody("m", { lastName: "" })], ["lastName"], "de")).toBe("Frau und Herr");
  });

  test("who is neither Frau nor Herr is joined by the full name", () => {
    expect(joinHonorifics([anna, sam], ["lastName"], "de")).toBe("Frau Keller und Sam Roth");
    expect(joinHonorifics([anna, somebody("x", { title: "Dr." })], ["title", "lastName"], "de")).toBe(
      "Frau Keller und Dr. Huber",
    );
  });
});

test.each(LANGUAGES.flatMap((language) => KINDS.map((kind) => ({ language, kind }))))(
  "no $kind greeting in $language, for whomever, ends in a blank or doubles one",
  ({ language, kind }) => {
    const everybody = GENDERS.flatMap((gender) =>
      ["", "Dr."].flatMap((title) =>
        ["", "Kim"].flatMap((firstName) =>
          ["", "Huber"].map((lastName) => somebody(gender, { title, firstName, lastName })),
        ),
      ),
    );
    for (const one of everybody) {
      for (const persons of [[one], [one, urs], [one, urs, sam], [one, one]]) {
        for (const asked of [["firstName"], ["lastName"], ["title", "lastName"], ["firstName", "lastName"]] as const) {
          const text = greetTogether(persons, kind, asked, language) ?? nameless(kind, language);
          expect(text).toMatch(/^\p{Lu}\S*(?:,? \S+)*[^\s,]$/u);
          expect(text).not.toContain("undefined");
        }
      }
    }
  },
);

test("the first language that greetings are written in is taken", () => {
  expect(languageOf("fr-CH", "de")).toBe("fr");
  expect(languageOf("es", null, "it-CH")).toBe("it");
  expect(languageOf("rm", "es")).toBe("de");
});
