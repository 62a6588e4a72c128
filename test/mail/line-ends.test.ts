import fc from "fast-check";
import { expect, test } from "vitest";
import { hasBareLineEnds, hasBareLineEndsOrDots, toCrlf } from "../../src/mail/line-ends.ts";

test.each([
  ["", ""],
  ["a\r\nb\r\n", "a\r\nb\r\n"],
  ["a\nb\n", "a\r\nb\r\n"],
  ["a\rb\r", "a\r\nb\r\n"],
  ["\n\r", "\r\n\r\n"],
  ["\r\r\n", "\r\n\r\n"],
  ["\r\n\n", "\r\n\r\n"],
  ["a\n.\r\nb", "a\r\n.\r\nb"],
])("%j goes on as %j", (raw, clean) => {
  expect(toCrlf(Buffer.from(raw)).toString()).toBe(clean);
  expect(hasBareLineEnds(Buffer.from(raw))).toBe(raw !== clean);
});

test("a mail with nothing to mend is not copied", () => {
  const raw = Buffer.from("From: ruth@post.example\r\n\r\nHallo\r\n");
  expect(toCrlf(raw)).toBe(raw);
});

test("whatever the line ends were, they are all CRLF afterwards, and no other byte changed", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("\r", "\n", "a") }), (text) => {
      const clean = toCrlf(Buffer.from(text));
      expect(hasBareLineEnds(clean)).toBe(false);
      expect(clean.toString()).toBe(text.replace(/\r\n|\r|\n/g, "\r\n"));
    }),
    { numRuns: 1_000 },
  );
});

test.each([100, 100_000])("in %i bytes a bare line end is seen, and a dot behind one", (bytes) => {
  const among = (ends: string) => Buffer.from(`${"a".repeat(bytes)}${ends}${"b".repeat(bytes)}`);
  expect(hasBareLineEnds(among("\r\n"))).toBe(false);
  expect(hasBareLineEnds(among("\r\n."))).toBe(false);
  for (const ends of ["\r", "\n", "\r\r\n", "\r\n\n"]) expect(hasBareLineEnds(among(ends))).toBe(true);
  expect(hasBareLineEndsOrDots(among("\r\n"))).toBe(false);
  for (const ends of ["\r\n.", "\n.", "\r.", "\r"]) expect(hasBareLineEndsOrDots(among(ends))).toBe(true);
});

test.each(["\n", "\r", `${"a".repeat(76)}\n`, "\r\r\n"])(
  "5 MB of lines that end with %j are mended in no time",
  (line) => {
    const raw = Buffer.from(line.repeat(Math.ceil(5_000_000 / line.length)));
    const startedAt = performance.now();
    expect(hasBareLineEnds(toCrlf(raw))).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  },
);
