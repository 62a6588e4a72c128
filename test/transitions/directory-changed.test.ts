import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detailLines } from "../../src/directory/difference-lines.ts";
import { type DirectoryFile, writeDirectoryFile } from "../../src/directory/directory-file.ts";
import { planImport, planRemoval, wholeDirectory } from "../../src/questions/directory.ts";
import { directoryChanged } from "../../src/transitions/directory-changed.ts";
import { directoryFile, EXAMPLE, RULES } from "../support/directory.ts";
import { exported, imported, withEmptyStore } from "../support/directory-store.ts";
import { directories } from "../support/random-directory.ts";

describe("a secretary imports a file", () => {
  test("everything in it is there, and a second time changes nothing", () =>
    withEmptyStore(async (store) => {
      expect(await imported(store, EXAMPLE)).toBe("changed");
      expect(await exported(store)).toEqual(directoryFile(EXAMPLE));
      expect(await imported(store, EXAMPLE)).toBe("unchanged");
    }));

  test("the order of members and roles means nothing", () =>
    withEmptyStore(async (store) => {
      await imported(store, EXAMPLE);
      const [jugend] = EXAMPLE.groups;
      expect(await imported(store, { groups: [{ ...jugend, members: jugend?.members?.toReversed() }] })).toBe(
        "unchanged",
      );
    }));

  test("a listed group is replaced as a whole, and the others stay", () =>
    withEmptyStore(async (store) => {
      await imported(store, EXAMPLE);
      await imported(store, { groups: [{ id: 123, name: "Jugendtreff", members: [{ person: 3 }] }] });
      const { groups, persons } = await exported(store);
      expect(groups).toEqual([
        {
          id: 123,
          name: "Jugendtreff",
          parent: null,
          alias: null,
          roles: [],
          settings: {},
          members: [{ person: 3, role: null }],
        },
        expect.objectContaining({ id: 124, name: "Konfirmanden" }),
      ]);
      expect(persons).toHaveLength(3);
    }));

  test("a group takes the alias that another one gives up", () =>
    withEmptyStore(async (store) => {
      await imported(store, EXAMPLE);
      await imported(store, {
        groups: [
          { id: 123, name: "Jugend", alias: "konf" },
          { id: 124, name: "Konfirmanden", parent: 123, alias: "jugend" },
        ],
      });
      const { groups } = await exported(store);
      expect(groups.map((group) => group.alias)).toEqual(["konf", "jugend"]);
    }));

  test("a refused alias leaves the old one in place", () =>
    withEmptyStore(async (store) => {
      await imported(store, EXAMPLE);
      const plan = await planImport(
        store,
        directoryFile({ groups: [{ id: 124, name: "K", alias: "jugend" }] }),
        RULES,
        "keep",
      );
      expect(plan.ok).toBe(false);
      const { groups } = await exported(store);
      expect(groups.map((group) => group.alias)).toEqual(["jugend", "konf"]);
    }));

  test("a tree is turned upside down", () =>
    withEmptyStore(async (store) => {
      await imported(store, EXAMPLE);
      await imported(store, {
        groups: [
          { id: 123, name: "Jugend", parent: 124 },
          { id: 124, name: "Konfirmanden", parent: null },
        ],
      });
      const { groups } = await exported(store);
      expect(groups.map((group) => group.parent)).toEqual([124, null]);
    }));
});

describe("with --prune", () => {
  test("what the file does not list is gone, with all that hung on it", () =>
    withEmptyStore(async (store) => {
      await imported(store, EXAMPLE);
      const rest = {
        persons: [{ id: 2 }],
        groups: [{ id: 124, name: "Konfirmanden", alias: "jugend", members: [{ person: 2 }] }],
      };
      await imported(store, rest, "remove");
      expect(await exported(store)).toEqual(directoryFile(rest));
    }));

  test("a file that refers to something outside of it is refused, although that is there now", () =>
    withEmptyStore(async (store) => {
      await imported(store, EXAMPLE);
      const plan = await planImport(
        store,
        directoryFile({ groups: [{ id: 1, name: "A", parent: 123 }] }),
        RULES,
        "remove",
      );
      expect(plan).toMatchObject({ ok: false, problems: [{ path: "groups[0].parent" }] });
    }));

  test("an empty file empties the directory", () =>
    withEmptyStore(async (store) => {
      await imported(store, EXAMPLE);
      await imported(store, {}, "remove");
      expect(await exported(store)).toEqual(directoryFile({}));
    }));
});

describe("somebody asks what would change", () => {
  test("each object is named, and nothing is written", () =>
    withEmptyStore(async (store) => {
      await imported(store, EXAMPLE);
      const file = directoryFile({
        persons: [
          { id: 1, firstName: "Ruth", lastName: "Meier" },
          { id: 4, firstName: "Léa" },
        ],
      });
      const plan = await planImport(store, file, RULES, "keep");
      expect(plan.ok && detailLines(plan.difference)).toEqual([
        "new: person 4 Léa",
        "changed: person 1 Ruth Meier (lastName, gender, language, title, emails, fields)",
      ]);
      expect(await exported(store)).toEqual(directoryFile(EXAMPLE));
    }));
});

