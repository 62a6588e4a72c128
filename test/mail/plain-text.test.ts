import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readableText, wholeText } from "../../src/mail/plain-text.ts";
import { describeCorpora } from "../support/corpora.ts";

function textOf(raw: string, limit = 1_000): string {
  return readableText(Buffer.from(raw), limit);
}

function htmlText(html: string): string {
  return textOf(`Content-Type: text/html; charset=utf-8\r\n\r\n${html}`);
}

describe("the text of a mail", () => {
  test.each([
    ["plain", "Subject: x\r\n\r\nHallo\r\nzusammen\r\n", "Hallo\nzusammen"],
    [
      "in quoted-printable",
      "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=\r\nsse",
      "Grüsse",
    ],
    [
      "in base64",
      "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nR3LDvHNzZQ==",
      "Grüsse",
    ],
    ["in an unknown charset", "Content-Type: text/plain; charset=x-gibtsnicht\r\n\r\nGrüsse", "Grüsse"],
    ["without any", "Content-Type: image/png\r\n\r\nxxx", ""],
    ["of a mail without a header", "\r\nHallo", "Hallo"],
    [
      "beside HTML",
      "Content-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\nContent-Type: text/html\r\n\r\n<p>HTML\r\n--a\r\n\r\nText\r\n--a--",
      "Text",
    ],
    [
      "behind a text that is attached",
      "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Disposition: attachment\r\n\r\nBeilage\r\n--a\r\n\r\nText\r\n--a--",
      "Text",
    ],
  ])("%s", (_title, raw, text) => {
    expect(textOf(raw)).toBe(text);
  });

  test.each([
    ["the same twice, once", "<p>Hallo<br>Ruth", "Hallo\nRuth", "Hallo\nRuth"],
    ["more in the HTML", "<p>Hallo Ruth</p><p>Gift", "Hallo\nRuth", "Hallo Ruth\n\nGift"],
    ["more in the plain text", "<p>Hallo", "Hallo\nRuth", "Hallo\nRuth"],
    ["another thing in each", "<p>Gift", "Hallo", "Gift\n\nHallo"],
    ["nothing in the plain text", "<p>Gift", "", "Gift"],
  ])("%s, as a whole", (_title, html, plain, text) => {
    const raw = [
      "Content-Type: multipart/alternative; boundary=a",
      "\r\n--a",
      `\r\n${plain}`,
      "--a",
      `Content-Type: text/html\r\n\r\n${html}`,
      "--a--",
    ].join("\r\n");
    expect(wholeText(Buffer.from(raw), 1_000)).toBe(text);
  });

  test("a second plain text that follows the first is part of the whole", () => {
    const raw = "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\nHallo\r\n--a\r\n\r\nGift\r\n--a--";
    expect(wholeText(Buffer.from(raw), 1_000)).toBe("Hallo\n\nGift");
  });

  test.each([
    ["<p>Liebe&nbsp;Ruth</p><p>Gr&uuml;sse<br>Anna &amp; Urs</p>", "Liebe Ruth\n\nGrüsse\nAnna & Urs"],
    ["<style>p { color: red }</style><script>alert('<p>')</script>Text", "Text"],
    ["<b>fett</b> und <i>schräg</i>", "fett und schräg"],
    ["vor<!-- <p>Bemerkung --> nach", "vor nach"],
    ["1 < 2 <3 und > 0", "1 < 2 <3 und > 0"],
    ["<blockquote>Zitat</blockquote>", "Zitat"],
    ["offen <a href='x", "offen"],
    ["<title>T</title>x", "x"],
  ])("the HTML %s", (html, text) => {
    expect(htmlText(html)).toBe(text);
  });

  test("a long text is cut between characters", () => {
    expect(textOf("\r\n\r\nabcdef", 3)).toBe("abc");
    expect(textOf("Content-Type: text/plain; charset=utf-8\r\n\r\nab😀cd", 3)).toBe("ab");
  });

  test.each(["<", "<!--", "<script>", "<p", "&", " ", "<style", "\r\n", "</"])(
    "10 MB of %j are read in linear time",
    (piece) => {
      const html = `Content-Type: text/html\r\n\r\n${piece.repeat(10_000_000 / piece.length)}`;
      const startedAt = performance.now();
      textOf(html, 100_000);
      expect(performance.now() - startedAt).toBeLessThan(5_000);
    },
  );
});

describeCorpora("the texts of real mails", (folder) => {
  test("every mail has a text without tags, or none", () => {
    const files = readdirSync(join(folder, "mime/own")).filter((name) => name.endsWith(".eml"));
    expect(files.length).toBeGreaterThan(50);
    for (const file of files) {
      expect(readableText(readFileSync(join(folder, "mime/own", file)), 2_000), file).not.toMatch(
        /<\/(?:p|div|span|html)>/,
      );
    }
  });

  test("the umlauts of German mail programs are read", () => {
    const read = (name: string) => readableText(readFileSync(join(folder, "mime/own", name)), 2_000);
    for (const name of [
      "de-outlook-windows-1252.eml",
      "de-thunderbird-flowed-8bit.eml",
      "de-webmail-html-only-8bit.eml",
      "de-gmail-alternative.eml",
    ]) {
      expect(read(name), name).toMatch(/[äöü]/);
      expect(read(name), name).not.toContain("\ufffd");
    }
  });
});
