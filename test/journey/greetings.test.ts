import { expect, test } from "vitest";
import { composeCopy, prepareMessage } from "../../src/journey/compose.ts";
import type { Recipient } from "../../src/journey/placeholders/recipient.ts";
import { bodyOf, person, sampleCopy, sampleOrder, textMail } from "./compose-sample.ts";

/** What authors write, a comma behind it as it stands in a mail. */
const FORMS = [
  "###_SALUTATION### ###VORNAME###,",
  "###_SALUTATION_FORMAL### ###NACHNAME###,",
  "###_SALUTATION_FORMAL### ###TITEL### ###NACHNAME###,",
  "###VORNAME### ###NACHNAME###,",
  "###ANREDE### ###TITEL### ###NACHNAME###,",
  "Kopie an ###TITEL### ###VORNAME### ###NACHNAME### (###EMAIL###)",
];
const prepared = prepareMessage(textMail("text/plain; charset=utf-8", "8bit", FORMS.join("\n")), sampleOrder());

/** How the persons of one address read the forms. */
function greetings(persons: Recipient[]): string[] {
  return bodyOf(Buffer.concat(composeCopy(prepared, sampleCopy(persons))))
    .toString()
    .split("\r\n");
}

type Gender = Recipient["gender"];
const GENDERS: Gender[] = ["f", "m", "x", null];
const FIRST_NAMES = { f: "Anna", m: "Beat", x: "Kim" };
const SECOND_NAMES = { f: "Elena", m: "Urs", x: "Noa" };
const LAST_NAMES = ["Keller", "von der Höhe", "Wüthrich"];

/** Which of first and last name are known. */
const KNOWN = [
  [true, true],
  [true, false],
  [false, true],
  [false, false],
] as const;
type Known = (typeof KNOWN)[number];

interface Somebody {
  gender: Gender;
  known?: Known;
  title?: string;
  lastName?: string;
}

function recipients(somebodies: readonly Somebody[], language: string): Recipient[] {
  return somebodies.map(({ gender, known = [true, true], title = "", lastName }, place) =>
    person({
      person: place,
      gender,
      language,
      title,
      firstName: known[0] ? (place === 0 ? FIRST_NAMES : SECOND_NAMES)[gender ?? "x"] : "",
      lastName: known[1] ? (lastName ?? LAST_NAMES[place] ?? "") : "",
    }),
  );
}

const TITLES = ["", "Dr."];

/** The table that a person reads: everything about one, and of several what differs. */
const TABLE: Somebody[][] = [
  ...KNOWN.flatMap((known) =>
    TITLES.flatMap((title) => GENDERS.map((gender): Somebody[] => [{ gender, known, title }])),
  ),
  ...GENDERS.flatMap((one) => GENDERS.map((other): Somebody[] => [{ gender: one }, { gender: other }])),
  ...KNOWN.flatMap((one) =>
    KNOWN.map((other): Somebody[] => [
      { gender: "f", known: one, title: "Dr." },
      { gender: "m", known: other },
    ]),
  ),
  ...GENDERS.map((gender): Somebody[] => [
    { gender: "f", lastName: "Roth" },
    { gender, lastName: "Roth" },
  ]),
  ...GENDERS.flatMap((one) =>
    GENDERS.map((other): Somebody[] => [{ gender: "f" }, { gender: one, title: "Dr." }, { gender: other }]),
  ),
  [
    { gender: "f", lastName: "Roth" },
    { gender: "m", lastName: "Roth" },
    { gender: null, lastName: "Roth" },
  ],
];

function described(somebodies: readonly Somebody[], language: string): string {
  return recipients(somebodies, language)
    .map(({ gender, title, firstName, lastName }) =>
      [`(${gender ?? "?"})`, title, firstName || "–", lastName || "–"].filter((word) => word !== "").join(" "),
    )
    .join(" + ");
}

test.each(["de", "fr", "it", "en"])("the greetings in %s are those of the golden table", async (language) => {
  const rows = TABLE.map((somebodies) =>
    [described(somebodies, language), ...greetings(recipients(somebodies, language)).map((text) => `  ${text}`)].join(
      "\n",
    ),
  );
  const table = [FORMS.join("\n"), ...rows].join("\n\n");
  await expect(`${table}\n`).toMatchFileSnapshot(`../posts/greetings/${language}.txt`);
});

test("German is written alike in Switzerland and in Germany", () => {
  for (const somebodies of TABLE) {
    const swiss = greetings(recipients(somebodies, "de-CH"));
    expect(swiss).toEqual(greetings(recipients(somebodies, "de")));
    expect(swiss).toEqual(greetings(recipients(somebodies, "de-DE")));
  }
});

const EVERYBODY: Somebody[] = GENDERS.flatMap((gender) =>
  KNOWN.flatMap((known) => TITLES.map((title): Somebody => ({ gender, known, title }))),
);

/** Blanks, commas and words that no greeting in any language may have. */
const WRONG = / {2}| [,.!]|^[ ,]| $|,,|\( | \)|undefined|null|###/;
/** Greetings that begin in one language and go on in another. */
const FOREIGN: Record<string, RegExp> = {
  de: /Dear|Chère|Cher\b|Bonjour|Cara\b|Caro\b|Ciao| and | et | e /,
  fr: /Liebe|Hallo|Guten|Cara\b|Caro\b|Ciao|Dear| und | and /,
  it: /Liebe|Hallo|Guten|Chère|Cher\b|Bonjour|Dear| und | and | et /,
  en: /Liebe|Hallo|Guten|Chère|Cher\b|Bonjour|Cara\b|Caro\b| und | et | e /,
};

function expectRight(somebodies: readonly Somebody[], language: string): void {
  const texts = greetings(recipients(somebodies, language));
  expect(texts).toHaveLength(FORMS.length);
  for (const [place, text] of texts.entries()) {
    // The last four have nothing before the comma for somebody without a name.
    const allowed = place >= 3 ? text.replace(/^,/, "x,") : text;
    if (!WRONG.test(allowed) && !FOREIGN[language]?.test(text)) continue;
    expect.fail(`${described(somebodies, language)}: ${JSON.stringify(text)}`);
  }
}

test.each(["de", "fr", "it", "en"])(
  "nobody is greeted in %s with a blank or word too many: one or two persons",
  (language) => {
    for (const one of EVERYBODY) {
      expectRight([one], language);
      for (const other of EVERYBODY) expectRight([one, other], language);
    }
  },
);

test.each(["de", "fr", "it", "en"])(
  "nobody is greeted in %s with a blank or word too many: three persons",
  (language) => {
    const untitled = EVERYBODY.filter(({ title }) => title === "");
    const whole = untitled.filter(({ known }) => known?.[0] === known?.[1]);
    for (const one of EVERYBODY.filter(({ title }) => title !== "")) {
      for (const two of untitled) for (const three of whole) expectRight([one, two, three], language);
    }
  },
);
