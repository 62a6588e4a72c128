import { describe, expect, test } from "vitest";
import type { TargetRef } from "../../src/directory/target.ts";
import { type AuthorFacts, classify, mayRead, type Standing } from "../../src/journey/classify.ts";
import { loginWith, personWith } from "../support/authors.ts";
import { addressOf } from "../support/directory.ts";

const JUGEND: TargetRef = { kind: "group", id: 123 };
const NOBODY: Standing = { groupAndAncestors: [123, 1], moderators: [], memberIds: [] };
const READS_ALL = { persons: true, groups: "all", subgroups: "all" } as const;

const ruth = personWith(1, "ruth@post.example", "ruth@firma.example");
const beat = personWith(2, "beat@post.example");

function from(changes: Partial<AuthorFacts>): AuthorFacts {
  return { persons: [], logins: [], ...changes };
}

describe("who writes to Jugend", () => {
  test("is a stranger if nobody has the address, and nobody is asked", () => {
    expect(classify(from({}), JUGEND, NOBODY)).toEqual({
      category: "other",
      categories: ["other"],
      hasLogin: false,
      loginMayRead: false,
      mayRead: false,
      asked: undefined,
      person: undefined,
      login: undefined,
      known: false,
    });
  });

  test("is other too if known, but in another group", () => {
    const found = classify(from({ persons: [beat] }), JUGEND, NOBODY);
    expect(found).toMatchObject({ category: "other", known: true, mayRead: false, asked: undefined, person: beat });
  });

  test("is a member, asked at the person's address, and sees no names", () => {
    const found = classify(from({ persons: [beat] }), JUGEND, { ...NOBODY, memberIds: [2] });
    expect(found).toMatchObject({ categories: ["member", "other"], mayRead: false, hasLogin: false });
    expect(found.asked).toEqual({ person: beat, login: undefined, address: "beat@post.example", mayRead: false });
  });

  test("is a moderator by the role in the group itself, and sees names", () => {
    const standing = { ...NOBODY, moderators: [beat], memberIds: [2] };
    const found = classify(from({ persons: [beat] }), JUGEND, standing);
    expect(found).toMatchObject({ categories: ["moderator", "member", "other"], mayRead: true, hasLogin: false });
  });

  test("is a login, asked at its admin address rather than the person's", () => {
    const login = loginWith({ read: READS_ALL, adminEmail: addressOf("admin@post.example") });
    const found = classify(from({ persons: [ruth], logins: [{ login, person: ruth }] }), JUGEND, NOBODY);
    expect(found).toMatchObject({ category: "login", hasLogin: true, mayRead: true, login: "ruth", person: ruth });
    expect(found.asked).toEqual({ person: ruth, login: "ruth", address: "admin@post.example", mayRead: true });
  });

  test("has a shared address: the categories of both count, and the login among them is asked", () => {
    const anna = personWith(3, "familie@post.example");
    const urs = personWith(4, "familie@post.example");
    const login = loginWith({ name: "urs", read: READS_ALL });
    const facts = from({ persons: [anna, urs], logins: [{ login, person: urs }] });
    const found = classify(facts, JUGEND, { ...NOBODY, moderators: [anna], memberIds: [3] });
    expect(found.categories).toEqual(["login", "moderator", "member", "other"]);
    expect(found).toMatchObject({ person: urs, asked: { person: urs, login: "urs" } });
  });

  test("is a member who shares the address with a login that only reads: who is asked elsewhere sees no names", () => {
    const anna = personWith(3, "anna@post.example", "familie@post.example");
    const urs = personWith(4, "familie@post.example");
    const login = loginWith({ name: "urs", groupMail: false, read: READS_ALL });
    const facts = from({ persons: [anna, urs], logins: [{ login, person: urs }] });
    const found = classify(facts, JUGEND, { ...NOBODY, memberIds: [3] });
    expect(found.asked).toEqual({ person: anna, login: undefined, address: "anna@post.example", mayRead: false });
    expect(classify(facts, JUGEND, { ...NOBODY, memberIds: [4] }).asked).toMatchObject({ person: urs, mayRead: true });
  });
});

