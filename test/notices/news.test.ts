import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../src/notices/language.ts";
import type { Notice } from "../../src/notices/notice.ts";
import { noticeText } from "../../src/notices/notice-text.ts";
import { ARRIVED, BEAT, DEADLINE, frame, JUGEND, OUTCOME, SENT_AT, TARGET_REASONS } from "./samples.ts";

const MAIL = { target: JUGEND, subject: "Sommerlager" };

function tell(notice: Notice, changes = {}) {
  const { subject, paragraphs } = noticeText(notice, frame({ answer: null, original: null, ...changes }));
  return { subject, text: paragraphs.map((lines) => lines.join("\n")).join("\n\n") };
}

function refusal(reason: (typeof TARGET_REASONS)[number]): Notice {
  return { kind: "refused", ...MAIL, reason, limit: null, contact: "hilfe@example.org" };
}

describe("a refusal", () => {
  test.each(LANGUAGES)("in %s has words of its own for every reason, what happened and what to do", (language) => {
    const texts = TARGET_REASONS.map((reason) => tell(refusal(reason), { language }).text);
    expect(new Set(texts).size).toBe(TARGET_REASONS.length);
    for (const text of texts) {
      expect(text.split("\n\n")).toHaveLength(6);
      expect(text).toContain("hilfe@example.org");
    }
  });

  test("names the limit and what was found, where the author may know", () => {
    const tooMany = (found: number | null): Notice => ({
      ...MAIL,
      kind: "refused",
      reason: "too-many-recipients",
      limit: { allowed: 3, found },
      contact: "hilfe@example.org",
    });
    expect(tell(tooMany(2600)).text).toContain("  Erlaubt: 3\n  Gefunden: 2'600");
    expect(tell(tooMany(null)).text).not.toContain("Gefunden");
  });

  test("names the placeholders that stand in a signed part", () => {
    const signed: Notice = {
      ...MAIL,
      kind: "refused",
      reason: "signed-placeholders",
      limit: null,
      contact: "hilfe@example.org",
      placeholders: ["VORNAME", "###ORT###"],
    };
    expect(tell(signed).text).toContain("ersetzen.\n  ###VORNAME###\n  ###ORT###\n\n");
  });
});

describe("subjects say what became of the mail", () => {
  const cases: [string, Notice][] = [
    ["Wartet auf Freigabe: «Sommerlager» an Jugend", { kind: "held", ...MAIL, expiresAt: DEADLINE }],
    ["Nicht verschickt: «Sommerlager» an Jugend", refusal("no-access")],
    ["Nicht verschickt: «Sommerlager» an Jugend", { kind: "expired", ...MAIL, hold: "confirm" }],
    [
      "Abgelehnt: «Sommerlager» an Jugend",
      { kind: "rejected", ...MAIL, decision: "rejected", reasonText: "", decidedBy: null },
    ],
    [
      "Abgebrochen: «Sommerlager» an Jugend",
      { kind: "rejected", ...MAIL, decision: "cancelled", reasonText: "", decidedBy: null },
    ],
    [
      "Nicht verschickt: «Sommerlager» an Jugend",
      { kind: "decided", ...MAIL, author: BEAT, decision: "expired", decidedBy: null, decidedAt: DEADLINE },
    ],
    [
      "Verschickt: «Sommerlager» an Jugend",
      { kind: "report", ...MAIL, ...ARRIVED, outcome: OUTCOME, startedAt: SENT_AT, finishedAt: DEADLINE },
    ],
    [
      "Weitergeleitet: «Frage» an abuse@gruppen.example.org",
      { kind: "forwarded", to: "abuse@gruppen.example.org", from: BEAT.address, subject: "Frage" },
    ],
  ];
  test.each(cases)("%s", (subject, notice) => {
    expect(tell(notice).subject).toBe(subject);
  });
});

test("Beat reads why Ruth said no, in her words and marked as such", () => {
  const { text } = tell({
    kind: "rejected",
    ...MAIL,
    decision: "rejected",
    reasonText: "Falsches Datum!\nGruss",
    decidedBy: "Ruth Keller",
  });
  expect(text).toContain("  Entschieden von: Ruth Keller\n\nAls Grund steht da:\n> Falsches Datum!\n> Gruss\n\n");
});

