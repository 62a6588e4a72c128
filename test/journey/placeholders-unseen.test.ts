import { describe, expect, test } from "vitest";
import { encodeCharset } from "../../src/mail/charset.ts";
import { decodeWords } from "../../src/mail/encoded-words.ts";
import { firstValue, parseHeader } from "../../src/mail/header.ts";
import { encodeBase64, encodeQuotedPrintable } from "../../src/mail/transfer.ts";
import { anna, compose, filled, mail, person, textMail, texts, urs } from "./compose-sample.ts";

const AARAU = person({ fields: { "PLZ ORT": "5000 Aarau" } });

describe("what nobody sees in and around a placeholder", () => {
  test.each([
    "###VOR\u00adNAME###",
    "###VOR\u200bNAME###",
    "#\u2060##VORNAME##\ufeff#",
    "###\u200eVORNAME\u200f###",
    "###\u200c\u200dvorname###",
  ])("%j is read, and goes with the placeholder", (text) => {
    expect(filled(`[${text}]`)).toBe("[Anna]");
    expect(filled(`<p>[${text}]</p>`, [anna], { type: "html" })).toBe("<p>[Anna]</p>");
  });

  test.each([
    ["###VOR&shy;NAME###", "Anna"],
    ["###VOR&#8203;NAME###", "Anna"],
    ["###VOR&#x200B;NA&zwnj;ME###", "Anna"],
    ["&#xFEFF;###VORNAME###", "&#xFEFF;Anna"],
  ])("as a reference in HTML, %j, as well", (text, expected) => {
    expect(filled(text, [anna], { type: "html" })).toBe(expected);
  });

  test("beside a placeholder it stays", () => {
    expect(filled("\u200b###VORNAME###\u200b")).toBe("\u200bAnna\u200b");
  });

  test("in the text for an empty value it stays: letters may hang on it", () => {
    const nobody = person({ firstName: "" });
    expect(filled("###VORNAME|\u{1f468}\u200d\u{1f469}###", [nobody])).toBe("\u{1f468}\u200d\u{1f469}");
  });

  test("in a part of ISO-8859-1 a soft hyphen is one byte", () => {
    const raw = textMail("text/plain; charset=iso-8859-1", "8bit", Buffer.from("###VOR\xadNAME### \xad", "latin1"));
    expect(texts(compose(raw))).toEqual(["Anna \u00ad"]);
  });

  test("blanks of every kind part a salutation from a name, and the words of a field", () => {
    for (const blank of ["\u00a0", "\u202f", "\u2009", "\u3000", " \u00a0"]) {
      expect(filled(`###_SALUTATION###${blank}###VORNAME###,`, [anna, urs])).toBe("Liebe Anna, lieber Urs,");
      expect(filled(`###PLZ${blank}ORT###`, [AARAU])).toBe("5000 Aarau");
    }
    expect(filled("###PLZ\nORT###", [AARAU])).toBe("5000 Aarau");
    expect(filled("###PLZ \n  ORT###", [AARAU])).toBe("5000 Aarau");
  });
});

describe("a subject", () => {
  function subject(written: string, firstName = "Anna"): string {
    const copy = compose(mail(`From: ruth@post.example\nSubject: ${written}\n\nx`), [person({ firstName })]);
    return decodeWords(firstValue(parseHeader(copy), "subject") ?? "");
  }

  test.each([
    "=?utf-8?Q?F=C3=BCr_=23=23=23VOR?=\n =?iso-8859-1?B?TkFNRSMjIw==?=\n\t=?windows-1252?q?_=FC=DF?=",
    "=?us-ascii?Q?F?= =?iso-8859-15?Q?=FCr_##?= =?utf-8?B?I1ZP?=\n =?utf-7?Q?RNAM?= =?koi8-r?Q?E##?= =?utf-8?Q?=23_=C3=BC=C3=9F?=",
    "=?utf-8?Q?F=C3?= =?utf-8?Q?=BCr_###V?= =?utf-8?B?T1JOQU1FIyMjIMM=?= =?utf-8?B?vMOf?=",
    "=?utf-8*de?Q?F=C3=BCr?= ###VORNAME### =?iso-2022-jp?B?GyRCI3wbKEI=?==?utf-8?Q?_=C3=BC=C3=9F?=",
    "=?utf-8?Q?F=C3=BCr_=23=23=23VOR=C2=AD=E2=80=8BNAME=23=23=23?= =?utf-8?Q?_=C3=BC=C3=9F?=",
  ])("of the encoded words %j is read as a whole", (written) => {
    expect(subject(written)).toMatch(/^Für Anna .*üß$/);
    expect(subject(written, "Đorđe")).toMatch(/^Für Đorđe .*üß$/);
    expect(subject(written, "")).toMatch(/^Für .*üß$/);
    expect(subject(written, "")).not.toMatch(/ {2}|###/);
  });

  test("that is folded or of raw bytes is read", () => {
    expect(subject("Grüsse an\n\t###VORNAME###,\n bis bald")).toBe("Grüsse an Anna, bis bald");
    const latin = mail("From: ruth@post.example\nSubject: Grüsse ###VORNAME###\n\nx", "latin1");
    expect(decodeWords(firstValue(parseHeader(compose(latin)), "subject") ?? "")).toBe("Grüsse Anna");
  });
});

describe.each(["8bit", "quoted-printable", "base64"])("a part in %s", (encoding) => {
  function part(charset: string, text: string): Buffer {
    const bytes = encodeCharset(text, charset) ?? Buffer.from(text);
    const body =
      encoding === "base64"
        ? encodeBase64(bytes)
        : encoding === "quoted-printable"
          ? encodeQuotedPrintable(bytes)
          : bytes;
    return textMail(`text/plain; charset=${charset}`, encoding, body);
  }

  test.each([
    ["shift_jis", "ソ表 ###VOR###VORNAME### 能|###VORNAME|ソ表### ポ\r\n"],
    ["gbk", "乗亅 ###VORNAME### 亅|###VORNAME|乗亅### 亅\r\n"],
    ["gb18030", "乗亅€ ###VORNAME### 亅|###VORNAME|乗亅### ¤\r\n"],
    ["big5", "功蓋 ###VORNAME### 許|###VORNAME|功蓋### 擺\r\n"],
    ["euc-kr", "똠방 ###VORNAME### 펲|###VORNAME|똠방### 각하\r\n"],
    ["euc-jp", "表能 ###VORNAME### ソ|###VORNAME|表能### ポ\r\n"],
    ["iso-2022-jp", "＃＃表 ###VORNAME### 能|###VORNAME|表能### ポ\r\n"],
    ["koi8-r", "Привет ###VORNAME### мир|###VORNAME|друг### Ю\r\n"],
    ["utf-7", "Grüße ###VORNAME### ä|###VORNAME|Frëund### +\r\n"],
    ["utf-16be", "表 ###VORNAME### 能|###VORNAME|表### ポ"],
  ])("in %s keeps every letter", (charset, text) => {
    if (charset === "utf-16be" && encoding !== "base64") return;
    const raw = part(charset, text);
    const named = text.replace(/(?<!VOR)###VORNAME(?:\|[^#]*)?###/g, "Anna");
    expect(texts(compose(raw))).toEqual([named]);
    const unnamed = text.replace(/ ###VORNAME###/, "").replace(/###VORNAME\|([^#]*)###/, "$1");
    expect(texts(compose(raw, [person({ firstName: "" })]))).toEqual([unnamed]);
    expect(texts(compose(raw, [person({ firstName: "Đorđe 山" })]))).toEqual([named.replaceAll("Anna", "Đorđe 山")]);
  });
});
