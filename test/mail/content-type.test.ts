import { describe, expect, test } from "vitest";
import { parseParameterized } from "../../src/mail/content-type.ts";

describe("a field with parameters", () => {
  test.each<[string, string, Record<string, string>]>([
    ["text/plain", "text/plain", {}],
    ["TEXT/Plain; Charset=UTF-8", "text/plain", { charset: "UTF-8" }],
    ["text/plain; charset=us-ascii (Plain text)", "text/plain", { charset: "us-ascii" }],
    ['(first) (nested (a;b)) text/plain (then); (c)charset=(d)"utf-8" (e)', "text/plain", { charset: "utf-8" }],
    ["text/plain (a; b); charset=(c) utf-8", "text/plain", { charset: "utf-8" }],
    ["text/plain (a; charset=utf-8", "text/plain", { charset: "utf-8" }],
    ["text/html charset=utf-8", "text/html", {}],
    ["text / html;charset=utf-8;", "text/html", { charset: "utf-8" }],
    ["text", "text", {}],
    ["", "", {}],
    ["multipart/mixed; boundary=----=_Part_1.=a?b", "multipart/mixed", { boundary: "----=_Part_1.=a?b" }],
    ['multipart/mixed; boundary="a;b\\"c (d)"', "multipart/mixed", { boundary: 'a;b"c (d)' }],
    ['multipart/mixed; boundary="offen', "multipart/mixed", { boundary: "offen" }],
    ['multipart/mixed; boundary="a"; boundary="b"', "multipart/mixed", { boundary: "a" }],
    ['multipart/mixed; boundary="=?utf-8?Q?a?="', "multipart/mixed", { boundary: "=?utf-8?Q?a?=" }],
    ["attachment; filename=Plan (2) neu.pdf", "attachment", { filename: "Plan (2) neu.pdf" }],
    [
      "attachment; filename*=ISO-8859-1''%DCbersicht.pdf; filename=\"Uebersicht.pdf\"",
      "attachment",
      { filename: "Übersicht.pdf" },
    ],
    ["attachment; filename*=utf-8'de'%C3%9Cbersicht.pdf", "attachment", { filename: "Übersicht.pdf" }],
    ["attachment; filename*=%C3%9Cbersicht.pdf", "attachment", { filename: "Übersicht.pdf" }],
    ["attachment; filename*=x-gibtsnicht''%C3%9C.pdf", "attachment", { filename: "Ü.pdf" }],
    [
      "a/b; name*0*=utf-8'de'%C3%9Cbersicht%20; name*1=\"der \"; name*2*=B%C3%A4nke.pdf",
      "a/b",
      { name: "Übersicht der Bänke.pdf" },
    ],
    ["a/b; name*1=zwei; name*0=eins; name*10=elf; name*2=drei", "a/b", { name: "einszweidreielf" }],
    ['a/b; name="=?utf-8?Q?=C3=9Cbersicht=2Epdf?="', "a/b", { name: "Übersicht.pdf" }],
    ['a/b; name="=?iso-8859-1?Q?=DCbersicht?= =?iso-8859-1?Q?_zwei=2Epdf?="', "a/b", { name: "Übersicht zwei.pdf" }],
    ["a/b; ; =x; y; z=", "a/b", { "": "x", z: "" }],
  ])("%s", (value, word, params) => {
    const read = parseParameterized(value);
    expect(read.word).toBe(word);
    expect({ ...read.params }).toEqual(params);
  });

  test("a parameter may have any name", () => {
    expect(Object.entries(parseParameterized("a/b; __proto__=x").params)).toEqual([["__proto__", "x"]]);
    expect(parseParameterized("a/b").params["constructor"]).toBeUndefined();
  });

  test.each([";", '"', "\\", "(", "()", "(;", " ", " (", "a*0=", "a*1*=%;", "a=b;", "=?utf-8?Q?", "/"])(
    "a full header of %j is read in linear time",
    (piece) => {
      const startedAt = performance.now();
      parseParameterized(`a/b; name="${piece.repeat(262_144 / piece.length)}`);
      parseParameterized(piece.repeat(262_144 / piece.length));
      expect(performance.now() - startedAt).toBeLessThan(5_000);
    },
  );
});