test("the other moderators hear who decided, and that nothing is left to do", () => {
  const { text } = tell({
    kind: "decided",
    ...MAIL,
    author: BEAT,
    decision: "released",
    decidedBy: "Ruth Keller",
    decidedAt: DEADLINE,
  });
  expect(text).toContain("Sie müssen nichts mehr tun.");
  expect(text).toContain("  Entscheid: freigegeben\n  Entschieden von: Ruth Keller\n  Entschieden am: Donnerstag, 26.");
});

test("a mail that an operator cancelled is not called rejected, and nobody is said to have read it", () => {
  const { text } = tell({ kind: "rejected", ...MAIL, decision: "cancelled", reasonText: "", decidedBy: null });
  expect(text).toContain("Ihre Mail ist abgebrochen worden. Niemand hat sie bekommen.");
  expect(text).not.toMatch(/abgelehnt/i);
});

test("the moderators hear that nobody decided, and no more than they were asked about", () => {
  const { text } = tell({
    kind: "decided",
    ...MAIL,
    author: BEAT,
    decision: "expired",
    decidedBy: null,
    decidedAt: DEADLINE,
  });
  expect(text).toContain("hat bis zur Frist niemand entschieden");
  expect(text).toContain("  Frist: Donnerstag, 26.");
  expect(text).not.toContain("Entschieden");
});

test("somebody who was not asked hears nothing of the message", () => {
  const { subject, text } = tell({ kind: "answer", why: "not-yours", subject: "Re: Frage" });
  expect(subject).toBe("Nichts entschieden: «Re: Frage»");
  expect(text).not.toContain("Jugend");
});

describe("the report", () => {
  const report = { kind: "report", ...MAIL, ...ARRIVED, startedAt: SENT_AT, finishedAt: DEADLINE } as const;

  test("names who could not be reached and why", () => {
    const { text } = tell({ ...report, outcome: OUTCOME });
    expect(text).toContain("  Verschickt: 31 Mails\n  Nicht zustellbar: 1 Mail\n");
    expect(text).toContain(
      "  1. Anna Keller (anna@weg.example)\n     Diese Adresse gibt es nicht oder nicht mehr.\n     > 550 5.1.1 No such user here",
    );
    expect(text).toContain("  1. Hans-Jörg Äschbacher: keine E-Mail-Adresse\n");
  });

  test("says how many more there are than it names", () => {
    const counts = { ...OUTCOME.counts, failed: 1250 };
    expect(tell({ ...report, outcome: { ...OUTCOME, counts } }).text).toContain("  und 1'249 weitere\n");
  });

  test("a mail that reached everybody needs no list, and nothing to do", () => {
    const counts = { copies: 31, sent: 31, failed: 0, already: 0, cancelled: 0, leftOut: 0, optedOut: 0 };
    const { text } = tell({ ...report, outcome: { counts, failed: [], leftOut: [] } });
    expect(text).not.toMatch(/Nicht zustellbar|bekommen:|Stimmt eine Adresse/);
  });

  test("a mail that reached nobody is not called sent", () => {
    const counts = { copies: 1, sent: 0, failed: 1, already: 0, cancelled: 0, leftOut: 0, optedOut: 0 };
    const { subject, text } = tell({ ...report, reached: "nobody", outcome: { ...OUTCOME, counts } });
    expect(subject).toBe("Nicht verschickt: «Sommerlager» an Jugend");
    expect(text).toContain("Ihre Mail hat niemanden erreicht.");
  });

  test("who may not read the group learns that it was sent, and nothing of anybody in it", () => {
    const { text } = tell({ ...report, outcome: null });
    expect(text).toContain("Ihre Mail ist verschickt.");
    expect(text).not.toMatch(/Mails|Anna|weitere|Ohne Mail/);
  });

  test.each([
    ["sent", "nobody", "Nicht verschickt: ", "Ihre Mail hat niemanden erreicht."],
    ["cancelled", "somebody", "Abgebrochen: ", "Ihre Mail ist abgebrochen worden. Ein Teil war schon unterwegs."],
    ["cancelled", "nobody", "Abgebrochen: ", "Ihre Mail ist abgebrochen worden. Niemand hat sie bekommen."],
  ] as const)("nor that it was sent where that is not so: %s, reached %s", (ended, reached, head, what) => {
    const { subject, text } = tell({ ...report, ended, reached, outcome: null });
    expect(subject).toBe(`${head}«Sommerlager» an Jugend`);
    expect(text).toContain(`\n${what}\n`);
    expect(text).not.toMatch(/Mails|Anna|weitere|Ohne Mail/);
  });
});
