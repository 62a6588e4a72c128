import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  automaticSign,
  carriesOwnListId,
  countReceived,
  isMarkedReply,
  isReceiptSubject,
  isVacationSubject,
} from "../../src/mail/automatic.ts";
import { decodeWords } from "../../src/mail/encoded-words.ts";
import { firstValue, type HeaderBlock, parseHeader } from "../../src/mail/header.ts";
import { describeCorpora } from "../support/corpora.ts";

const DOMAIN = "gruppen.example";

function headerOf(...lines: string[]): HeaderBlock {
  return parseHeader(Buffer.from(`${lines.join("\r\n")}\r\n\r\n`));
}

function signOf(...lines: string[]): string | undefined {
  const header = headerOf(...lines);
  const contentType = firstValue(header, "content-type") ?? "text/plain";
  return automaticSign({ returnPath: "maria@post.example", header, contentType }, DOMAIN)?.sign;
}

test("mail from the null sender is automatic whatever its header says", () => {
  const sign = automaticSign({ returnPath: "", header: headerOf("Subject: Hallo"), contentType: "text/plain" }, DOMAIN);

  expect(sign).toEqual({ sign: "null-sender", word: "<>" });
});

describe("a program shows itself by", () => {
  test.each([
    ["auto-submitted", "Auto-Submitted: auto-replied (vacation)"],
    ["auto-submitted", "Auto-Submitted: Auto-Generated; owner-email=x@y.example"],
    ["precedence", "Precedence: bulk"],
    ["precedence", "Precedence: JUNK"],
    ["precedence", "Precedence: auto_reply"],
    ["autoreply", "X-Autoreply: yes"],
    ["autoreply", "X-Autorespond: Chorprobe"],
    ["autoreply", "X-Auto-Reply: true"],
    ["autoreply", "X-AutoReply-From: ben@verein.example"],
    ["autoreply", "X-Mail-Autoreply: 1"],
    ["autoreply", "X-AutoResponse: yes"],
    ["autoreply", "X-Vacation: yes"],
    ["precedence", "Precedence: autoreply"],
    ["report", 'Content-Type: Multipart/Report; report-type="disposition-notification"'],
    ["report", "Content-Type: text/calendar; charset=utf-8; method=REPLY"],
    ["foreign-list", "List-Id: Neues <news.example.com>"],
    ["foreign-list", "List-Id: <news.nichtgruppen.example>"],
    ["foreign-list", "List-Id: Chor <chor.lists.gruppen.example>"],
  ])("%s: %s", (sign, line) => {
    expect(signOf(line)).toBe(sign);
  });
});

test("a program answers for a person, or writes by itself", () => {
  for (const line of ["Auto-Submitted: auto-replied (vacation)", "X-Vacation: yes"]) {
    expect(isMarkedReply(headerOf(line))).toBe(true);
  }
  for (const line of ["Auto-Submitted: auto-generated", "Auto-Submitted: no", "X-Autoreply: no", "Precedence: bulk"]) {
    expect(isMarkedReply(headerOf(line))).toBe(false);
  }
});

describe("a person may write with", () => {
  test.each([
    ["Auto-Submitted: no"],
    ["Auto-Submitted: No (a person)"],
    ["Precedence: list"],
    ["Precedence: first-class"],
    ["X-Auto-Response-Suppress: DR, OOF, AutoReply"],
    ["X-Autoreply: no"],
    ["Content-Type: multipart/reporting"],
    ["Content-Type: text/calendar; method=REQUEST"],
    ["List-Id: Jugend <gr000123.gruppen.example>"],
    ["List-Id: Jugend (Leitung) <gr000123.000045.gruppen.example>"],
    ["List-Id:"],
  ])("%s", (line) => {
    expect(signOf(line)).toBeUndefined();
  });
});

test.each([
  ["autoreply", "Precedence: bulk", "X-Autoreply: yes"],
  ["report", "Auto-Submitted: auto-generated", "Content-Type: multipart/report; boundary=b"],
  ["foreign-list", "Auto-Submitted: auto-generated", "List-Id: <news.example.com>"],
  ["auto-submitted", "Precedence: bulk", "Auto-Submitted: auto-replied"],
  ["auto-submitted", "Precedence: bulk", "Auto-Submitted: (by vacation) auto-replied"],
])("the mark of a program's own mail hides no other: %s", (sign, ...lines) => {
  expect(signOf(...lines)).toBe(sign);
});

