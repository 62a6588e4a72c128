import { describe, expect, test } from "vitest";
import { LANGUAGES, type Language } from "../../src/notices/language.ts";
import type { Notice } from "../../src/notices/notice.ts";
import { noticeText } from "../../src/notices/notice-text.ts";
import { everyNotice, frame } from "./samples.ts";

/** The words of X-Rundmail-Notice that we can write; a new kind does not compile until it stands here. */
const KINDS: Record<Notice["kind"], true> = {
  confirm: true,
  moderate: true,
  reminder: true,
  held: true,
  released: true,
  rejected: true,
  expired: true,
  refused: true,
  forwarded: true,
  unsubscribed: true,
  archive: true,
  decided: true,
  answer: true,
  report: true,
  bounces: true,
  overview: true,
  operator: true,
};

const NOTICES = everyNotice();

const ONE_OF_MANY =
  /(?<!\d)1 (?:Personen|Adressen|Mails|Rückmeldungen|people|addresses|mails|returned mails|personnes|adresses|messages|persone|indirizzi|avvisi)\b/;
const MANY_OF_ONE =
  /(?:[02-9]|\d1) (?:Person|Adresse|Mail|Rückmeldung|person|address|returned mail|personne|adresse|message|persona|indirizzo|avviso)\b/;

const GREETINGS = {
  de: /^Guten Tag( Ruth Keller)?$/,
  en: /^Hello( Ruth Keller)?,$/,
  fr: /^Bonjour( Ruth Keller)?,$/,
  it: /^Buongiorno( Ruth Keller)?,$/,
};

function lines(notice: Notice, language: Language, original: Buffer | null): string[] {
  const { subject, paragraphs } = noticeText(notice, frame({ language, original }));
  return [subject, ...paragraphs.flat()];
}

test("the samples hold every kind of notice", () => {
  expect(new Set(NOTICES.map((notice) => notice.kind))).toEqual(new Set(Object.keys(KINDS)));
});

describe.each(LANGUAGES)("in %s", (language) => {
  test.each(NOTICES.map((notice, at) => [notice.kind, at, notice] as const))(
    "a %s notice (%i) reads well",
    (_kind, _at, notice) => {
      for (const line of [...lines(notice, language, null), ...lines(notice, language, frame().original)]) {
        expect(line).not.toMatch(/undefined|\bnull\b|NaN|\[object|=>/);
        expect(line.trimStart(), "doubled or trailing blank").not.toMatch(/ {2}| $/);
        if (!line.includes("mailto:")) expect(line.length, line).toBeLessThanOrEqual(76);
        expect(line, "singular").not.toMatch(ONE_OF_MANY);
        expect(line, "plural").not.toMatch(MANY_OF_ONE);
      }
    },
  );

  test("every notice greets, tells whom to ask, and has no empty paragraph", () => {
    for (const notice of NOTICES) {
      const { paragraphs } = noticeText(notice, frame({ language }));
      expect(paragraphs.every((paragraph) => paragraph.length > 0)).toBe(true);
      expect(paragraphs[0]?.[0]).toMatch(GREETINGS[language]);
      expect(paragraphs.at(-1)?.at(-1)).toContain("sekretariat@example.org");
    }
  });
});

test("German is spelt as in Switzerland, and nothing is said in the words of programmers", () => {
  for (const notice of NOTICES) {
    const isCommand = (line: string) => line.startsWith("  rundmail ");
    const text = lines(notice, "de", null)
      .filter((line) => !isCommand(line))
      .join("\n");
    expect(text).not.toMatch(/ß|„|“/);
    expect(text).not.toMatch(/\b(?:token|queue|bounce|alias|moderator|hold|smtp)/i);
  }
});
