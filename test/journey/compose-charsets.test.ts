import { describe, expect, test } from "vitest";
import { encodeCharset } from "../../src/mail/charset.ts";
import { bodyOf, compose, formOf, person, read, textMail, written } from "./compose-sample.ts";

const joerg = person({ firstName: "Jörg", lastName: "Äschbacher", gender: "m" });
const dorde = person({ firstName: "Đorđe", lastName: "Łukić", gender: "m" });

test("an unknown charset takes an ASCII name as it is, and others in UTF-8", () => {
  const raw = textMail("text/plain; charset=x-klingon", "8bit", Buffer.from("Gr\xfcsse ###VORNAME###", "latin1"));
  expect(bodyOf(compose(raw)).toString("latin1")).toBe("Gr\xfcsse Anna");
  expect(read(compose(raw, [dorde]))).toBe("Grüsse Đorđe");
});

test.each([
  ["shift_jis", "\x83\x5c\x95\x5c ###VORNAME### \x81\xff\xfd \x83"],
  ["gbk", "\x81\x7c ###VORNAME### \xff \x81"],
  ["iso-2022-jp", "\x1b$B#A#B\x1b(J~ \x1b(B###VORNAME### \x1b$BI=\x1b(B \x1b$@I=\x1b(B \xff"],
  ["utf-8", "\xc3 ###VORNAME### \xff\xfe"],
  ["us-ascii", "\xc3\xbc ###VORNAME### \xff"],
  ["x-klingon", "\x80\x81 ###VORNAME### \xff"],
  ["hz-gb-2312", "~{VPND~} ###VORNAME### ~~"],
])("in %s an ASCII name leaves every other byte, right or wrong, as it is", (charset, text) => {
  for (const type of ["text/plain", "text/html"]) {
    const raw = textMail(`${type}; charset=${charset}`, "8bit", Buffer.from(text, "latin1"));
    expect(bodyOf(compose(raw)).toString("latin1")).toBe(text.replace("###VORNAME###", "Anna"));
  }
});

test("ISO-2022-JP has no escape sequence for nothing, which strict readers object to", () => {
  const nobody = person({ firstName: "" });
  const raw = written("iso-2022-jp", "8bit", "表###VORNAME|能###表###VORNAME###表");
  expect(read(compose(raw, [nobody]))).toBe("表能表表");
});

test("HTML whose charset stands in the text alone is read by it", () => {
  const text = '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>Привет ###VORNAME###</p>';
  const raw = textMail("text/html", "8bit", encodeCharset(text, "koi8-r") ?? "");
  expect(bodyOf(compose(raw)).equals(encodeCharset(text.replace("###VORNAME###", "Anna"), "koi8-r") ?? raw)).toBe(true);
  expect(formOf(compose(raw))).toEqual([undefined, "8bit"]);
  expect(formOf(compose(raw, [joerg]))).toEqual(["utf-8", "8bit"]);
  expect(read(compose(raw, [joerg]))).toBe(text.replace("###VORNAME###", "Jörg"));
});

test("who says ISO-8859-1 and means Windows-1252 is understood", () => {
  const raw = textMail("text/plain; charset=iso-8859-1", "8bit", Buffer.from("\x84###VORNAME###\x93 \x80", "latin1"));
  expect(bodyOf(compose(raw)).toString("latin1")).toBe("\x84Anna\x93 \x80");
  expect(read(compose(raw, [dorde]))).toBe("„Đorđe“ €");
});

describe("a line that a value makes longer than servers carry", () => {
  const long = person({ firstName: "Anna ".repeat(20).trim() });

  test.each(["7bit", "8bit", "binary"])("is encoded in a part of %s", (encoding) => {
    const text = `${"x".repeat(900)} ###VORNAME###\r\ny`;
    const raw = textMail("text/plain; charset=utf-8", encoding, Buffer.from(text));
    expect(bodyOf(compose(raw)).toString()).toBe(text.replace("###VORNAME###", "Anna"));
    const copy = compose(raw, [long]);
    expect(formOf(copy)).toEqual(["utf-8", "quoted-printable"]);
    expect(read(copy)).toBe(text.replace("###VORNAME###", long.firstName));
  });

  test("stays where the author's own lines are as long, or the values stand on many lines", () => {
    const own = `${"x".repeat(999)}\r\n###VORNAME###`;
    const many = `${"x".repeat(900)}\r\n${"###VORNAME###\r\n".repeat(9)}`;
    for (const text of [own, many]) {
      const raw = textMail("text/plain; charset=utf-8", "8bit", Buffer.from(text));
      expect(bodyOf(compose(raw, [long])).toString()).toBe(text.replaceAll("###VORNAME###", long.firstName));
    }
  });
});
