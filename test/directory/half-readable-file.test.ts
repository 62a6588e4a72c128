import { describe, expect, test } from "vitest";
import { readDirectoryFile } from "../../src/directory/directory-file.ts";
import { checkDirectoryFile, NOTHING_KNOWN } from "../../src/directory/file-checks.ts";
import type { Known } from "../../src/directory/file-references.ts";
import { problemLine } from "../../src/operator-error.ts";
import { RULES } from "../support/directory.ts";

/** Everything that is wrong with a file, as an operator reads it: the path and the first words. */
function complaints(value: unknown, known: Known = NOTHING_KNOWN): string[] {
  const read = readDirectoryFile(value);
  const shape = read.ok ? [] : read.problems;
  return [...shape, ...checkDirectoryFile(read.ok ? read.file : read.readable, known, RULES)].map((problem) =>
    problemLine({ path: problem.path, problem: problem.problem }),
  );
}

describe("wrong values and wrong references are told in one round", () => {
  test("in different objects, and in the same one", () => {
    expect(
      complaints({
        persons: [
          { id: 1, gender: "w", emails: [{ address: "a@x.example" }, { address: 3 }, { address: "A@X.example" }] },
          { id: 2, firstname: "Urs" },
          { id: 2 },
        ],
        groups: [
          {
            id: 5,
            name: 7,
            alias: "chor",
            parent: 77,
            members: [{ person: 1 }, { person: 2 }, { person: "2" }, { person: 9 }, { person: 1 }],
          },
        ],
        filters: [{ id: 1, name: "Aarau", alias: "chor" }],
        logins: [{ name: "ruth", groupMail: "yes", read: { groups: [5, "x", 78], persons: 1 }, myList: [3] }],
      }),
    ).toEqual([
      'persons[0].gender: must be one of "f", "m", "x"',
      "persons[0].emails[1].address: must be an e-mail address",
      "persons[1].firstname: no such key",
      "groups[0].name: must be text",
      "groups[0].members[2].person: must be a whole number from 1 to 999999999",
      expect.stringContaining("filters[0].where: is missing"),
      "logins[0].groupMail: must be true or false",
      "logins[0].read.persons: must be true or false",
      'logins[0].read.groups: must be "all" or a list of group ids',
      "persons[2].id: stands there twice, first at persons[1].id",
      "persons[0].emails[2].address: stands there twice, first at persons[0].emails[0].address",
      "groups[0].parent: there is no group 77",
      "groups[0].members[2]: stands there twice, first at groups[0].members[1]",
      "groups[0].members[4]: stands there twice, first at groups[0].members[0]",
      "groups[0].members[3].person: there is no person 9",
      "filters[0].alias: belongs to group 5 already",
      "logins[0].read.groups[2]: there is no group 78",
      "logins[0].myList[0]: there is no person 3",
    ]);
  });

  test("a list that is no list does not hide what is wrong elsewhere", () => {
    expect(complaints({ persons: {}, groups: [{ id: 1, name: "A", parent: 2, members: [{ person: 1 }] }] })).toEqual([
      "persons: must be a list",
      "groups[0].parent: there is no group 2",
    ]);
  });

  test("a file that is no object has that one mistake", () => {
    expect(complaints([])).toEqual(["(the whole file): must be one JSON object"]);
  });
});

describe("an id that is there and wrong hides nothing", () => {
  const groups = (...persons: unknown[]) => [{ id: 5, name: "A", members: persons.map((person) => ({ person })) }];

  test("one in quotes is the number that was meant", () => {
    expect(complaints({ persons: [{ id: "1" }, { id: 1 }], groups: groups(1, "2") })).toEqual([
      "persons[0].id: must be a whole number from 1 to 999999999",
      "groups[0].members[1].person: must be a whole number from 1 to 999999999",
      "persons[1].id: stands there twice, first at persons[0].id",
      "groups[0].members[1].person: there is no person 2",
    ]);
  });

  test.each(["Ruth", -1, null, 1.5, {}])("%j is none that anything refers to", (id) => {
    expect(complaints({ persons: [{ id }], groups: groups(7) })).toEqual([
      "persons[0].id: must be a whole number from 1 to 999999999",
      "groups[0].members[0].person: there is no person 7",
    ]);
  });
});

describe("nobody complains about references to what could not be read", () => {
  test("an object whose id can be read is there, whatever else is wrong with it", () => {
    expect(
      complaints({
        roles: [{ id: 45, name: "" }],
        persons: [{ id: 1, hidden: 1 }],
        groups: [{ id: 5, name: "A", roles: [45], members: [{ person: 1, role: 45 }] }],
      }),
    ).toEqual(["roles[0].name: must not be empty", "persons[0].hidden: must be true or false"]);
  });

  test("an object without an id may be the one that is referred to", () => {
    const persons = [{ id: 1 }, { firstName: "Urs" }];
    expect(complaints({ persons, groups: [{ id: 5, name: "A", members: [{ person: 2 }] }] })).toEqual([
      "persons[1].id: is missing",
    ]);
    expect(
      complaints({ persons, groups: [{ id: 5, name: "A", members: [{ person: 2 }, { person: 3 }] }] }),
    ).toHaveLength(3);
  });

  test("a key that is misspelt is not called missing as well", () => {
    expect(complaints({ roles: [{ Id: 45, name: "L" }], filters: [{ id: 3, nam: "Aarau" }] })).toEqual([
      "roles[0].Id: no such key",
      expect.stringContaining("filters[0].where: is missing"),
      "filters[0].nam: no such key",
    ]);
  });

  test("a list whose name is misspelt is not taken for an empty one", () => {
    expect(complaints({ person: [{ id: 1 }], groups: [{ id: 5, name: "A", members: [{ person: 1 }] }] })).toEqual([
      "person: no such key",
    ]);
    expect(
      complaints({
        roles: [{ id: 45, name: "L" }],
        groups: [{ id: 5, name: "A", rolls: [45], settings: { moderatorRole: 45 } }],
      }),
    ).toEqual(["groups[0].rolls: no such key"]);
  });

  test("roles of a group that cannot be read may be those that its members hold", () => {
    const group = { id: 5, name: "A", roles: ["Leitung"], members: [{ person: 1, role: 45 }] };
    expect(complaints({ persons: [{ id: 1 }], groups: [group] })).toEqual([
      "groups[0].roles[0]: must be a whole number from 1 to 999999",
    ]);
  });

  test("an alias stays with the group that owns it, even if its number cannot be read", () => {
    const known: Known = { ...NOTHING_KNOWN, aliases: new Map([["chor", { kind: "group", id: 5 }]]) };
    expect(complaints({ groups: [{ id: "5", name: "A", alias: "chor" }] }, known)).toEqual([
      "groups[0].id: must be a whole number from 0 to 999999",
    ]);
  });
});

test("every mistake says what to do, or what would be right", () => {
  const read = readDirectoryFile({
    persons: [{}],
    groups: [{ id: 1, name: "A", zzzzzz: 1, parent: 1 }],
    filters: [{}],
  });
  if (read.ok) throw new Error("this file is wrong");
  const checked = checkDirectoryFile(
    {
      ...read.readable,
      roles: [
        { id: 1, name: "A" },
        { id: 1, name: "B" },
      ],
      logins: [],
    },
    NOTHING_KNOWN,
    RULES,
  );
  const problems = [...read.problems, ...checked];
  expect(problems.length).toBeGreaterThan(5);
  expect(problems.filter(({ problem, hint }) => hint === undefined && !problem.includes("must"))).toEqual([]);
});
