import { describe, expect, test } from "vitest";
import { readAnswer } from "../../src/journey/answer.ts";
import { DOUBTS, NO_WORDS } from "../../src/journey/answer-words.ts";
import { ownText } from "../../src/mail/own-text.ts";

const names = ["Ruth", "Keller"];

function answerOf(text: string, subject = "Re: Bitte bestätigen: «Nein zur Absage»") {
  return readAnswer({ verb: "confirm", ownLines: ownText(text), subject, names });
}

describe("Ruth releases with", () => {
  test.each([
    "",
    "\n\n> Nein",
    "Ja",
    "ja!",
    "JA",
    "*Ja*",
    "- Ja",
    "Ja, gerne.",
    "Ja bitte",
    "Ja, danke. Ruth",
    "Ruth: ja",
    "Ruth Keller",
    "ok",
    "Okay 👍",
    "👍",
    "👍🏽",
    "✓",
    "✅ danke",
    ".",
    "...",
    "yes",
    "Yes please",
    "Looks good, thanks!",
    "oui",
    "Oui, s’il vous plaît",
    "D’accord",
    "d'accord, merci beaucoup",
    "si",
    "Sì, grazie mille",
    "Va bene",
    "gut",
    "Einverstanden",
    "bestätigt",
    "Freigeben",
    "senden",
    "Bitte senden",
    "confirm",
    "approve",
    "send",
    "Alles klar",
    "Danke",
    "Merci vielmal",
    "Hallo, ja gerne",
    "Hallo\n\nJa\n\nLiebe Grüsse\nRuth",
    "Ja, liebe Grüsse Ruth",
    "Ja. LG Ruth",
    "ja lg ruth",
    "Liebe Grüsse Ruth",
    "Freundliche Grüsse\nRuth Keller\nKirchgemeinde Aarau\nTel. 062 123 45 67",
    "Ja,\nRuth",
    "Ja\n\nDas nächste Mal bitte früher.",
    "ja 🙂",
    "Von meinem iPhone gesendet",
    "[👍]",
    "Ja [😊]",
    "Hallo zusammen 👋\n\nJa. Liebe Grüsse Ruth 🌻",
    "isch guet",
    "Passt scho 👍",
    "Ça marche",
    "Va bene così",
    "Absolutely",
    "Nochmals vielen Dank",
    "Danke.\nDas nächste Mal bitte früher.",
    "Mit freundlichen Grüssen\nRuth Keller\n\nNicht jede E-Mail muss gedruckt werden.",
    "Kind regards Ruth Keller\n\nDo not print this e-mail unless you must.",
    "Ruth Keller\n\nNo virus found in this message.",
    "Ja, das war ich",
    "Ja, die Mail ist von mir.",
    "Ja, bitte senden Sie die Mail.",
    "Von meiner Seite ok",
    "Ja, danke fürs Nachfragen",
    "Jaaaa!",
    "sisch ok",
    "Eh klar",
    "i.O.",
    "Fine by me",
    "No objection from my side",
    "Oui, vous pouvez envoyer",
    "Sì, potete inviare",
    "Ja\nDanke vielmals\nRuth Keller\nMuster AG\nWir sind für Sie da",
    "Danke\nRuth Keller\nMuster AG\nWir sind für Sie da",
    "Ja\nNicht jede E-Mail muss gedruckt werden.",
    "Ja\n\nDiese E-Mail ist vertraulich. Wenn Sie nicht der Adressat sind, senden Sie sie zurück.",
    "Freundliche Grüsse\nRuth Keller\n\nDiese E-Mail kann vertraulich sein. Wenn Sie\nnicht der richtige Adressat sind, vernichten Sie sie.",
    "Kein Einwand",
    "Liebe Grüsse\nRuth\n\nAm 3.5.2026 um 10:00 schrieb Kirche:\n> Frage",
  ])("%j", (text) => {
    expect(answerOf(text)).toEqual({ kind: "release" });
  });
});

