/**
 * How persons are greeted in German, French, Italian and English, alone or together at one address.
 *
 * The words are those of contract 5. Nothing is guessed: who has no known gender gets the neutral words, and where the
 * name is missing that a greeting would end with, the greeting does without one ("Hallo", never "Liebe").
 */
import type { Person } from "./person.ts";

export type Language = "de" | "fr" | "it" | "en";

/** `_SALUTATION` and `_SALUTATION_FORMAL`. */
export type SalutationKind = "informal" | "formal";

export type NamePart = "firstName" | "lastName" | "title";

/** What of a person decides how to greet them. */
export type Greeted = Pick<Person, "firstName" | "lastName" | "gender" | "title" | "fields">;

/** A greeting in pieces, so that each can stand where a placeholder for it stood. */
export interface Greeting {
  salutation: string;
  /** One text for each name that was asked for; empty: not known, null: this greeting has no place for it. */
  names: (string | null)[];
}

interface SalutationWords {
  f: string;
  m: string;
  /** Gender `x` or not known. */
  x: string;
  /** For one person without the name that would follow. */
  nameless: string;
  /** For several persons at once, without their names. */
  together: string;
}

const SALUTATIONS: Record<SalutationKind, Record<Language, SalutationWords>> = {
  informal: {
    de: { f: "Liebe", m: "Lieber", x: "Hallo", nameless: "Hallo", together: "Liebe" },
    fr: { f: "Chère", m: "Cher", x: "Bonjour", nameless: "Bonjour", together: "Chers" },
    it: { f: "Cara", m: "Caro", x: "Ciao", nameless: "Ciao", together: "Cari" },
    en: { f: "Dear", m: "Dear", x: "Dear", nameless: "Hello", together: "Dear" },
  },
  formal: {
    de: {
      f: "Sehr geehrte Frau",
      m: "Sehr geehrter Herr",
      x: "Guten Tag",
      nameless: "Guten Tag",
      together: "Guten Tag",
    },
    fr: { f: "Madame", m: "Monsieur", x: "Bonjour", nameless: "Bonjour", together: "Bonjour" },
    it: {
      f: "Gentile Signora",
      m: "Egregio Signore",
      x: "Buongiorno",
      nameless: "Buongiorno",
      together: "Buongiorno",
    },
    en: { f: "Dear Ms", m: "Dear Mr", x: "Hello", nameless: "Hello", together: "Hello" },
  },
};

const HONORIFICS: Record<Language, { f: string; m: string }> = {
  de: { f: "Frau", m: "Herr" },
  fr: { f: "Madame", m: "Monsieur" },
  it: { f: "Signora", m: "Signore" },
  en: { f: "Ms", m: "Mr" },
};

const AND: Record<Language, string> = { de: "und", fr: "et", it: "e", en: "and" };

const FEMALE = /^(?:frau|fr\.?|madame|mme|signora|sig\.ra|ms\.?|mrs\.?)$/i;
const MALE = /^(?:herrn?|hr\.?|monsieur|m\.|signore?|sig\.?|mr\.?)$/i;

/** The first of the languages (such as `de-CH`) that greetings can be written in; German if none of them is. */
export function languageOf(...wanted: (string | null)[]): Language {
  for (const tag of wanted) {
    const language = tag?.slice(0, 2).toLowerCase();
    if (language === "de" || language === "fr" || language === "it" || language === "en") return language;
  }
  return "de";
}

/**
 * Frau or Herr: the person's own field ANREDE, else by gender; empty where neither says.
 *
 * @param following the names that stand behind it
 */
export function honorific(person: Greeted, language: Language, following: readonly NamePart[]): string {
  const own = ownHonorific(person);
  if (own !== "") return own;
  if (person.gender !== "f" && person.gender !== "m") return "";
  // "Ms Dr. Keller" is no English.
  if (language === "en" && following.includes("title") && person.title !== "") return "";
  // Italian cuts the last letter off: "il Signore", but "il Signor Rossi".
  const isBeforeName = following.some((part) => person[part] !== "");
  return language === "it" && person.gender === "m" && isBeforeName ? "Signor" : HONORIFICS[language][person.gender];
}

/** The salutation of one person or several, with no name behind it. */
export function salutationAlone(persons: readonly Greeted[], kind: SalutationKind, language: Language): string {
  const words = SALUTATIONS[kind][language];
  const [first, ...others] = persons;
  return first === undefined || others.length > 0 ? words.together : words[genderOf(first)];
}

/** Greets one person with the names that are asked for, in that order. */
export function greet(person: Greeted, kind: SalutationKind, asked: readonly NamePart[], language: Language): Greeting {
  const gender = genderOf(person);
  const words = SALUTATIONS[kind][language];
  // "Madame" stands alone: with the surname behind it, it is rude.
  if (kind === "formal" && language === "fr") return { salutation: words[gender], names: asked.map(() => null) };
  if (lacksName(person, kind, asked)) return { salutation: words.nameless, names: asked.map(() => "") };
  if (kind === "informal") return { salutation: words[gender], names: asked.map((part) => person[part]) };

  const title = asked.includes("title") ? "" : person.title;
  // "Dear Ms Dr. Keller" is no English; German and Italian take both.
  const salutation = language === "en" && person.title !== "" && gender !== "x" ? "Dear" : words[gender];
  return {
    salutation: title === "" ? salutation : `${salutation} ${title}`,
    // Without Frau or Herr a surname alone sounds like a shout: "Guten Tag Kim Huber".
    names: asked.map((part) =>
      gender === "x" && part === "lastName" && !asked.includes("firstName")
        ? joinParts([person.firstName, person.lastName])
        : person[part],
    ),
  };
}

