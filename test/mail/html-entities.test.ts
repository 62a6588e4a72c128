import { expect, test } from "vitest";
import { decodeEntities, entityAt } from "../../src/mail/html-entities.ts";

test.each([
  ["&auml;&Uuml;&szlig;&yuml;&iexcl;&frac12;", "äÜßÿ¡½"],
  ["&Scaron;&ccaron;&euro;&hellip;&rsquo;", "Šč€…’"],
  ["&num;&#35;&#x23;&lowbar;&vert;", "###_|"],
  ["&nbsp;|&shy;|&zwj;", " ||"],
  ["&#150;&#8211;&#x1F600;", "––😀"],
  ["&amp &lt;b&gt &copy", "& <b> ©"],
  ["&unknown; &#0; &#1114112; & &;", "&unknown; &#0; &#1114112; & &;"],
])("%s says %s", (written, meant) => {
  expect(decodeEntities(written)).toBe(meant);
});

test("a reference is found where it stands, and nowhere else", () => {
  expect(entityAt("a&uuml;b", 1)).toEqual({ meaning: "ü", end: 7 });
  expect(entityAt("a&uuml;b", 0)).toBeUndefined();
  expect(entityAt("&nothing;", 0)).toBeUndefined();
});
