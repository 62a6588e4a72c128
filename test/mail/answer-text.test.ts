import { expect, test } from "vitest";
import { readOwnText } from "../../src/mail/answer-text.ts";

function mail(...lines: string[]): Buffer {
  return Buffer.from(lines.join("\r\n"));
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

test("an encrypted answer is not silent: nobody knows what it says", () => {
  expect(
    readOwnText(mail("Content-Type: application/pkcs7-mime; smime-type=enveloped-data", "", "MIIB")),
  ).toBeUndefined();
});

test.each([
  ["something encrypted", "application/pkcs7-mime; smime-type=enveloped-data"],
  ["what PGP sealed", "application/pgp-encrypted"],
  ["the answer to an invitation", "text/calendar; method=REPLY"],
  ["a read receipt", "message/disposition-notification"],
])("an empty text beside %s is not silent", (_, type) => {
  const beside = (text: string) =>
    mail(
      'Content-Type: multipart/mixed; boundary="b"',
      "",
      "--b",
      "Content-Type: text/plain",
      "",
      text,
      "--b",
      `Content-Type: ${type}`,
      "",
      "MIIB",
      "--b--",
    );

  expect(readOwnText(beside(""))).toBeUndefined();
  expect(readOwnText(beside("Ja"))).toEqual(["Ja"]);
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

test("an unknown charset does not make a no unreadable", () => {
  expect(readOwnText(mail("Content-Type: text/plain; charset=x-unheard-of", "", "Nein"))).toEqual(["Nein"]);
});
