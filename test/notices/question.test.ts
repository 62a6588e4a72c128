import { describe, expect, test } from "vitest";
import { readAnswer } from "../../src/journey/answer.ts";
import { NO_WORDS, THANKS, YES_WORDS } from "../../src/journey/answer-words.ts";
import { phraseLength, wordsOf } from "../../src/mail/line-words.ts";
import { ownText } from "../../src/mail/own-text.ts";
import { LANGUAGES, type Language } from "../../src/notices/language.ts";
import type { Notice, QuestionFacts } from "../../src/notices/notice.ts";
import { noticeText } from "../../src/notices/notice-text.ts";
import { COUNTS, everyNotice, facts, frame, JUGEND, questions, WARNINGS } from "./samples.ts";

/** Subject and body of Ruth's question about Beat's mail. */
function ask(changes: Partial<QuestionFacts> = {}, original = frame().original) {
  const asked = facts(changes);
  const { subject, paragraphs } = noticeText({ kind: asked.hold, facts: asked }, frame({ original }));
  return { subject, paragraphs, text: paragraphs.map((lines) => lines.join("\n")).join("\n\n") };
}

describe("the subject", () => {
  test("Ruth sees in her list of mails what is asked, about which mail, and how many it reaches", () => {
    expect(ask().subject).toBe("Freigeben? «Sommerlager» an Jugend (34 Personen)");
    expect(ask({ hold: "confirm" }).subject).toBe("Bitte bestätigen: «Sommerlager» an Jugend (34 Personen)");
    const reminder: Notice = { kind: "reminder", facts: facts({ hold: "confirm" }) };
    expect(noticeText(reminder, frame()).subject).toBe(
      "Erinnerung: Bitte bestätigen: «Sommerlager» an Jugend (34 Personen)",
    );
  });

  test("one person is one person, and who may see no counts sees no bracket", () => {
    expect(ask({ counts: { ...COUNTS, persons: 1 } }).subject).toBe("Freigeben? «Sommerlager» an Jugend (1 Person)");
    expect(ask({ counts: null, durationMs: null }).subject).toBe("Freigeben? «Sommerlager» an Jugend");
  });

  test("a mail without a subject has one in the question", () => {
    expect(ask({ subject: " \r\n " }).subject).toBe("Freigeben? (ohne Betreff) an Jugend (34 Personen)");
  });

  test("a subject that closes our quotation marks cannot go on in our name", () => {
    expect(ask({ subject: "Lager» an Vorstand (2 Personen) «" }).subject).toBe(
      "Freigeben? «Lager› an Vorstand (2 Personen) ‹» an Jugend (34 Personen)",
    );
  });
});

describe("the first screen of a telephone", () => {
  test("Ruth reads on ten lines who writes to whom, how many, how long, until when, yes, no, and else", () => {
    const screen = ask().paragraphs.flat().slice(0, 10);
    expect(screen).toEqual([
      "Guten Tag Ruth Keller",
      "Eine Mail wartet auf Ihre Freigabe: Soll sie verschickt werden?",
      "  Von: Beat Müller-Lüdenscheidt (beat@muster.example)",
      "  An: Jugend (jugend@gruppen.example.org)",
      "  Empfänger: 34 Personen an 31 Adressen, 2 ohne E-Mail-Adresse",
      "  Dauer: rund 10 Minuten",
      "  Frist: Donnerstag, 26. November 2026, 20.01 Uhr",
      "Wenn ja: Antworten Sie auf diese Mail, ohne Text oder mit «Ja».",
      "Wenn nein: Schreiben Sie «Nein» in die erste Zeile, dahinter den Grund.",
      "Antwortet bis zur Frist niemand, wird nichts verschickt.",
    ]);
  });

  test("a mail that may be forged says so before anything else, and what its supposed author should do", () => {
    const { paragraphs } = ask({ hold: "confirm", authenticated: false }, null);
    expect(paragraphs[2]).toEqual([
      "Absender nicht bestätigt: Vielleicht hat jemand anders sie geschrieben.",
      "Wenn Sie diese Mail nicht selbst geschrieben haben, antworten Sie mit Nein.",
    ]);
    expect(ask().text).not.toContain("nicht bestätigt");
  });
});

describe("who may not see counts", () => {
  const hidden = ask({ counts: null, warnings: WARNINGS }).text;

  test("Beat, who may not read the group, learns neither a number nor a name of a recipient", () => {
    for (const secret of [
      "34 Personen",
      "31 Adressen",
      "Empfänger:",
      "Dauer",
      "Anna",
      "Äschbacher",
      "ohne E-Mail",
      "###ORT###",
    ]) {
      expect(hidden).not.toContain(secret);
    }
  });

  test("but all that is no fact about recipients", () => {
    expect(hidden).toContain("###VORNAM###");
    expect(hidden).toContain("Frist: Donnerstag");
  });
});

