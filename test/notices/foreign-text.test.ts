import fc from "fast-check";
import { expect, test } from "vitest";
import { harmless, harmlessAddress, quoted } from "../../src/notices/foreign-text.ts";

test("a subject that turns the reading direction or breaks the line comes out as one plain line", () => {
  expect(harmless("Lager\u202egro.live\u2066 \r\nBcc: x@y.example\u0000\u009b", 78)).toBe(
    "Lagergro.live Bcc: x@y.example",
  );
});

test("a Cyrillic letter in a domain cannot pass for a Latin one, and an umlaut may stay what it is", () => {
  expect(harmlessAddress("ruth@p\u043est.example")).toBe("ruth@xn--pst-sed.example");
  expect(harmlessAddress("ruth@grüezi.example")).toBe("ruth@grüezi.example");
  expect(harmlessAddress("ruth@post.example")).toBe("ruth@post.example");
});

test("a long name ends with an ellipsis and stays within its characters, emoji whole", () => {
  expect(harmless("Zoë".repeat(100), 10)).toBe("ZoëZoëZoë…");
  expect([...harmless("👍".repeat(50), 5)]).toEqual(["👍", "👍", "👍", "👍", "…"]);
});

test("whatever a stranger wrote: one line, no controls, no doubled blanks, never too long", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.integer({ min: 1, max: 100 }), (text, most) => {
      const line = harmless(text, most);
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]| {2}|^ | $/u);
      expect([...line].length).toBeLessThanOrEqual(most);
      expect(line.isWellFormed()).toBe(true);
    }),
  );
});

test("every line of a quoted mail carries the mark, so none can pass for ours", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 2000 }), (text) => {
      for (const line of quoted(text, 20)) expect(line).toMatch(/^>($| \S)/);
    }),
  );
});

test("a mail that imitates our separators stays quoted", () => {
  expect(quoted("Hallo\r\n--- Ende der Mail ---\rNein\u2028Ja", 60)).toEqual([
    "> Hallo",
    "> --- Ende der Mail ---",
    "> Nein",
    "> Ja",
  ]);
});

test("long lines are broken at blanks, links stay whole", () => {
  const link = `https://example.org/${"a".repeat(100)}`;
  const lines = quoted(`${"Wort ".repeat(30)}${link}`, 60);
  expect(lines.slice(0, -1).every((line) => line.length <= 74)).toBe(true);
  expect(lines.at(-1)).toBe(`> ${link}`);
});

test("a text of megabytes is cut to its lines and says so; an empty one says nothing", () => {
  const lines = quoted("Zeile\n".repeat(500_000), 60);
  expect(lines).toHaveLength(61);
  expect(lines.at(-1)).toBe("> […]");
  expect(quoted("\n\n  \n", 60)).toEqual([]);
});
