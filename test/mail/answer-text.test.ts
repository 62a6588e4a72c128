import { expect, test } from "vitest";
import { readOwnText } from "../../src/mail/answer-text.ts";

function mail(...lines: string[]): Buffer {
  return Buffer.from(lines.join("\r\n"));
}

/** A mail of a text and one more part. */
function textBeside(text: string, header: string[], content: string): Buffer {
  const lines = ["--b", "Content-Type: text/plain", "", text, "--b", ...header, "", content, "--b--"];
  return mail('Content-Type: multipart/mixed; boundary="b"', "", ...lines);
}

test("Ruth's plain text counts, not its twin in HTML", () => {
  const raw = mail(
    "From: ruth@post.example",
    'Content-Type: multipart/alternative; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "S=C3=AC",
    "",
    "> Nein",
    "--b",
    "Content-Type: text/html",
    "",
    "<p>Nein</p>",
    "--b--",
  );

  expect(readOwnText(raw)).toEqual(["Sì"]);
});

test("an empty plain text does not hide the answer in the HTML", () => {
  const raw = mail(
    'Content-Type: multipart/alternative; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    " ",
    "--b",
    "Content-Type: text/html; charset=iso-8859-1",
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from("<p>Nein, sp\xe4ter</p>", "latin1").toString("base64"),
    "--b--",
  );

  expect(readOwnText(raw)).toEqual(["Nein, später"]);
});

test("a mail that is nothing but a quote is silent", () => {
  expect(readOwnText(mail("Subject: Re: Freigeben?", "", "> Antworten Sie mit Nein"))).toEqual([]);
});

const FLOWED = "Content-Type: text/plain; charset=utf-8; format=flowed";

test.each<[string, string[], string[]]>([
  ["a sentence that a program has wrapped is one line", ["Ja ", "aber nicht an Peter"], ["Ja aber nicht an Peter"]],
  ["a new paragraph is not", ["Ja", "Gruss an alle"], ["Ja", "Gruss an alle"]],
  ["what stands above a quote goes on in nothing", ["Ja ", "Am Montag schrieb Kirche:", "> Frage ", "> mehr"], ["Ja"]],
  ["nor what a phone adds", ["Ja ", "Von meinem iPhone gesendet"], ["Ja"]],
  ["nor does a signature begin in a sentence", ["Ja ", "-- ", "Ruth"], ["Ja"]],
  ["and a quote not in the words above it", ["Ja ", "> Frage"], ["Ja"]],
])("in text of fluid width %s", (_what, lines, own) => {
  expect(readOwnText(mail(FLOWED, "", ...lines))).toEqual(own);
});

test.each([
  ["soft breaks", "a \r\n"],
  ["soft breaks and empty lines", "Am 1 \r\n\r\n"],
])("a megabyte of %s is read in no time", (_what, line) => {
  const startedAt = performance.now();
  readOwnText(mail(FLOWED, "", line.repeat(1_000_000 / line.length)));
  expect(performance.now() - startedAt).toBeLessThan(20_000);
});

test("a word that was parted in text of fluid width is whole again", () => {
  expect(readOwnText(mail(`${FLOWED}; delsp=yes`, "", "Einver ", "standen"))).toEqual(["Einverstanden"]);
});

test("an encrypted answer is not silent: nobody knows what it says", () => {
  expect(
    readOwnText(mail("Content-Type: application/pkcs7-mime; smime-type=enveloped-data", "", "MIIB")),
  ).toBeUndefined();
});

test.each([
  ["something encrypted", "application/pkcs7-mime; smime-type=enveloped-data"],
  ["what PGP sealed", "application/pgp-encrypted"],
  ["rich text", "text/rtf"],
  ["a spoken message", "audio/mp4; name=memo.m4a"],
  ["the answer to an invitation", "text/calendar; method=REPLY"],
  ["a read receipt", "message/disposition-notification"],
  ["rich text of Outlook", "application/ms-tnef; name=winmail.dat"],
  ["the same without a type", "application/octet-stream; name=winmail.dat"],
  ["a spoken message without a type", "application/octet-stream; name=Sprachmemo.m4a"],
  ["a document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document; name=Korrektur.docx"],
  ["a printed page", "application/pdf; name=Korrektur.pdf"],
])("an empty text beside %s is not silent", (_, type) => {
  const beside = (text: string) => textBeside(text, [`Content-Type: ${type}`], "MIIB");

  expect(readOwnText(beside(""))).toBeUndefined();
  expect(readOwnText(beside("Ja"))).toEqual(["Ja"]);
});

test("a text that was made a file beside an empty text may be the answer, and is not silent", () => {
  const header = [
    'Content-Type: text/plain; name="ATT00001.txt"',
    'Content-Disposition: attachment; filename="ATT00001.txt"',
  ];
  const beside = (file: string) => textBeside("", header, file);

  expect(readOwnText(beside("Nein"))).toBeUndefined();
  expect(readOwnText(beside(""))).toEqual([]);
});

test("a picture beside an empty text is a signature, and says nothing", () => {
  const raw = mail(
    'Content-Type: multipart/related; boundary="b"',
    "",
    "--b",
    "Content-Type: text/html",
    "",
    '<img src="cid:logo">',
    "--b",
    "Content-Type: image/png",
    "",
    "iVBO",
    "--b--",
  );

  expect(readOwnText(raw)).toEqual([]);
});

test.each([
  "application/pgp-signature; name=signature.asc",
  "application/pkcs7-signature; name=smime.p7s",
  "text/vcard",
  "application/octet-stream; name=logo.png",
  "message/rfc822",
])("%s beside an empty text says nothing either", (type) => {
  expect(readOwnText(textBeside("", [`Content-Type: ${type}`], "MIIB"))).toEqual([]);
});

test("who says ISO-8859-1 and writes the apostrophe of Windows is understood", () => {
  const raw = Buffer.from("Content-Type: text/plain; charset=iso-8859-1\r\n\r\nD\x92accord", "latin1");
  expect(readOwnText(raw)).toEqual(["D’accord"]);
});

test("an unknown charset does not make a no unreadable", () => {
  expect(readOwnText(mail("Content-Type: text/plain; charset=x-unheard-of", "", "Nein"))).toEqual(["Nein"]);
});