/**
 * Greets all persons of one address in one phrase: "Liebe Anna, lieber Urs". Who has no name is left out; undefined if
 * nobody has one, see {@link nameless}.
 */
export function greetTogether(
  persons: readonly Greeted[],
  kind: SalutationKind,
  asked: readonly NamePart[],
  language: Language,
): string | undefined {
  if (kind === "formal" && language === "fr") return frenchTitles(persons);
  const named = persons.filter((person) => !lacksName(person, kind, asked));
  const inFull = asked.includes("firstName") ? asked : asked.flatMap((part) => withFirstName(part));
  const phrases = named.map((person) => greetingOf(person, kind, asked, language));
  const [first, ...others] = new Set(
    named.map((person, place) => {
      const phrase = phrases[place] ?? "";
      // Two ladies of one surname would not know which of them is meant.
      const isOfTwo = kind === "formal" && phrases.indexOf(phrase) !== phrases.lastIndexOf(phrase);
      return isOfTwo ? greetingOf(person, kind, inFull, language) : phrase;
    }),
  );
  if (first === undefined) return undefined;
  return [first, ...others.map((phrase) => phrase.charAt(0).toLowerCase() + phrase.slice(1))].join(", ");
}

function greetingOf(person: Greeted, kind: SalutationKind, asked: readonly NamePart[], language: Language): string {
  const { salutation, names } = greet(person, kind, asked, language);
  return joinParts([salutation, ...names.map((name) => name ?? "")]);
}

function withFirstName(part: NamePart): NamePart[] {
  return part === "lastName" ? ["firstName", "lastName"] : [part];
}

/** The greeting for persons whose names are not known. */
export function nameless(kind: SalutationKind, language: Language): string {
  return SALUTATIONS[kind][language].nameless;
}

/** "Anna, Beat und Urs"; equal texts once, empty ones not at all. */
export function joinWithAnd(texts: readonly string[], language: Language): string {
  const different = [...new Set(texts.filter((text) => text !== ""))];
  const last = different.pop() ?? "";
  return different.length === 0 ? last : `${different.join(", ")} ${andBefore(last, language)} ${last}`;
}

/** Italian does not let two e meet: "Anna e Urs", but "Anna ed Elena". */
function andBefore(text: string, language: Language): string {
  return language === "it" && /^[eèé]/i.test(text) ? "ed" : AND[language];
}

/**
 * Several persons by the names that are asked for: "Anna Keller und Urs Huber"; a surname that all share stands once:
 * "Anna und Urs Wüthrich". Who has no name is left out, unless nobody has one.
 */
export function joinPersons(persons: readonly Greeted[], asked: readonly NamePart[], language: Language): string {
  const parts = asked.filter((part) => part !== "title" || persons.some((person) => person.title !== ""));
  const named = namedAmong(persons, parts);
  const [first] = named;
  const isFamily =
    parts.join() === "firstName,lastName" &&
    named.every((person) => person.firstName !== "" && person.lastName === first?.lastName);
  if (first !== undefined && isFamily) {
    const firstNames = named.map((person) => person.firstName);
    return joinParts([joinWithAnd(firstNames, language), first.lastName]);
  }
  return joinWithAnd(
    named.map((person) => joinParts(parts.map((part) => person[part]))),
    language,
  );
}

/** "Frau Keller und Herr Huber", and who is neither by the full name: "Frau Keller und Kim Huber". */
export function joinHonorifics(persons: readonly Greeted[], asked: readonly NamePart[], language: Language): string {
  const inFull = asked.includes("firstName") ? asked : asked.flatMap((part) => withFirstName(part));
  const texts = namedAmong(persons, asked).map((person) => {
    const title = honorific(person, language, asked);
    const parts = title === "" && person.title === "" ? inFull : asked;
    return joinParts([title, ...parts.map((part) => person[part])]);
  });
  return joinWithAnd(texts, language);
}

/** The persons of whom a name is known that is asked for; all of them, where there is none. */
function namedAmong(persons: readonly Greeted[], asked: readonly NamePart[]): readonly Greeted[] {
  const names = asked.filter((part) => part !== "title");
  const named = persons.filter((person) => names.some((part) => person[part] !== ""));
  return named.length === 0 ? persons : named;
}

/** What stands in the field ANREDE of the directory, which knows better than the gender. */
function ownHonorific(person: Greeted): string {
  return Object.hasOwn(person.fields, "ANREDE") ? (person.fields["ANREDE"] ?? "").trim() : "";
}

function genderOf(person: Greeted): "f" | "m" | "x" {
  if (person.gender !== null) return person.gender;
  const own = ownHonorific(person);
  return FEMALE.test(own) ? "f" : MALE.test(own) ? "m" : "x";
}

/** Whether the name that carries the greeting is asked for but not known. */
function lacksName(person: Greeted, kind: SalutationKind, asked: readonly NamePart[]): boolean {
  const byWeight: NamePart[] = kind === "formal" ? ["lastName", "firstName"] : ["firstName", "lastName"];
  const carrying = byWeight.find((part) => asked.includes(part));
  return carrying !== undefined && person[carrying] === "";
}

function frenchTitles(persons: readonly Greeted[]): string {
  const women = persons.filter((person) => genderOf(person) === "f").length;
  const men = persons.filter((person) => genderOf(person) === "m").length;
  if (women + men < persons.length || persons.length === 0) return SALUTATIONS.formal.fr.x;
  const forWomen = women > 1 ? ["Mesdames"] : women === 1 ? ["Madame"] : [];
  const forMen = men > 1 ? ["Messieurs"] : men === 1 ? ["Monsieur"] : [];
  return [...forWomen, ...forMen].join(", ");
}

function joinParts(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}
