import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeCharset, encodeCharset, knowsCharset } from "../../src/mail/charset.ts";

describe("charsets", () => {
  test.each([
    ["utf-8", "Grüsse 日本 😀"],
    ["UTF8", "Grüsse"],
    ["us-ascii", "Gruesse"],
    ["ISO-8859-1", "Grüsse"],
    ["iso-8859-15", "5 €"],
    ["iso-8859-2", "Łódź"],
    ["windows-1252", "„Grüsse“ 5 €"],
    ["windows-1251", "Привет"],
    ["koi8-r", "Привет"],
    ["koi8r", "Привет"],
    ["Shift_JIS", "日本語"],
    ["shift-jis", "日本語"],
    ["euc-jp", "日本語"],
    ["ISO-2022-JP", "日本語 abc"],
    ["gb2312", "中文"],
    ["iso-gb2312", "中文"],
    ["x-gbk", "中文"],
    ["big5", "中文"],
    ["euc-kr", "한국"],
    ["ks_c_5601-1987", "한국"],
    ["utf-7", "Grüsse"],
    ["utf-16le", "Grüsse"],
    ["iso-8859-8-i", "שלום"],
    ["x-mac-roman", "Grüsse"],
    ["x-cp1251", "Привет"],
    ["X-Mac-Cyrillic", "Привет"],
    ["koi8", "Привет"],
  ])("%s carries %s there and back", (charset, text) => {
    const bytes = encodeCharset(text, charset);
    expect(bytes).toBeDefined();
    expect(decodeCharset(bytes ?? Buffer.of(), charset)).toBe(text);
  });

  test.each([
    "",
    "x-gibtsnicht",
    "x-base64",
    "x-x-",
    "base64",
    "hex",
    "binary",
    "constructor",
    "__proto__",
    "utf-8\r\nX: y",
    "unknown-8bit",
  ])("%j is no charset", (charset) => {
    expect(knowsCharset(charset)).toBe(false);
    expect(decodeCharset(Buffer.from("a"), charset)).toBeUndefined();
    expect(encodeCharset("a", charset)).toBeUndefined();
  });

  test.each([
    ["us-ascii", "Müller"],
    ["iso-8859-1", "5 €"],
    ["iso-8859-1", "日本"],
    ["windows-1252", "Łódź"],
    ["iso-2022-jp", "😀"],
    ["shift_jis", "ü"],
    ["koi8-r", "ß日"],
  ])("%s has no place for %s", (charset, text) => {
    expect(encodeCharset(text, charset)).toBeUndefined();
  });

  test("no byte order mark gets into the middle of a text", () => {
    expect(encodeCharset("a", "utf-16")).toBeUndefined();
    expect(encodeCharset("a", "utf-16be")).toEqual(Buffer.from([0, 0x61]));
    expect(encodeCharset("a", "utf-8")).toEqual(Buffer.from("a"));
  });

  test("what claims to be ASCII and is not is read as it was meant", () => {
    expect(decodeCharset(Buffer.from("Grüsse"), "us-ascii")).toBe("Grüsse");
    expect(decodeCharset(Buffer.from("Grüsse", "latin1"), "us-ascii")).toBe("Grüsse");
  });

  test("UTF-16 with a byte order mark is read in its order", () => {
    expect(decodeCharset(Buffer.from([0xfe, 0xff, 0, 0x61]), "utf-16")).toBe("a");
    expect(decodeCharset(Buffer.from([0xff, 0xfe, 0x61, 0]), "utf-16")).toBe("a");
    expect(decodeCharset(Buffer.from([0xff, 0xfe, 0x61, 0]), "unicode")).toBe("a");
  });

  test("any bytes are read in any charset, and what is encoded reads back", () => {
    const charsets = fc.constantFrom(
      "utf-8",
      "us-ascii",
      "iso-8859-1",
      "windows-1252",
      "iso-2022-jp",
      "shift_jis",
      "utf-7",
      "gb18030",
      "utf-16",
    );
    fc.assert(
      fc.property(charsets, fc.uint8Array(), fc.string({ unit: "grapheme" }), (charset, octets, text) => {
        expect(decodeCharset(Buffer.from(octets), charset)).toBeTypeOf("string");
        const encoded = encodeCharset(text, charset);
        if (encoded !== undefined) expect(decodeCharset(encoded, charset)).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });
});
