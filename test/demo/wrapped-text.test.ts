import { expect, test } from "vitest";
import { padTo, widthOf, wrap } from "../../src/demo/wrapped-text.ts";

test("a sentence breaks at its blanks, and no line is too wide", () => {
  expect(wrap("Am Samstag treffen wir uns in Zürich", 12)).toEqual(["Am Samstag", "treffen wir", "uns in", "Zürich"]);
});

test("empty lines stay", () => {
  expect(wrap("Liebe Anna\n\nRuth", 20)).toEqual(["Liebe Anna", "", "Ruth"]);
});

test("further lines of a quote or an indented line begin like the first", () => {
  expect(wrap("> Liebe Anna und Urs", 12)).toEqual(["> Liebe Anna", "> und Urs"]);
  expect(wrap("  Empfänger: 6 Personen", 14)).toEqual(["  Empfänger: 6", "  Personen"]);
});

test("a word that is wider than the line is cut", () => {
  expect(wrap("an familie.wuethrich@post.example", 12)).toEqual(["an", "familie.wuet", "hrich@post.e", "xample"]);
});

test("an umlaut that is written as two characters is one column wide", () => {
  expect(widthOf("Zu\u0308rich")).toBe(6);
  expect(padTo("Zu\u0308rich", 8)).toBe("Zu\u0308rich  ");
});
