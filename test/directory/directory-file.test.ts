import { describe, expect, test } from "vitest";
import { readDirectoryFile } from "../../src/directory/directory-file.ts";
import { checkDirectoryFile, NOTHING_KNOWN } from "../../src/directory/file-checks.ts";
import type { Known } from "../../src/directory/file-references.ts";
import { problemLine } from "../../src/operator-error.ts";
import { directoryFile, EXAMPLE, RULES } from "../support/directory.ts";

/** Everything that is wrong with a file, as an operator reads it. */
function complaints(value: unknown, known: Known = NOTHING_KNOWN): string[] {
  const read = readDirectoryFile(value);
  const problems = read.ok ? checkDirectoryFile(read.file, known, RULES) : read.problems;
  return problems.map(problemLine);
}

describe("a secretary writes a directory file", () => {
  test("the example of the contract is right", () => {
    expect(complaints(EXAMPLE)).toEqual([]);
  });

  test("a person needs only an id, and every list may be missing", () => {
    expect(directoryFile({ persons: [{ id: 9 }] })).toEqual({
      roles: [],
      persons: [
        {
          id: 9,
          firstName: "",
          lastName: "",
          gender: null,
          language: null,
          title: "",
          hidden: false,
          emails: [],
          fields: {},
        },
      ],
      groups: [],
      subgroups: [],
      filters: [],
      logins: [],
    });
  });

  test("two groups may swap their aliases in one file", () => {
    const known: Known = {
      ...NOTHING_KNOWN,
      aliases: new Map([
        ["jugend", { kind: "group", id: 1 }],
        ["chor", { kind: "group", id: 2 }],
      ]),
    };
    const groups = [
      { id: 1, name: "Jugend", alias: "chor" },
      { id: 2, name: "Chor", alias: "jugend" },
    ];
    expect(complaints({ groups }, known)).toEqual([]);
  });

  test("what is in the database already can be referred to", () => {
    const groups = [{ id: 5, name: "Chor", parent: 1, roles: [45], members: [{ person: 8, role: 45 }] }];
    const known: Known = {
      ...NOTHING_KNOWN,
      persons: new Set([8]),
      roles: new Set([45]),
      groups: new Map([[1, null]]),
    };
    expect(complaints({ groups }, known)).toEqual([]);
    expect(complaints({ groups })).toHaveLength(3);
  });
});

