import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LocalPart, parseLocalPart } from "../../src/directory/local-part.ts";

const LETTERS = ["L", "M"];
const TOKEN = "abcdefghijklmnopqrstuvwx23";

describe("Ruth writes to an address of ours", () => {
  test.each<[string, LocalPart]>([
    ["gr000123", { kind: "group", id: 123 }],
    ["GR000000", { kind: "group", id: 0 }],
    ["gr000123.000045", { kind: "group-role", id: 123, role: 45 }],
    ["sg0007", { kind: "subgroup", id: 7 }],
    ["sg0007L", { kind: "subgroup-role", id: 7, letter: "L" }],
    ["SG0007m", { kind: "subgroup-role", id: 7, letter: "M" }],
    ["ml", { kind: "my-list" }],
    ["ML", { kind: "my-list" }],
    ["fp3", { kind: "filter", id: 3 }],
    ["fp0003", { kind: "filter", id: 3 }],
    ["Jugend", { kind: "alias", alias: "jugend" }],
    ["postmaster", { kind: "postmaster" }],
    ["Abuse", { kind: "abuse" }],
    ["service", { kind: "service" }],
    ["noreply", { kind: "noreply" }],
  ])("%s", (localPart, expected) => {
    expect(parseLocalPart(localPart, LETTERS)).toEqual(expected);
  });

  test.each([
    ["confirm", { kind: "answer", verb: "confirm", token: TOKEN }],
    ["reject", { kind: "answer", verb: "reject", token: TOKEN }],
    ["bounce", { kind: "bounce", token: TOKEN }],
    ["unsubscribe", { kind: "unsubscribe", token: TOKEN }],
  ])("an answer address %s-TOKEN is read in any case", (prefix, expected) => {
    expect(parseLocalPart(`${prefix}-${TOKEN}`, LETTERS)).toEqual(expected);
    expect(parseLocalPart(`${prefix}-${TOKEN}`.toUpperCase(), LETTERS)).toEqual(expected);
  });

  test.each([
    "gr123",
    "gr0000123",
    "gr000123.45",
    "gr000123.0000045",
    "sg007",
    "sg00007",
    "sg0007X",
    "sg0007LM",
    "fp9999999999999999",
    "confirm-short",
    `confirm-${TOKEN}!`,
    `bounce-${"a".repeat(53)}`,
    "gr000123+anything",
    "ml-ruth",
    "",
    "a b",
    "jugend..chor",
    "gr000123\n",
  ])("%j names nothing", (localPart) => {
    expect(parseLocalPart(localPart, LETTERS)).toEqual({ kind: "unknown" });
  });

  test("whatever a stranger writes is read without a fault, and the same in capitals", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii" }), (text) => {
        expect(parseLocalPart(text.toUpperCase(), LETTERS)).toEqual(parseLocalPart(text.toLowerCase(), LETTERS));
      }),
    );
  });
});
