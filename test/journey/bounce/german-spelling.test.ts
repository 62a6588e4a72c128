import { expect, test } from "vitest";
import { inGerman } from "../../../src/journey/bounce/german-spelling.ts";

test.each(["gelost", "geloest"])("an umlaut is read where it has lost its dots, and in ASCII: %s", (folded) => {
  expect(inGerman(/^gelöst$/).test(folded)).toBe(true);
});

test("ß is ss", () => {
  expect(inGerman(/größe/).test("groesse")).toBe(true);
});

test("other letters and the flags stay as they are", () => {
  expect(inGerman(/neue? adresse/g)).toEqual(/neue? adresse/g);
});
