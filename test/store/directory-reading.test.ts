import { expect, test } from "vitest";
import { addressKey } from "../../src/mail/address.ts";
import { resolveAlias } from "../../src/store/aliases.ts";
import { personsPerTree } from "../../src/store/doctor-groups.ts";
import { descendantsOf, lineageOf, loadGroup } from "../../src/store/groups.ts";
import { findLoginsByAddress, loadLogin } from "../../src/store/logins.ts";
import { holdersOfRole } from "../../src/store/memberships.ts";
import { findPersonsByAddress, loadPerson } from "../../src/store/persons.ts";
import { membersAmong, resolveTarget } from "../../src/store/recipients.ts";
import { roleName } from "../../src/store/roles.ts";
import { holdersOfLetter, loadSubgroup } from "../../src/store/subgroups.ts";
import type { Read } from "../../src/store/tables.ts";
import { directoryFile, EXAMPLE } from "../support/directory.ts";
import { imported, withEmptyStore } from "../support/directory-store.ts";

const MORE = {
  ...EXAMPLE,
  persons: [
    ...EXAMPLE.persons,
    { id: 4, firstName: "Anna", emails: [{ address: "familie@post.example" }] },
    { id: 5, firstName: "Urs", emails: [{ address: "urs@work.example" }, { address: "Familie@Post.Example" }] },
  ],
  logins: [...EXAMPLE.logins, { name: "urs", person: 5, adminEmail: "sekretariat@post.example", enabled: false }],
};

/** Asks the directory of the stories. */
function asked<T>(question: (read: Read) => Promise<T>): Promise<T> {
  return withEmptyStore(async (store) => {
    await imported(store, MORE);
    return store.snapshot(question);
  });
}

test("a family address belongs to everybody who has it, in any case", async () => {
  const family = await asked((read) => findPersonsByAddress(read, addressKey("FAMILIE@post.example")));
  expect(family.map((person) => person.id)).toEqual([4, 5]);
  expect(family[1]?.emails.map((email) => email.address)).toEqual(["urs@work.example", "Familie@post.example"]);
});

test("a stranger's address belongs to nobody", async () => {
  expect(await asked((read) => findPersonsByAddress(read, addressKey("x@else.example")))).toEqual([]);
  expect(await asked((read) => findLoginsByAddress(read, addressKey("x@else.example")))).toEqual([]);
});

test.each(["sekretariat@post.example", "urs@work.example", "familie@post.example"])(
  "Urs's login is found by %s, with all his addresses, even when it is disabled",
  async (address) => {
    const [found, ...others] = await asked((read) => findLoginsByAddress(read, addressKey(address)));
    expect(others).toEqual([]);
    expect(found?.login).toMatchObject({ name: "urs", enabled: false, groupMail: false });
    expect(found?.person?.emails).toHaveLength(2);
  },
);

test("the tree is walked up and down", async () => {
  expect((await asked((read) => lineageOf(read, 124))).map(({ id }) => id)).toEqual([124, 123]);
  expect(await asked((read) => descendantsOf(read, 123))).toEqual([123, 124]);
  expect(await asked((read) => descendantsOf(read, 9))).toEqual([]);
});

test("a tree of forty levels is walked from its leaf to its root", async () => {
  await withEmptyStore(async (store) => {
    const levels = Array.from({ length: 40 }, (_, level) => level + 1);
    await imported(store, { groups: levels.map((id) => ({ id, name: `G${id}`, parent: id === 1 ? null : id - 1 })) });
    const lineage = await store.snapshot((read) => lineageOf(read, 40));
    expect(lineage.map(({ id }) => id)).toEqual(levels.toReversed());
  });
});

test("a ring of groups, whatever has made it, is walked to its end", async () => {
  await withEmptyStore(async (store) => {
    await imported(store, MORE);
    await store.atomically((tx) => tx.updateTable("groups").set({ parent_id: 124 }).where("id", "=", 123).execute());
    await store.snapshot(async (read) => {
      expect(await descendantsOf(read, 123)).toEqual([123, 124]);
      expect(new Set((await lineageOf(read, 124)).map(({ id }) => id))).toEqual(new Set([123, 124]));
      expect((await personsPerTree(read, [123])).map(({ group }) => group)).toEqual([123]);
    });
  });
});

test("who is in a group below is a member of the one above, and not the other way round", async () => {
  const among = (persons: number[], id: number) =>
    asked(async (read) => membersAmong(read, await resolveTarget(read, { kind: "group", id }), persons));
  expect(await among([3], 123)).toEqual([3]);
  expect(await among([1, 2], 124)).toEqual([]);
  expect(await among([], 123)).toEqual([]);
});

test("moderators are those who hold the role in the group itself", async () => {
  const ids = async (role: number | "none") =>
    (await asked((read) => holdersOfRole(read, 123, role))).map(({ id }) => id);
  expect(await ids(45)).toEqual([1]);
  expect(await ids("none")).toEqual([2]);
  expect((await asked((read) => holdersOfLetter(read, 7, "L"))).map(({ id }) => id)).toEqual([1]);
  expect(await asked((read) => holdersOfLetter(read, 7, "none"))).toEqual([]);
});

test("an alias leads to its owner", async () => {
  expect(await asked((read) => resolveAlias(read, "hauskreis-sued"))).toEqual({ kind: "subgroup", id: 7 });
  expect(await asked((read) => resolveAlias(read, "unbekannt"))).toBeUndefined();
});

test("single objects come as they were written down", async () => {
  const { groups, subgroups, logins } = directoryFile(MORE);
  const { members: _group, ...jugend } = groups[0] ?? { members: [] };
  const { members: _subgroup, ...hauskreis } = subgroups[0] ?? { members: [] };
  expect(await asked((read) => loadGroup(read, 123))).toEqual(jugend);
  expect(await asked((read) => loadSubgroup(read, 7))).toEqual(hauskreis);
  expect(await asked((read) => loadLogin(read, "ruth"))).toEqual(logins[0]);
  expect(await asked((read) => loadPerson(read, 99))).toBeUndefined();
  expect(await asked((read) => roleName(read, 45))).toBe("Leitung");
});
