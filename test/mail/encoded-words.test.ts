import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeWords, encodeWords } from "../../src/mail/encoded-words.ts";

describe("reading encoded words", () => {
  test.each([
    ["Grüsse", "Grüsse"],
    ["=?utf-8?Q?Gr=C3=BCsse_aus_Bern?=", "Grüsse aus Bern"],
    ["=?UTF-8?B?R3LDvHNzZQ==?=", "Grüsse"],
    ["=?iso-8859-1?q?Gr=FCsse?= aus =?windows-1252?Q?=80?=", "Grüsse aus €"],
    ["=?utf-8*de?Q?mit_Sprache?=", "mit Sprache"],
    ["=?ISO-8859-1?Q?mit leer?=", "mit leer"],
    ["=?utf-8?Q??=", ""],
    // Question marks that should have been escaped.
    ["=?utf-8?Q?Kommst_du??=", "Kommst du?"],
    ["=?utf-8?Q?Wer? F=C3=BCr wen??= =?utf-8?Q?F=C3=BCr?=", "Wer? Für wen?Für"],
    ["=?utf-8?Q?offen =?utf-8?B?R3LDvHNzZQ==?=", "=?utf-8?Q?offen Grüsse"],
    ["=?ISO-2022-JP?B?GyRCRnxLXDhsGyhC?=", "日本語"],
    ["=?utf-8?Q?Grüsse?=", "Grüsse"],
    // Neighbours, also those that split a character.
    ["=?utf-8?Q?Gr=C3?= =?utf-8?Q?=BCsse?=", "Grüsse"],
    ["=?utf-8?Q?Gr=C3?=\t=?UTF-8?B?vHNzZQ==?=", "Grüsse"],
    ["=?utf-8?B?4pyC?==?utf-8?B?4pyC?=", "✂✂"],
    ["=?utf-8?Q?a?= =?iso-8859-1?Q?=FC?=", "aü"],
    ["=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c"],
    // What is no encoded word stays as it is.
    ["=?utf-8?X?kaputt?=", "=?utf-8?X?kaputt?="],
    ["=?x-gibtsnicht?Q?a?=", "=?x-gibtsnicht?Q?a?="],
    ["=?utf-8?Q?a?= =?x-gibtsnicht?Q?b?= =?utf-8?Q?c?=", "a =?x-gibtsnicht?Q?b?= c"],
    ["=?base64?Q?a?=", "=?base64?Q?a?="],
    ["=?utf-8?Q?offen", "=?utf-8?Q?offen"],
    ["1 =? 2", "1 =? 2"],
  ])("%j reads as %j", (value, text) => {
    expect(decodeWords(value)).toBe(text);
  });

  test("no decoded text brings a line break or NUL along", () => {
    expect(decodeWords("=?utf-8?Q?Ruth=0D=0ABcc:_evil=00?=")).toBe("Ruth Bcc: evil ");
    expect(decodeWords("=?utf-8?B?UnV0aA0KQmNjOiBldmls?=")).toBe("Ruth Bcc: evil");
  });

  test.each([
    "=?",
    "=?a?q?",
    "=?utf-8?q?x?= ",
    "=?utf-8?b?",
    "?=",
    "=?gibtsnicht?q?x?=",
    "=?utf-8?q??",
    "=?x-x-x-x-x-x-x-x?q?x?=",
  ])("a full header of %j is read in linear time", (piece) => {
    const startedAt = performance.now();
    decodeWords(piece.repeat(262_144 / piece.length));
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

describe("writing encoded words", () => {
  test.each([
    ["Hallo zusammen", "Hallo zusammen"],
    ["Grüsse aus Bern", "=?utf-8?Q?Gr=C3=BCsse?= aus Bern"],
    ["schöne Grüsse", "=?utf-8?Q?sch=C3=B6ne_Gr=C3=BCsse?="],
    ["日本", "=?utf-8?B?5pel5pys?="],
    ["Ist 1 =? 2", "Ist 1 =?utf-8?B?PT8=?= 2"],
  ])("%j is written as %j", (text, written) => {
    expect(encodeWords(text)).toBe(written);
  });

  test("every text reads back as it was, in words of at most 75 printable characters", () => {
    const letters = fc.constantFrom(..."abc  ü日😀=?_\t");
    const texts = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: letters, maxLength: 300 }));
    fc.assert(
      fc.property(texts, (text) => {
        const clean = text.toWellFormed().replace(/[\0\r\n]/g, "");
        const written = encodeWords(clean);
        expect(written).toMatch(/^[\x20-\x7e]*$/);
        for (const word of written.match(/=\?utf-8\?[QB]\?\S*/g) ?? []) expect(word.length).toBeLessThanOrEqual(75);
        expect(decodeWords(written)).toBe(clean);
      }),
      { numRuns: 1_000 },
    );
  });

  test("each word of a long text decodes alone, so that no program shows half a character", () => {
    for (const text of ["Zäune, Gärten und Höfe ".repeat(20), "日本語😀".repeat(40)]) {
      const words = encodeWords(text).match(/=\?utf-8\?[QB]\?\S*/g) ?? [];
      expect(words.length).toBeGreaterThan(3);
      for (const word of words) expect(decodeWords(word)).not.toContain("\ufffd");
    }
  });
});