describe("Ruth rejects with", () => {
  test.each([
    ["Nein", ""],
    ["nein.", ""],
    ["NEIN!!!", ""],
    ["Nein, falsches Datum!", "falsches Datum!"],
    ["Nein – das Lager ist abgesagt.\nBitte neu schreiben.", "das Lager ist abgesagt.\nBitte neu schreiben."],
    ["Nein,\nfalsches Datum", "falsches Datum"],
    ["Nein danke", "danke"],
    ["Nein, liebe Grüsse Ruth", ""],
    ["nicht senden", "senden"],
    ["Stopp!", ""],
    ["Ablehnen: zu spät", "zu spät"],
    ["abbrechen", ""],
    ["No", ""],
    ["No, wrong date", "wrong date"],
    ["Don’t send this", "send this"],
    ["Reject", ""],
    ["refuse", ""],
    ["Cancel please", "please"],
    ["Non, pas encore", "pas encore"],
    ["No, data sbagliata", "data sbagliata"],
    ["Hallo, nein", ""],
    ["Hoi Ruth. Abgesagt.", ""],
    ["Nei, das isch de falsch", "das isch de falsch"],
    [
      "Freundliche Grüsse\nRuth Keller\n\nAm 3.5.2026 um 10:00 schrieb Kirche:\n> Frage\n\nNein, falsches Datum",
      "falsches Datum",
    ],
    ["Bonjour Annulez", ""],
    ["> Frage\n\nNein", ""],
    ["Neiiin", ""],
    ["No, problem with the date", "problem with the date"],
  ])("%j", (text, reason) => {
    expect(answerOf(text)).toEqual({ kind: "reject", reason });
  });
});

describe("Ruth is asked back after", () => {
  test.each([
    "Das habe ich nicht geschrieben",
    "Ok, aber erst Freitag",
    "Ok,\naber erst Freitag",
    "Ja nicht!",
    "Ja?",
    "?",
    "👎",
    "👍👎",
    "Nichts dagegen",
    "Kein Problem",
    "Notfall!",
    "Noch nicht",
    "Nordlager",
    "bitte nicht senden",
    "Bitte?",
    "Bitte",
    "und",
    "Lieber nicht",
    "Lieber Freitag",
    "Ja und nein",
    "Ja, 24.12.",
    "+1",
    "Ja…",
    "Beat",
    "LG Beat",
    "Ruth Keller\nBitte nicht senden",
    "Liebe Grüsse\nRuth\nPS: aber erst am Freitag",
    "am 24.12.2026 08:00",
    "Wer hat das geschrieben?",
    "jaein",
    "Oui mais demain",
    "Si possible vendredi",
    "Gesendet von der falschen Adresse",
    "[👎]",
    "[ ] Ja",
    "Bitte nochmals senden",
    "Ok –\naber erst Freitag",
    "Ok:\nnicht vor Freitag",
    "Danke.\nBitte noch nicht senden.",
    "Hallo Ruth?",
    "Hallo Warum?",
    "Hoi Ruth. Rückzug.",
    "Hallo Rückzug!",
    "Hallo Irrtum\nDanke",
    "Hallo Rückzug. Gruss Ruth",
    "Hallo Rückzug, Gruss Ruth",
    "Hi Sorry, LG Ruth",
    "Datum: 12.12.2026 (nicht 5.12.)\nVon: 14:00 bis 16:00\nAn: alle Leiter, nicht an die Eltern",
    "Hallo 👎",
    "Hallo zusammen 👎\nDanke",
    "Danke. LG Ruth 👎",
    "Hello Why?",
    "Bonjour Attendez",
    "Ciao Aspetta",
    "Von: falsch\nDatum: falsch\nBetreff: falsch",
    "Guten Tag - Absage",
    "Absage bitte so verschicken, danke",
    "Ne changez rien, c'est parfait",
    "Vielen Dank!\n\nIhre Nachricht ist bei uns eingegangen.",
    "Merci beaucoup !\nJe suis absente jusqu'au 7 décembre.",
    "Thank you.\n\nI am out of the office until December 7",
    "Ruth Keller\n\nIch bin bis 7. Dezember in den Ferien.",
    "Danke\nBitte stoppen",
    "Danke\nFalsches Datum",
    "Danke!\nBitte ohne Anhang",
    "Vielen Dank\nKönnt ihr das Datum korrigieren?",
    "Die Nachricht bitte nicht drucken",
    "Danke vielmals\n\nIch schaue es mir an.",
    "Thanks\n\nI'll get back to you",
    "Merci\nJe regarde ça",
    "Grazie\n\nControllo e vi faccio sapere",
    "Vielen Dank\n\nUnser Büro hat zurzeit Betriebsferien.",
    "Danke\nBitte klicken Sie auf den Link: https://post.example/abc",
    "Ja\nAber bitte ohne Anhang",
    "Ok\nDanke\nNur an die Leiter",
    "Oui\nsauf aux parents",
    "Ja\nHalt, doch nicht!",
    "Ja\nDas Datum ist falsch",
    "Ja, gerne\nKönntest du noch das Datum korrigieren?",
    "Ok.\nIch habe das aber nicht geschrieben",
    "Alles klar\nBitte trotzdem noch nicht verschicken",
    "Ok, danke für die Info",
    "Danke für die Nachfrage",
    "Können Sie bestätigen",
    "Stimmt das so",
    "No problem",
    "Not sure",
    "Non so",
    "no nöd schicke",
    "LG Ruth\n\nDiese Mail ist vertraulich und darf nicht an diese Empfänger gehen!",
    "LG Ruth\n\nDiese Nachricht ist vertraulich, ich bin nicht der Empfänger.",
  ])("%j", (text) => {
    expect(answerOf(text)).toEqual({ kind: "unclear" });
  });
});

