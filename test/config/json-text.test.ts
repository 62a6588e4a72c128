import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJsonText } from "../../src/config/json-text.ts";

describe("a person writes JSON by hand", () => {
  test.each([
    ["a comma too many", '{\n  "a": 1,\n}', 3, 1, "a key in double quotes is missing"],
    ["a comma forgotten", '{\n  "a": 1\n  "b": 2\n}', 3, 3, "a comma or a closing bracket"],
    ["a colon forgotten", '{ "a" 1 }', 1, 7, "a : is missing"],
    ["a key without quotes", "{ a: 1 }", 1, 3, "a key in double quotes or }"],
    ["single quotes", "{ \"a\": 'x' }", 1, 8, "a value is missing or misspelt"],
    ["a misspelt true", '{ "a": True }', 1, 8, "a value is missing or misspelt"],
    ["the wrong bracket", '{ "a": [1, 2} }', 1, 13, "a comma or a closing bracket"],
    ["a bracket forgotten", '{ "a": [1, 2]\n', 2, 1, "the file ends too early"],
    ["nothing at all", "", 1, 1, "the file ends too early"],
    ["two values", "{}\n{}", 2, 1, "something after the end"],
    ["a comment", '{\n  // no\n  "a": 1 }', 2, 3, "a key in double quotes or }"],
    ["a list that ends with a comma", "[1,]", 1, 4, "a value is missing"],
    ["a key twice", '{ "a": 1,\n  "b": { "a": 1 },\n  "a": 2 }', 3, 3, 'the key "a" stands there twice'],
    ["a key twice, once with an escape", '[{ "ort": 1, "\\u006frt": 2 }]', 1, 14, "stands there twice"],
    ["a text over two lines", '["a\nb"]', 1, 2, "a value or ]"],
  ])("%s is found at its place", (_, text, line, column, problem) => {
    const result = parseJsonText(text);
    expect(result).toMatchObject({ ok: false, line, column });
    expect(result.ok ? "" : result.problem).toContain(problem);
  });

  test("a byte order mark, as Windows editors write it, is no mistake", () => {
    expect(parseJsonText('\uFEFF{"a": 1}')).toEqual({ ok: true, value: { a: 1 } });
  });

  test("the same key in different objects is none", () => {
    const value = [{ a: 1 }, { a: { a: [{ a: 2 }] } }];
    expect(parseJsonText(JSON.stringify(value))).toEqual({ ok: true, value });
  });

  test("a text may hold everything but the controls below the blank, also halves of an emoji", () => {
    const value = ["\u007f\u0085\u2028 Ä", "\ud83d", "\u{1f600}"];
    expect(parseJsonText(`["${value.join('","')}"]`)).toEqual({ ok: true, value });
    expect(parseJsonText('["\u001f"]')).toMatchObject({ ok: false, column: 2 });
  });

  test("100,000 open brackets are a mistake like any other", () => {
    expect(parseJsonText("[".repeat(100_000))).toMatchObject({ ok: false, line: 1, column: 100_001 });
  });

  test("whatever JSON.parse takes is taken, and whatever it refuses is refused with a place inside the text", () => {
    const text = fc.oneof(
      fc.json(),
      fc.string({ unit: "binary" }),
      fc.string({ unit: "binary" }).map((inner) => JSON.stringify(inner)),
      fc.json().chain((json) => fc.nat(json.length).map((end) => json.slice(0, end))),
    );
    fc.assert(
      fc.property(text, (json) => {
        const result = parseJsonText(json);
        if (result.ok) expect(result.value).toEqual(JSON.parse(json.replace(/^\uFEFF/, "")));
        else expect(result.line).toBeLessThanOrEqual(json.split("\n").length);
      }),
    );
  });
});
