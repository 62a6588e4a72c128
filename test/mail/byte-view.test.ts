import { describe, expect, test } from "vitest";
import { isByteWise, readView, viewBytes, viewText } from "../../src/mail/byte-view.ts";
import { encodeCharset } from "../../src/mail/charset.ts";

/** The view of a text in a charset. */
function view(text: string, charset: string): string {
  return viewBytes(encodeCharset(text, charset) ?? Buffer.alloc(0), charset) ?? "";
}

describe("a text byte by byte", () => {
  test.each([
    ["utf-8", "Grüsse |#<表"],
    ["iso-8859-1", "Grüsse |#<"],
    ["shift_jis", "表ソ能ﾎ|#<x"],
    ["gbk", "乗亅|#<x"],
    ["gb18030", "乗亅€ÿ|#<x"],
    ["big5", "功蓋許|#<x"],
    ["euc-kr", "똠방각하|#<x"],
    ["euc-jp", "表ソ|#<x"],
    ["iso-2022-jp", "表ソ＃＜|#<x"],
    ["koi8-r", "Привет|#<"],
  ])("in %s shows ASCII where it is meant, and nowhere else", (charset, text) => {
    const seen = view(text, charset);
    expect(seen).toHaveLength(encodeCharset(text, charset)?.length ?? -1);
    expect(seen.replace(/[^ -~]/g, "")).toBe(text.replace(/[^ -~]/g, ""));
    expect(readView(seen, charset)).toBe(text);
    expect(viewText(text, charset)).toBe(seen);
  });

  test.each(["utf-16", "utf-16le", "utf-32", "utf-7", "x-klingon"])("is not to be had in %s", (charset) => {
    expect(isByteWise(charset)).toBe(false);
    expect(viewBytes(Buffer.from("abc"), charset)).toBeUndefined();
  });

  test("a letter that the charset lacks is no byte", () => {
    expect(viewText("aü", "koi8-r")).toBe("a\ufffd");
    expect(viewText("aü", "utf-16")).toBe("a\ufffd");
  });

  test("bytes without sense stay in their places", () => {
    for (const charset of ["shift_jis", "gbk", "big5", "iso-2022-jp", "utf-8"]) {
      const bytes = Buffer.from(Array.from({ length: 512 }, (_, place) => (place * 37) % 256));
      const seen = viewBytes(bytes, charset) ?? "";
      expect([...seen].map((sign) => sign.charCodeAt(0) & 0xff)).toEqual([...bytes]);
    }
    expect(viewBytes(Buffer.from("\x1b$"), "iso-2022-jp")).toHaveLength(2);
  });
});