describe("something is removed", () => {
  test.each([
    ["roles", 45, ["group 123 Jugend knows it"]],
    ["persons", 1, ["login ruth belongs to this person"]],
    ["groups", 123, ["group 124 Konfirmanden stands below it"]],
    ["subgroups", 7, ["login ruth may read it"]],
  ] as const)("%s %s is still needed", (kind, key, by) =>
    withEmptyStore(async (store) => {
      await imported(store, EXAMPLE);
      expect(await planRemoval(store, kind, key)).toEqual({ kind: "referenced", by });
    }),
  );

  test("Urs goes, and with him his memberships and his place in Ruth's list", () =>
    withEmptyStore(async (store) => {
      await imported(store, EXAMPLE);
      const plan = await planRemoval(store, "persons", 2);
      expect(plan.kind === "possible" && (await directoryChanged(store, plan.difference))).toBe("changed");
      const { persons, groups, logins } = await exported(store);
      expect(persons.map((person) => person.id)).toEqual([1, 3]);
      expect(groups[0]?.members).toEqual([{ person: 1, role: 45 }]);
      expect(logins[0]?.myList).toEqual([1]);
    }));

  test("what is not there cannot be removed", () =>
    withEmptyStore(async (store) => {
      expect(await planRemoval(store, "filters", 3)).toEqual({ kind: "unknown" });
    }));
});

describe("two people change the directory at the same moment", () => {
  test("two persons who join the same group are both in it", () =>
    withEmptyStore(async (store) => {
      await imported(store, {
        persons: [{ id: 1 }, { id: 2 }, { id: 3 }],
        groups: [{ id: 1, name: "Chor", members: [{ person: 1 }] }],
      });
      const joins = [2, 3].map((person) => ({
        groups: [{ id: 1, name: "Chor", members: [{ person: 1 }, { person }] }],
      }));
      const plans = await Promise.all(joins.map((join) => planImport(store, directoryFile(join), RULES, "keep")));
      for (const plan of plans) expect(plan.ok && (await directoryChanged(store, plan.difference))).toBe("changed");
      const { groups } = await exported(store);
      expect(groups[0]?.members.map((member) => member.person)).toEqual([1, 2, 3]);
    }));

  test("what was found in an older directory is not written: the two might make a ring of the tree", () =>
    withEmptyStore(async (store) => {
      const [one, two] = [
        { id: 1, name: "Chor" },
        { id: 2, name: "Band" },
      ];
      await imported(store, { groups: [one, two] });
      const since = await store.directoryVersion();
      const changes = [{ groups: [{ ...one, parent: 2 }] }, { groups: [{ ...two, parent: 1 }] }];
      const plans = await Promise.all(changes.map((change) => planImport(store, directoryFile(change), RULES, "keep")));
      const outcomes = [];
      for (const plan of plans) outcomes.push(plan.ok && (await directoryChanged(store, plan.difference, { since })));
      expect(outcomes).toEqual(["changed", "overtaken"]);
      expect((await exported(store)).groups.map((group) => group.parent)).toEqual([2, null]);
    }));

  test("the same number is given once, and the second is told", () =>
    withEmptyStore(async (store) => {
      const names = ["Chor", "Band"];
      const plans = await Promise.all(
        names.map((name) => planImport(store, directoryFile({ groups: [{ id: 1, name }] }), RULES, "keep")),
      );
      const outcomes = [];
      for (const plan of plans) outcomes.push(plan.ok && (await directoryChanged(store, plan.difference)));
      expect(outcomes).toEqual(["changed", "overtaken"]);
      expect((await exported(store)).groups.map((group) => group.name)).toEqual(["Chor"]);
    }));
});

test("whatever is imported, its export imports to the same, from nothing and from anything else", () =>
  withEmptyStore(async (store) => {
    await fc.assert(
      fc.asyncProperty(directories(), async (directory: DirectoryFile) => {
        await imported(store, directory, "remove");
        const text = writeDirectoryFile(await wholeDirectory(store));
        expect(await imported(store, JSON.parse(text), "remove")).toBe("unchanged");
        expect(await imported(store, directory, "keep")).toBe("unchanged");
      }),
      { numRuns: 60 },
    );
  }));

test("a church with 50,000 persons and 500 groups imports its file in seconds", () =>
  withEmptyStore(async (store) => {
    const persons = Array.from({ length: 50_000 }, (_, index) => ({
      id: index + 1,
      firstName: `Vorname ${index}`,
      emails: [{ address: `person${index}@post.example` }],
      fields: { ORT: "Aarau" },
    }));
    const groups = Array.from({ length: 500 }, (_, id) => ({
      id,
      name: `Gruppe ${id}`,
      parent: id === 0 ? null : Math.floor(id / 10),
      alias: `gruppe-${id}`,
      members: Array.from({ length: 100 }, (_, index) => ({ person: id * 100 + index + 1 })),
    }));
    const startedAt = performance.now();
    expect(await imported(store, { persons, groups })).toBe("changed");
    expect(await imported(store, { persons, groups })).toBe("unchanged");
    // Both together take three seconds on two quiet cores; only a change of the order of magnitude is a fault.
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  }));