describe("no greeting hides a word that objects:", () => {
  const objections = [...NO_WORDS, ...DOUBTS].filter((word) => /^[a-z]{3,}$/.test(word));

  test.each(objections)("%s", (word) => {
    const said = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
    for (const greeting of ["Hallo", "Liebe Anna,", "Guten Tag Frau Keller.", "Bonjour", "Ciao", "Hello"]) {
      expect(answerOf(`${greeting} ${said}!\nDanke\nLG Ruth`).kind).not.toBe("release");
    }
  });
});

test("mail to the reject address rejects whatever it says", () => {
  const reject = (ownLines: string[]) => readAnswer({ verb: "reject", ownLines, subject: "", names });

  expect(reject([])).toEqual({ kind: "reject", reason: "" });
  expect(reject(["Ja"])).toEqual({ kind: "reject", reason: "Ja" });
  expect(reject(["Nein, falsches Datum", "Danke"])).toEqual({ kind: "reject", reason: "falsches Datum\nDanke" });
});

test("somebody called Nicht cannot say yes by saying no", () => {
  const answer = readAnswer({ verb: "confirm", ownLines: ["Ja nicht"], subject: "", names: ["Anna Nicht"] });
  expect(answer).toEqual({ kind: "unclear" });
});

test.each(["Noé", "Noé Favre\nJugendleiter", "Noé: oui"])("somebody called Noé can say yes: %j", (text) => {
  const answer = readAnswer({ verb: "confirm", ownLines: ownText(text), subject: "", names: ["Noé", "Favre"] });
  expect(answer).toEqual({ kind: "release" });
});

test.each([
  "Nein",
  "Re: Nein",
  "AW: Stopp, falsches Datum",
  "Re: Nicht: Bitte bestätigen",
  "Re: Not yet",
  "Bitte warten",
])("a no in the subject above an empty text is no silence: %s", (subject) => {
  expect(answerOf("", subject)).toEqual({ kind: "unclear" });
  expect(answerOf("Ja", subject)).toEqual({ kind: "release" });
});

test.each([
  "",
  "Re: Bitte bestätigen: «Nein»",
  "Re: Freigeben? «Aber nicht senden?»",
  "Bitte noch einmal antworten: x",
  "Ja",
  "WG: Lager",
])("and this is silence: %j", (subject) => {
  expect(answerOf("", subject)).toEqual({ kind: "release" });
});

test("a name with several words, accents and capitals is still Ruth's own", () => {
  const answer = readAnswer({
    verb: "confirm",
    ownLines: ["Ja, R. MULLER-LÜDENSCHEIDT"],
    subject: "",
    names: ["R. Müller-Lüdenscheidt"],
  });

  expect(answer).toEqual({ kind: "release" });
});
