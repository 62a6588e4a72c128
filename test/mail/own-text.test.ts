import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ownText } from "../../src/mail/own-text.ts";
import { ANSWERS } from "./written-answers.ts";

test("there are at least 40 answers of mail programs", () => {
  expect(ANSWERS.length).toBeGreaterThanOrEqual(40);
});

describe("the own lines of an answer by", () => {
  test.each(ANSWERS)("$program", ({ text, own }) => {
    expect(ownText(text)).toEqual(own);
  });

  test.each(ANSWERS)("$program, with the line ends of the wire", ({ text, own }) => {
    expect(ownText(text.replaceAll("\n", "\r\n"))).toEqual(own);
  });
});

describe("greetings are no own text:", () => {
  test.each([
    ["Hallo zusammen\n\nJa", ["Ja"]],
    ["Guten Tag Frau Keller\n\nNein, falsches Datum.\n\nFreundliche Grüsse\nRuth Keller", ["Nein, falsches Datum."]],
    ["Sehr geehrte Damen und Herren,\n\neinverstanden.\n\nMit freundlichen Grüßen\n\nRuth Keller", ["einverstanden."]],
    ["Liebe Anna\n\nJa", ["Ja"]],
    ["Hallo Anna,\nja\nLG Ruth", ["ja"]],
    ["Bonjour Madame,\n\nOui\n\nMeilleures salutations\nRuth Keller", ["Oui"]],
    ["Buongiorno a tutti,\n\nva bene\n\nCordiali saluti\nRuth", ["va bene"]],
    ["Dear all,\n\nyes\n\nKind regards,\nRuth", ["yes"]],
    ["Grüezi\n\nMit freundlichen Grüssen", []],
    ["Hallo, ja gerne", ["ja gerne"]],
    ["Hoi zäme\n\nJa", ["Ja"]],
    ["Liebe Anna, lieber Urs\n\nJa", ["Ja"]],
    ["Sehr geehrter Herr Dr. von Arx\n\nJa", ["Ja"]],
    ["Guten Tag Frau Keller\n\nFreundliche Grüsse", []],
    ["ja, liebe Gruesse Ruth", ["ja"]],
    ["Hallo ja gerne", ["ja gerne"]],
    ["Hallo Nein", ["Nein"]],
    ["Ja, liebe Grüsse Ruth", ["Ja"]],
    ["Ja. LG Ruth", ["Ja."]],
    ["Nein\nLG\nRuth\nDie Adresse stimmt auch nicht.", ["Nein", "Die Adresse stimmt auch nicht."]],
  ])("%j", (text, own) => {
    expect(ownText(text)).toEqual(own);
  });
});

describe("what only looks like a greeting, signature or attribution line is own text:", () => {
  test.each([
    ["Lieber nicht", ["Lieber nicht"]],
    ["Hallo Rückzug", ["Rückzug"]],
    ["Hallo Herbstlager", ["Hallo Herbstlager"]],
    ["Hoi Ruth. Rückzug", ["Rückzug"]],
    ["Hallo Ruth? Warum?", ["Ruth? Warum?"]],
    ["Hallo Anna, lieber Herbst", ["Hallo Anna, lieber Herbst"]],
    ["Lieber Freitag", ["Lieber Freitag"]],
    ["Lieber Später\nLG Ruth", ["Lieber Später"]],
    ["Lieber Herbst\nLG Ruth", ["Lieber Herbst", "Ruth"]],
    ["Ja, liebe Grüsse aber erst am Freitag", ["Ja, liebe Grüsse aber erst am Freitag"]],
    ["Hallo Stopp", ["Stopp"]],
    ["Gesendet von der falschen Adresse, bitte stoppen", ["Gesendet von der falschen Adresse, bitte stoppen"]],
    ["Von mir nicht gesendet", ["Von mir nicht gesendet"]],
    ["Am Freitag schrieb ich dir:\nnicht senden", ["Am Freitag schrieb ich dir:", "nicht senden"]],
    ["Am Freitag schrieb ich dir:\n> nicht senden", ["Am Freitag schrieb ich dir:"]],
    ["Am Freitag hat Peter gesagt:\n> nicht senden", ["Am Freitag hat Peter gesagt:"]],
    ["On Friday I wrote:\n> no", ["On Friday I wrote:"]],
    ["On Friday I never wrote:\n> no", ["On Friday I never wrote:"]],
    ["On Friday nobody wrote:\n> no", ["On Friday nobody wrote:"]],
    ["Am Freitag hat das niemand geschrieben:\n> x", ["Am Freitag hat das niemand geschrieben:"]],
    ["Am Freitag schrieb Ruth das nicht:\n> x", ["Am Freitag schrieb Ruth das nicht:"]],
    ["Le lundi, personne a écrit :\n> x", ["Le lundi, personne a écrit :"]],
    ["Il lunedì Ruth non ha scritto:\n> x", ["Il lunedì Ruth non ha scritto:"]],
    ["Betreff: ist falsch\nbitte warten", ["Betreff: ist falsch", "bitte warten"]],
    ["____\nNicht senden", ["Nicht senden"]],
    ["Am 3.5.2026 um 10:00 schrieb das niemand:", ["Am 3.5.2026 um 10:00 schrieb das niemand:"]],
    ["On 3 May 2026 nobody wrote:", ["On 3 May 2026 nobody wrote:"]],
    ["Ruth hat am 3.5.2026 um 10:00 abgesagt:", ["Ruth hat am 3.5.2026 um 10:00 abgesagt:"]],
    ["Ruth hat am 3.5.2026 das nicht geschrieben:", ["Ruth hat am 3.5.2026 das nicht geschrieben:"]],
    ["https://post.example/korrektur", ["https://post.example/korrektur"]],
    ["[image: Nein danke]", ["[image: Nein danke]"]],
    ["--- Nein ---", ["--- Nein ---"]],
    ["Datum und Ort: stimmen nicht", ["Datum und Ort: stimmen nicht"]],
  ])("%j", (text, own) => {
    expect(ownText(text)).toEqual(own);
  });
});

