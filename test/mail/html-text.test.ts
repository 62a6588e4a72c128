import { describe, expect, test } from "vitest";
import { htmlToText } from "../../src/mail/html-text.ts";
import { ownText } from "../../src/mail/own-text.ts";

const LIMIT = 1_000_000;

describe("the own lines of an answer in HTML by", () => {
  test.each([
    [
      "Gmail",
      '<div dir="ltr">Ja</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">El jue escribió:<br></div>' +
        '<blockquote class="gmail_quote"><div>Nein</div><div><blockquote>Ja</blockquote></div></blockquote></div>',
      ["Ja"],
    ],
    [
      "Gmail, between the quoted lines",
      '<div class="gmail_quote"><div class="gmail_attr">Am 26. schrieb X:</div><blockquote>Frage</blockquote><div>Nein</div><blockquote>Rest</blockquote></div>',
      ["Nein"],
    ],
    [
      "Outlook on the desktop",
      "<html><head><style>p.MsoNormal {margin:0}</style><title>Ja</title></head><body><p class=MsoNormal>Nein<o:p></o:p></p>" +
        '<div style="border:none"><p class=MsoNormal><b>Von:</b> Rundmail &lt;service@x.example&gt;<br><b>Gesendet:</b> Donnerstag<br>' +
        "<b>An:</b> Ruth<br><b>Betreff:</b> x</p></div><p>Ja</p></body></html>",
      ["Nein"],
    ],
    [
      "Outlook in the browser",
      '<div class="elementToProof">Ja&nbsp;gerne</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Od:</b> x</div><div>Nein</div>',
      ["Ja gerne"],
    ],
    [
      "Outlook on a phone, nothing written",
      '<div><br></div><div id="ms-outlook-mobile-reference-message">Nein</div>',
      [],
    ],
    [
      "Thunderbird, at the foot",
      '<div class="moz-cite-prefix">Am 26. schrieb X:<br></div><blockquote type="cite" cite="mid:x"><p>Ja</p></blockquote><p>Nein, <i>falsches</i> Datum</p>',
      ["Nein, falsches Datum"],
    ],
    [
      "Apple Mail",
      'Gr&uuml;ezi<br><div>S&igrave;</div><div dir="ltr">Inviato da iPhone</div><div><br><blockquote type="cite">No</blockquote></div>',
      ["Sì"],
    ],
    [
      "Yahoo",
      '<div>Oui</div><div id="ydp1" class="ydp1a2yahoo_quoted"><div>Le jeudi:</div><div>Non</div></div>',
      ["Oui"],
    ],
  ])("%s", (_program, html, own) => {
    expect(ownText(htmlToText(html, LIMIT))).toEqual(own);
  });
});

test("a sign that opens no tag is text, and so is an unknown reference", () => {
  expect(htmlToText("3 < 4 &amp; &unknown; &constructor; &#8364;&#x1F44D; &#0;", LIMIT)).toBe(
    "3 < 4 & &unknown; &constructor; €👍 &#0;",
  );
});

test("a comment, a script and a style are not read", () => {
  expect(htmlToText("<!-- <p>Ja</p> -->Nein<script>Ja</script><style>Ja", LIMIT)).toBe("Nein");
});

test("an emoji that is drawn is read, a logo is not", () => {
  expect(htmlToText('<p>Ja <img src="cid:1" alt="👎"><img alt="Kirche Aarau" src="cid:2"></p>', LIMIT)).toBe("Ja 👎");
});

test("a title that is closed at once does not swallow the answer", () => {
  expect(htmlToText("<html><head><title/></head><body>Nein</body></html>", LIMIT)).toBe("Nein");
});

test("a head that is never closed does not swallow the answer", () => {
  expect(htmlToText("<html><head><meta charset=utf-8><body>Nein", LIMIT)).toBe("Nein");
});

test.each([
  "<div style='font-size:1px;display:none'>Ja</div>",
  '<div style="display: none">Ja</div>',
  "<span style=visibility:hidden>Ja</span>",
  "<p hidden>Ja</p>",
  "<s>Ja</s>",
])("what is not seen or struck out never speaks before the visible words: %s", (concealed) => {
  expect(htmlToText(`${concealed}<p>Ich bin unsicher`, LIMIT)).toBe("Ich bin unsicher\nJa");
});

test("a preview line that is not seen does not spoil a yes, and is not silence either", () => {
  expect(htmlToText('<div style="display:none">Gratis!<div>x</div></div><p>Ja</p>', LIMIT)).toBe("Ja\n\nGratis!x");
  expect(htmlToText('<div style="display:none">Gratis!</div>', LIMIT)).toBe("Gratis!");
});

test("only so much of the mail is looked at", () => {
  expect(htmlToText("abcdef", 3)).toBe("abc");
});

/** Far above linear time on a busy machine, far below quadratic time. */
const SECONDS_MS = 5_000;

test("a hostile megabyte is read in no time", () => {
  for (const piece of [
    "<div>",
    "<blockquote>",
    "<!--",
    "<a class=",
    "<",
    "&#",
    '<p class="a',
    "&nbsp;",
    "<p   class   ",
    '<p style="',
    '<p style="display',
    "<div hidden>",
  ]) {
    const started = performance.now();
    htmlToText(piece.repeat(1_000_000 / piece.length), LIMIT);
    expect(performance.now() - started).toBeLessThan(SECONDS_MS);
  }
});