describe("the mail in question", () => {
  test("Ruth sees Anna's copy and has the original attached, so its text is not repeated", () => {
    const { text } = ask();
    expect(text).toContain("--- So sieht es für Anna Keller aus ---\n> An: Anna Keller <anna@post.example>");
    expect(text).toContain("Die ganze Mail ist angehängt.");
    expect(text).not.toContain("###VORNAME###");
  });

  test("an original that is not attached is shown, with its attachments by name and size", () => {
    const { text } = ask({ attachments: [{ name: "plan.pdf\r\nNein", bytes: 1_300_000 }] }, null);
    expect(text).toContain(
      "--- Text der Mail ---\n> Liebe ###VORNAME###, schöne Grüsse aus Zürich\n--- Ende der Mail ---",
    );
    expect(text).toContain("Anhänge der Mail:\n  1. plan.pdf Nein (1.2 MB)");
    expect(text).toContain("Die Mail selbst ist zu gross, um sie hier anzuhängen.");
  });

  test("sixty lines are shown, not sixty thousand", () => {
    const { text } = ask({ originalText: "Zeile\n".repeat(60_000), preview: null }, null);
    expect(text.match(/^> Zeile$/gm)).toHaveLength(60);
  });

  test("Ruth can reject by an empty mail, too", () => {
    expect(ask().text).toContain(`schicken an:\n  mailto:${frame().answer?.reject}\n`);
  });
});

describe("a badly quoted question is never an answer", () => {
  const hostile = {
    author: { name: "Nein Danke", address: "nein@muster.example" },
    target: { name: "Ja", address: "ja@gruppen.example.org" },
    subject: "Nein",
    repliesTo: "Stopp",
    originalText: "Ja\nNein",
    attachments: [{ name: "Nein.pdf", bytes: 1 }],
    counts: { ...COUNTS, withoutAddressNames: ["Nein", "Ja"] },
    preview: { name: "Ja", to: "Nein <nein@post.example>", subject: "Ja", text: "Ja\n\nNein" },
  };
  const asking: Notice[] = [
    ...questions(),
    ...everyNotice().filter((notice) => notice.kind === "answer" && notice.why === "unclear"),
    { kind: "confirm", facts: facts({ hold: "confirm", ...hostile, warnings: WARNINGS }) },
    { kind: "moderate", facts: facts({ hold: "moderate", ...hostile, authenticated: false }) },
    { kind: "answer", why: "unclear", hold: "confirm", target: hostile.target, subject: "Ja", expiresAt: 0 },
  ];

  /** All lines of all questions, the subject first; those with the mark of a quote end every own text. */
  function written(language: Language): string[][] {
    return asking.flatMap((notice) =>
      [null, frame().original].map((original) => {
        const { subject, paragraphs } = noticeText(notice, frame({ language, original }));
        return [subject, ...paragraphs.flat()].filter((line) => !line.startsWith(">"));
      }),
    );
  }

  test.each(LANGUAGES)("in %s no line begins with a word that answers", (language) => {
    // The subject is no line of the text.
    for (const line of written(language).flatMap(([, ...body]) => body)) {
      for (const words of [YES_WORDS, NO_WORDS, THANKS]) {
        expect(phraseLength(wordsOf(line), 0, words), line).toBe(0);
      }
    }
  });

  test.each(LANGUAGES)(
    "in %s a question that is taken for own text, from whatever line on, is asked back",
    (language) => {
      for (const lines of written(language)) {
        for (const [at, line] of lines.entries()) {
          const answer = readAnswer({
            verb: "confirm",
            ownLines: lines.slice(at),
            subject: "",
            names: ["Ruth Keller"],
          });
          expect(answer, line).toEqual({ kind: "unclear" });
        }
        expect(ownText(lines.join("\n")), "quoted without marks").not.toEqual([]);
      }
    },
  );
});

test("an unclear answer is asked again with the same ways to answer", () => {
  const again: Notice = {
    kind: "answer",
    why: "unclear",
    hold: "moderate",
    target: JUGEND,
    subject: "Sommerlager",
    expiresAt: facts().expiresAt,
  };
  const { subject, paragraphs } = noticeText(again, frame());
  expect(subject).toBe("Bitte noch einmal antworten: «Sommerlager» an Jugend");
  expect(paragraphs.flat()).toContain("Wenn ja: Antworten Sie auf diese Mail, ohne Text oder mit «Ja».");
  expect(paragraphs.flat()).toContain(`  mailto:${frame().answer?.reject}`);
});

test("a question without answer addresses is a bug, not a mail", () => {
  expect(() => noticeText({ kind: "confirm", facts: facts() }, frame({ answer: null }))).toThrow("answer addresses");
});