describe("directly above a quote, an attribution line needs neither time nor address:", () => {
  test.each([
    "Am Montag schrieb Kirche:",
    "Am Montag hat Kirche geschrieben:",
    "On Monday, Kirche wrote:",
    "Le lundi, Kirche a écrit :",
    "Il lunedì, Kirche ha scritto:",
  ])("%s", (line) => {
    expect(ownText(`${line}\n> Frage`)).toEqual([]);
    expect(ownText(`Nein, zu spät\n\n${line}\n\n> Frage`)).toEqual(["Nein, zu spät"]);
  });
});

describe("an own line directly above an attribution line is not swallowed by it:", () => {
  const lines = [
    "Am 26.11.2026 um 20:01 schrieb Rundmail <service@gruppen.example>:",
    "Rundmail <service@gruppen.example> schrieb am Do., 26. Nov.\n2026, 20:01:",
    "On Thu, Nov 26, 2026 at 8:01 PM Rundmail <\nservice@gruppen.example> wrote:",
    "Le jeu. 26 nov. 2026 à 20:01, Rundmail <service@gruppen.example> a\nécrit :",
    "El jue, 26 nov 2026 a las 20:01, Rundmail (<service@gruppen.example>) escribió:",
    "Rundmail schrieb am 26.11.2026 um 20:01:",
    "Rundmail <service@gruppen.example>\nschrieb am Do., 26. Nov. 2026, 20:01:",
    "Rundmail <service@gruppen.example> hat am 26.11.2026 20:01 CET geschrieben:",
  ];
  const own = [
    "Nein",
    "Am liebsten nicht",
    "Le camp est annulé",
    "On Friday only",
    "Bitte 2026 nicht mehr",
    "Il 26 no",
    "Am 3.5.2026 um 10:00 schrieb ich das nicht",
  ];

  test.each(lines.flatMap((line) => own.map((said) => [said, line])))("%s | %s", (said, line) => {
    expect(ownText(`${said}\n${line}\n\n> Ja`)).toEqual([said]);
  });
});

test("a name is kept where nothing else is said: whose it is decides the reader", () => {
  expect(ownText("Liebe Grüsse Ruth")).toEqual(["Ruth"]);
  expect(ownText("Freundliche Grüsse\nRuth Keller")).toEqual(["Ruth Keller"]);
  expect(ownText("LG Ruth\nPS: bitte nicht senden")).toEqual(["PS: bitte nicht senden"]);
});

test("what Ruth writes below a quote is not lost when nothing stands above", () => {
  expect(ownText("> Freigeben?\n\nNein")).toEqual(["Nein"]);
  expect(ownText("> Freigeben?\nNein\n> Antworten Sie mit Ja")).toEqual(["Nein"]);
  expect(ownText("Ja\n> Freigeben?\nNein")).toEqual(["Ja"]);
});

test("nor if her program sets the signature above the quote", () => {
  const signature = "-- \nRuth Keller\nAarau\n\n";
  const quote = "Am 26.11.26 um 20:01 schrieb Kirche:\n> Freigeben?\n";
  expect(ownText(`${signature}${quote}\nNein`)).toEqual(["Nein"]);
  expect(ownText(`${signature}${quote}`)).toEqual([]);
});

test("nor however long the quote is", () => {
  expect(ownText(`Am 26.11.26 um 20:01 schrieb Kirche:\n${"> Frage\n".repeat(1_000)}\nNein`)).toEqual(["Nein"]);
});

test("invisible characters are no own text", () => {
  expect(ownText("\u200b\ufeff \u00a0\n\u200bJa\u00a0")).toEqual(["Ja"]);
});

test("whatever a stranger writes, own text is trimmed lines that stand in the mail, with no quote among them", () => {
  const piece = fc.constantFrom(
    "Ja",
    "Nein",
    "\n> zitiert\n",
    "Hallo",
    "LG Ruth",
    "-- ",
    "Von: x",
    "An: y",
    "schrieb",
    "Am 1:00",
    ":",
    "\n",
    "\r\n",
    " ",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ unit: "binary" })), { maxLength: 40 }), (pieces) => {
      for (const line of ownText(pieces.join(""))) {
        expect(line).toBe(line.trim());
        expect(line).not.toBe("");
        expect(line).not.toContain("zitiert");
      }
    }),
  );
});

/** Far above linear time on a busy machine, far below quadratic time. */
const SECONDS_MS = 5_000;

test("a hostile megabyte is read in no time", () => {
  const hostile = [
    "Am 20:01 schrieb ich schrieb ich <a@b>:\n",
    "Von: a@b 20:01 ".repeat(40),
    `${"Liebe ".repeat(60)}\n`,
    "Am ".repeat(150),
    `20:01<@${"@".repeat(500)}:\n`,
  ];
  for (const piece of hostile) {
    const started = performance.now();
    ownText(piece.repeat(Math.ceil(1_000_000 / piece.length)));
    expect(performance.now() - started).toBeLessThan(SECONDS_MS);
  }
});
