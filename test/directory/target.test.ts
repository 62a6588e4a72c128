import { describe, expect, test } from "vitest";
import { parseLocalPart } from "../../src/directory/local-part.ts";
import {
  listIdOf,
  numberedLocalPart,
  parseTargetKey,
  type TargetRef,
  targetAddress,
  targetId,
  targetKey,
} from "../../src/directory/target.ts";

const DOMAIN = "gruppen.example.org";

const TARGETS: [TargetRef, string, string][] = [
  [{ kind: "group", id: 0 }, "gr000000", "0"],
  [{ kind: "group", id: 123 }, "gr000123", "123"],
  [{ kind: "group", id: 999_999 }, "gr999999", "999999"],
  [{ kind: "group-role", id: 123, role: 45 }, "gr000123.000045", "123"],
  [{ kind: "subgroup", id: 7 }, "sg0007", "7"],
  [{ kind: "subgroup-role", id: 7, letter: "L" }, "sg0007L", "7"],
  [{ kind: "my-list", login: "ruth" }, "ml", "ruth"],
  [{ kind: "filter", id: 31 }, "fp31", "31"],
];

describe.each(TARGETS)("%j", (ref, localPart, id) => {
  test(`has the numbered address ${localPart}, and the same words in its List-Id whatever its alias`, () => {
    expect(numberedLocalPart(ref)).toBe(localPart);
    expect(targetAddress(ref, null, DOMAIN)).toBe(`${localPart}@${DOMAIN}`);
    expect(targetAddress(ref, "jugend", DOMAIN)).toBe(`jugend@${DOMAIN}`);
    expect(listIdOf(ref, DOMAIN)).toBe(`${localPart}.${DOMAIN}`);
  });

  test("comes back from its stored key", () => {
    expect(parseTargetKey(targetKey(ref))).toEqual(ref);
    expect(targetId(ref)).toBe(id);
  });

  test("is what its address is read as", () => {
    const { kind } = parseLocalPart(localPart, ["L", "M"]);
    expect(kind).toBe(ref.kind);
  });
});

test("no two targets share a key", () => {
  expect(new Set(TARGETS.map(([ref]) => targetKey(ref))).size).toBe(TARGETS.length);
});

test("a login may be called anything, also with a colon or a dot", () => {
  const ref: TargetRef = { kind: "my-list", login: "ruth:45.\n7" };
  expect(parseTargetKey(targetKey(ref))).toEqual(ref);
});

test("a key that we never wrote is a bug, not a target", () => {
  expect(() => parseTargetKey("village:7")).toThrow("unknown target key");
});