describe("a login that is none for this target", () => {
  test("because it is disabled: as if there were none", () => {
    const login = loginWith({ enabled: false, read: READS_ALL });
    const found = classify(from({ persons: [ruth], logins: [{ login, person: ruth }] }), JUGEND, NOBODY);
    expect(found).toMatchObject({ category: "other", hasLogin: false, mayRead: false, known: true });
  });

  test("because it may not use group mail: it may see the names, but not write", () => {
    const login = loginWith({ groupMail: false, read: READS_ALL });
    const found = classify(from({ persons: [ruth], logins: [{ login, person: ruth }] }), JUGEND, NOBODY);
    expect(found).toMatchObject({ category: "other", hasLogin: true, mayRead: true, asked: undefined });
  });

  test("because it may not read the group", () => {
    const login = loginWith({ read: { persons: true, groups: [99], subgroups: "all" } });
    const found = classify(from({ logins: [{ login, person: undefined }] }), JUGEND, NOBODY);
    expect(found).toMatchObject({ category: "other", hasLogin: true, mayRead: false });
  });

  test.each(["moderators", "members"])(
    "but its person is one of the %s: then it is asked at the login's address",
    (whose) => {
      const login = loginWith({ adminEmail: addressOf("admin@post.example") });
      const standing = whose === "members" ? { ...NOBODY, memberIds: [1] } : { ...NOBODY, moderators: [ruth] };
      const found = classify(from({ persons: [ruth], logins: [{ login, person: ruth }] }), JUGEND, standing);
      expect(found).toMatchObject({ hasLogin: true, loginMayRead: false, login: undefined, person: ruth });
      const asked = { person: ruth, mayRead: whose === "moderators" };
      expect(found.asked).toEqual({ ...asked, login: "ruth", address: "admin@post.example" });
      const other = classify(from({ persons: [ruth], logins: [{ login, person: beat }] }), JUGEND, standing);
      expect(other.asked).toEqual({ ...asked, login: undefined, address: "ruth@post.example" });
    },
  );

  test("but the second login of the same address may", () => {
    const blind = loginWith({ name: "blind" });
    const reader = loginWith({ name: "reader", read: READS_ALL, adminEmail: addressOf("ruth@post.example") });
    const logins = [blind, reader].map((login) => ({ login, person: undefined }));
    const found = classify(from({ logins }), JUGEND, NOBODY);
    expect(found).toMatchObject({ category: "login", login: "reader", known: true });
  });
});

describe("the right to read", () => {
  const onlyGroups = loginWith({ read: { persons: false, groups: [1], subgroups: [7] } });

  test.each<[string, TargetRef, number[], boolean]>([
    ["a group below one it may read", { kind: "group", id: 123 }, [123, 1], true],
    ["a role in such a group", { kind: "group-role", id: 123, role: 45 }, [123, 1], true],
    ["a group elsewhere", { kind: "group", id: 124 }, [124, 2], false],
    ["its subgroup", { kind: "subgroup", id: 7 }, [], true],
    ["a role in its subgroup", { kind: "subgroup-role", id: 7, letter: "L" }, [], true],
    ["another subgroup", { kind: "subgroup", id: 8 }, [], false],
    ["a My List", { kind: "my-list", login: "ruth" }, [], false],
    ["a filter", { kind: "filter", id: 3 }, [], false],
  ])("of a login with group 1 and subgroup 7: %s", (_, target, groupAndAncestors, may) => {
    expect(mayRead(onlyGroups, target, groupAndAncestors)).toBe(may);
  });

  test("of persons opens My List and filters, and no group", () => {
    const persons = loginWith({ read: { persons: true, groups: [], subgroups: [] } });
    expect(mayRead(persons, { kind: "my-list", login: "ruth" }, [])).toBe(true);
    expect(mayRead(persons, { kind: "filter", id: 3 }, [])).toBe(true);
    expect(mayRead(persons, JUGEND, [123])).toBe(false);
    expect(mayRead(persons, { kind: "subgroup", id: 7 }, [])).toBe(false);
  });
});