test("a second Auto-Submitted field cannot hide the first", () => {
  expect(signOf("Auto-Submitted: no", "Auto-Submitted: auto-replied")).toBe("auto-submitted");
});

test("our own list mail that comes back is told by its List-Id and its Received fields", () => {
  const returned = headerOf("Received: from a", "Received: from b", "List-Id: Jugend <GR000123.Gruppen.Example>");

  expect(carriesOwnListId(returned, DOMAIN)).toBe(true);
  expect(carriesOwnListId(headerOf("List-Id: <gruppen.example.evil.example>"), DOMAIN)).toBe(false);
  expect(countReceived(returned)).toBe(2);
});

describe("the subject of a vacation reply:", () => {
  test.each([
    "Automatische Antwort: Sommerlager",
    "Abwesenheitsnotiz: Sommerlager",
    "Abwesenheitsnotiz Ruth Keller",
    "Abwesend bis 5. Januar",
    "On vacation until January 5th",
    "Absent jusqu’au 5 janvier",
    "En congé : camp",
    "Sono fuori ufficio",
    "Assente dall'ufficio",
    "Abwesend: Chorprobe",
    "Ausser Haus Re: Chorprobe",
    "AUTO: Hans Schulze ist ausser Haus (Rückkehr am 9. März)",
    "Out of Office AutoReply: Camp",
    "Automatic reply: Camp",
    "Réponse automatique : Camp d'été",
    "Message d’absence",
    "Risposta automatica: Campo estivo",
    "Fuori ufficio: campo",
    "[EXTERN] Automatische Antwort: Lager",
    "Autoantwort: Lager",
    "[Out of Office] Camp",
    "AUTO : Jean Muster est absent(e)",
  ])("%s", (subject) => {
    expect(isVacationSubject(subject)).toBe(true);
  });
});

test.each([
  "Gelesen: Freigeben?",
  "Nicht gelesen: Freigeben?",
  "Read: Approve?",
  "Lu : Approuver ?",
  "LETTO: Approvare?",
  "Lesebestätigung: Freigeben?",
  "Accusé de réception : Approuver ?",
  "Conferma di lettura: Approvare?",
  "Return Receipt (displayed) : Approve?",
  "[EXTERN] Gelesen: Freigeben?",
  "Eingangsbestätigung: Freigeben?",
  "Delivered: Approve?",
])("the subject of a read receipt: %s", (subject) => expect(isReceiptSubject(subject)).toBe(true));

test.each([
  "Re: Gelesen: Freigeben?",
  "Gelesen und für gut befunden",
  "[Jugend] Lesebestätigung einrichten",
  "Lulu: Velo",
  "",
])("no subject of a read receipt: %s", (subject) => expect(isReceiptSubject(subject)).toBe(false));

describe("the subject of a person:", () => {
  test.each([
    "Re: Abwesenheitsnotiz einrichten - wie geht das?",
    "Abwesenheit am Freitag",
    "Auto: wer fährt mit?",
    "Auto : qui vient avec nous ?",
    "[Camp] Out there",
    "Abwesenheit Anna Muster",
    "Automatische Antworten einrichten",
    "Absence de Paul au camp",
    "En congé maternité: bienvenue à Zoé",
    "Sommerlager",
    "",
  ])("%s", (subject) => {
    expect(isVacationSubject(subject)).toBe(false);
  });
});

describeCorpora("the auto-reply corpus", (folder) => {
  const base = join(folder, "auto-replies");
  const expected: { messages: { file: string; kind: string; note: string }[] } = JSON.parse(
    readFileSync(join(base, "expected.json"), "utf8"),
  );

  for (const { file, kind, note } of expected.messages) {
    // Loops are told by carriesOwnListId and countReceived; of an empty envelope sender alone the corpus is unsure.
    if (kind === "loop" || kind === "unclear") continue;
    const isHuman = kind === "human" || note.startsWith("nothing but the text shows it");
    test(`${file} is written by ${isHuman ? "a person" : "a program"}`, () => {
      const raw = readFileSync(join(base, file));
      const header = parseHeader(raw, raw.indexOf("From ") === 0 ? raw.indexOf("\n") + 1 : 0);
      const returnPath = firstValue(header, "return-path") === "<>" ? "" : "somebody@else.example";
      const sign = automaticSign({ returnPath, header, contentType: firstValue(header, "content-type") ?? "" }, DOMAIN);
      const isVacation = isVacationSubject(decodeWords(firstValue(header, "subject") ?? ""));

      expect(sign !== undefined || isVacation).toBe(!isHuman);
    });
  }
});