describe("mistakes are told with their path, all at once", () => {
  test("in the shape", () => {
    expect(
      complaints({
        person: [],
        persons: [
          { id: 0, firstname: "Ruth", gender: "w", emails: [{ address: "ruth at post.example" }] },
          {
            firstName: "Urs\r\nBcc: x@y.example",
            language: "Deutsch",
            hidden: "no",
            fields: { "A|B": "x", ORT: "\u0085" },
          },
          "Beat",
        ],
        groups: [{ id: 1_000_000, name: " ", settings: { membersMaySend: "yes", moderatorrole: 1, replyTo: "all" } }],
        logins: [{ name: "ruth", read: { groups: "none" } }],
      }),
    ).toEqual([
      "persons[0].id: found 0, must be a whole number from 1 to 999999999",
      'persons[0].gender: found "w", must be one of "f", "m", "x"',
      'persons[0].emails[0].address: found "ruth at post.example", must be one e-mail address such as "ruth@post.example"',
      'persons[0].firstname: no such key (did you mean "firstName"?)',
      "persons[1].id: is missing (must be a whole number from 1 to 999999999)",
      'persons[1].firstName: found "Urs\\r\\nBcc: x@y.example", must be valid Unicode without line breaks, tabs and other control characters',
      'persons[1].language: found "Deutsch", must be a language such as "de" or "fr-CH"',
      'persons[1].hidden: found "no", must be true or false',
      'persons[1].fields.A|B: found "A|B", must be the name of a field such as "ORT": beginning with a letter or digit, without # | " \\ [ ]',
      'persons[1].fields.ORT: found "\u0085", must be valid Unicode without control characters other than line breaks and tabs',
      'persons[2]: found "Beat", must be an object',
      "groups[0].id: found 1000000, must be a whole number from 0 to 999999",
      'groups[0].name: found " ", must not be empty',
      'groups[0].settings.membersMaySend: found "yes", must be one of "no", "moderate", "send"',
      'groups[0].settings.replyTo: found "all", must be "author", "group", "moderators" or an e-mail address',
      'groups[0].settings.moderatorrole: no such key (did you mean "moderatorRole"?)',
      'logins[0].read.groups: found "none", must be "all" or a list of group ids',
      'person: no such key (did you mean "persons"?)',
    ]);
  });

  test("in the conditions of a filter", () => {
    const filter = (where: unknown) => complaints({ filters: [{ id: 1, name: "A", where }] });
    expect(filter(undefined)).toEqual([
      'filters[0].where: is missing, must be an object with "all", "any" or "not", or with "field" and one of equals, contains, startsWith, in, empty, before, after',
    ]);
    expect(filter({ field: "ORT", equals: 3 })).toEqual(["filters[0].where.equals: found 3, must be text"]);
    expect(filter({ field: "ORT", before: "1.2.2026" })).toEqual([
      'filters[0].where.before: found "1.2.2026", must be a date such as "2026-11-26"',
    ]);
    for (const day of ["2026-02-31", "2026-13-01", "2026-00"]) {
      expect(filter({ field: "ORT", after: day })).toEqual([expect.stringContaining("must be a date")]);
    }
    for (const day of ["2024-02-29", "2026-12", "2026"]) expect(filter({ field: "ORT", after: day })).toEqual([]);
    expect(filter({ all: [{ any: [{ field: "ORT", equals: "a", contains: "b" }] }, 3] })).toEqual([
      'filters[0].where.all[0].any[0].contains: found "b", must not stand beside "equals"',
      'filters[0].where.all[1]: found 3, must be an object with "all", "any" or "not", or with "field" and one of equals, contains, startsWith, in, empty, before, after',
    ]);
    let deep: unknown = { field: "ORT", empty: true };
    for (let i = 0; i < 5000; i++) deep = { not: deep };
    expect(filter(deep)).toHaveLength(1);
  });

  test("in what belongs together", () => {
    expect(
      complaints({
        roles: [
          { id: 45, name: "Leitung" },
          { id: 45, name: "Kasse" },
        ],
        persons: [
          { id: 1, emails: [{ address: "ruth@post.example" }, { address: "RUTH@POST.example" }] },
          { id: 2, emails: [{ address: "urs@Gruppen.example.org" }] },
        ],
        groups: [
          { id: 1, name: "A", parent: 2, roles: [46], settings: { moderatorRole: 45, sender: "defautl" } },
          { id: 2, name: "B", parent: 1, members: [{ person: 1 }, { person: 1, role: null }, { person: 9, role: 45 }] },
          { id: 3, name: "C", alias: "chor" },
        ],
        subgroups: [
          { id: 7, name: "S", alias: "chor", settings: { moderatorRole: "X" }, members: [{ person: 1, role: "l" }] },
        ],
        logins: [
          {
            name: "ruth",
            person: 4,
            adminEmail: "x@gruppen.example.org",
            read: { groups: [1, 99] },
            myList: [1, 1, 5],
          },
          { name: "ruth" },
        ],
      }),
    ).toEqual([
      "roles[1].id: found 45, stands there twice, first at roles[0].id (keep one of them)",
      'logins[1].name: found "ruth", stands there twice, first at logins[0].name (keep one of them)',
      'persons[0].emails[1].address: found "RUTH@post.example", stands there twice, first at persons[0].emails[0].address (keep one of them)',
      'persons[1].emails[0].address: found "urs@gruppen.example.org", is an address of gruppen.example.org itself (copies to it would come back here)',
      "groups[0].roles[0]: found 46, there is no role 46 (add it, or correct the number)",
      "groups[0].settings.moderatorRole: found 45, is no role of group 1 (add it to `roles` of the group)",
      'groups[0].settings.sender: found "defautl", no such sending identity (did you mean "default"?)',
      'groups[1].members[1]: found {"person":1,"role":null}, stands there twice, first at groups[1].members[0] (keep one of them)',
      "groups[1].members[2].person: found 9, there is no person 9 (add it, or correct the number)",
      "groups[1].members[2].role: found 45, is no role of group 2 (add it to `roles` of the group)",
      "groups[0].parent: found 2, makes the group its own ancestor: 1 → 2 → 1 (give one of these groups another parent)",
      "groups[1].parent: found 1, makes the group its own ancestor: 2 → 1 → 2 (give one of these groups another parent)",
      'subgroups[0].settings.moderatorRole: found "X", is no role letter of subgroups (role letters are L, M (setting subgroupRoles))',
      'subgroups[0].members[0].role: found "l", is no role letter of subgroups (role letters are L, M (setting subgroupRoles))',
      'subgroups[0].alias: found "chor", belongs to group 3 already (aliases are unique over groups, subgroups and filters)',
      "logins[0].person: found 4, there is no person 4 (add it, or correct the number)",
      'logins[0].adminEmail: found "x@gruppen.example.org", is an address of gruppen.example.org itself (copies to it would come back here)',
      "logins[0].read.groups[1]: found 99, there is no group 99 (add it, or correct the number)",
      "logins[0].myList[1]: found 1, stands there twice, first at logins[0].myList[0] (keep one of them)",
      "logins[0].myList[2]: found 5, there is no person 5 (add it, or correct the number)",
    ]);
  });

  test("an alias that somebody has already is refused", () => {
    const known: Known = { ...NOTHING_KNOWN, aliases: new Map([["chor", { kind: "filter", id: 8 }]]) };
    expect(complaints({ groups: [{ id: 1, name: "Chor", alias: "chor" }] }, known)).toEqual([
      'groups[0].alias: found "chor", belongs to filter 8 already (aliases are unique over groups, subgroups and filters)',
    ]);
  });

  test("a circle through groups that the file does not list is found", () => {
    const known: Known = {
      ...NOTHING_KNOWN,
      groups: new Map([
        [1, null],
        [2, 1],
        [3, 2],
      ]),
    };
    expect(complaints({ groups: [{ id: 1, name: "A", parent: 3 }] }, known)).toEqual([
      "groups[0].parent: found 3, makes the group its own ancestor: 1 → 3 → 2 → 1 (give one of these groups another parent)",
    ]);
  });
});
