import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { directoryFile, EXAMPLE } from "../support/directory.ts";
import { directoryCommandLine } from "../support/directory-command-line.ts";

const { rundmail, done, json, path, file } = directoryCommandLine();

describe("directory import and export", () => {
  test("a first import creates the database and counts; the second has nothing to do", async () => {
    const people = file(EXAMPLE);
    expect(await done("directory", "import", people)).toBe(
      "roles: 1 new\npersons: 3 new\ngroups: 2 new\nsubgroups: 1 new\nfilters: 1 new\nlogins: 1 new\n",
    );
    expect(await done("directory", "import", people)).toBe("nothing changed\n");
    expect(JSON.parse(await done("directory", "export"))).toEqual(directoryFile(EXAMPLE));
  });

  test("the export imports to the same", async () => {
    await done("directory", "import", file(EXAMPLE));
    const text = await done("directory", "export");
    expect(await done("directory", "import", file(text), "--prune")).toBe("nothing changed\n");
  });

  test("--dry-run says what would change, and changes nothing", async () => {
    await done("directory", "import", file(EXAMPLE));
    const people = file({ persons: [{ id: 2, firstName: "Urs", lastName: "Meier" }, { id: 4 }] });
    expect(await done("directory", "import", people, "--dry-run")).toBe(
      "persons: 1 new, 1 changed\nnew: person 4\nchanged: person 2 Urs Meier (lastName, emails, fields)\n",
    );
    expect(await json("directory", "import", people, "--dry-run", "--prune")).toMatchObject({
      dryRun: true,
      persons: { new: 1, changed: 1, removed: 2 },
      groups: { new: 0, changed: 0, removed: 2 },
    });
    expect(JSON.parse(await done("directory", "export"))).toEqual(directoryFile(EXAMPLE));
  });

  test.each([
    ["--dry-run of a first import", { persons: [{ id: 4 }] }, ["--dry-run"], 0],
    ["a first import with a mistake", { groups: [{ id: 1, name: "A", parent: 9 }] }, [], 65],
  ])("%s creates no database", async (_, people, options, expected) => {
    const { exitCode, stdout } = await rundmail("directory", "import", file(people), ...options);
    expect({ exitCode, stdout }).toEqual({
      exitCode: expected,
      stdout: expected === 0 ? "persons: 1 new\nnew: person 4\n" : "",
    });
    expect(existsSync(path("rundmail.db"))).toBe(false);
  });

  test("--dry-run never leaves a change out without a word", async () => {
    const persons = Array.from({ length: 203 }, (_, place) => ({ id: place + 1 }));
    const text = await done("directory", "import", file({ persons }), "--dry-run");
    expect(text.split("\n").slice(-3)).toEqual(["new: person 200", "… and 3 more: --json has them all", ""]);
    expect(await json("directory", "import", file({ persons }), "--dry-run")).toHaveProperty("details.length", 203);
  });

  test("a file with mistakes changes nothing, and each mistake is told", async () => {
    await done("directory", "import", file(EXAMPLE));
    const { exitCode, stdout, stderr } = await rundmail(
      "directory",
      "import",
      file({ persons: [{ id: 9 }], groups: [{ id: 5, name: "Chor", parent: 77, members: [{ person: 78 }] }] }),
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 65, stdout: "" });
    expect(stderr).toContain("groups[0].parent: found 77, there is no group 77");
    expect(stderr).toContain("groups[0].members[0].person: found 78, there is no person 78");
    expect(JSON.parse(await done("directory", "export"))).toEqual(directoryFile(EXAMPLE));
  });

  test("wrong values and wrong references are told in one round, also against what is there already", async () => {
    const mixed = file({
      persons: [{ id: 9, gender: "w" }],
      groups: [
        { id: 5, name: "Chor", members: [{ person: 9 }] },
        { id: 6, name: "Band", members: [{ person: 1 }, { person: 78 }] },
      ],
    });
    const before = await rundmail("directory", "import", mixed);
    expect(before.exitCode).toBe(65);
    expect(before.stderr).toContain("has 3 mistakes");
    expect(existsSync(path("rundmail.db"))).toBe(false);

    await done("directory", "import", file(EXAMPLE));
    const { exitCode, stderr } = await rundmail(
      "directory",
      "import",
      file({
        persons: [{ id: 9, gender: "w" }],
        groups: [{ id: 6, name: "Band", members: [{ person: 9 }, { person: 1 }, { person: 78 }] }],
      }),
    );
    expect(exitCode).toBe(65);
    expect(stderr).toContain("has 2 mistakes");
    expect(stderr).toContain('persons[0].gender: found "w", must be one of "f", "m", "x"');
    expect(stderr).toContain("groups[0].members[2].person: found 78, there is no person 78");
    expect((await rundmail("group", "add", "--name", " ", "--parent", "77")).stderr).toMatch(
      /name: .*\n.*parent: found 77/,
    );
  });

  test.each([
    ["no JSON", '{"persons": [}', "line 1, column 14"],
    ["no UTF-8", Buffer.from('{"roles": [{"id": 1, "name": "M\xfcller"}]}', "latin1"), "is not UTF-8"],
  ])("a file that is %s is refused", async (_what, content, word) => {
    const { exitCode, stderr } = await rundmail("directory", "import", file(content));
    expect(exitCode).toBe(65);
    expect(stderr).toContain(word);
    expect(existsSync(path("rundmail.db"))).toBe(false);
  });

  test("a missing file is 66", async () => {
    expect((await rundmail("directory", "import", path("nothing.json"))).exitCode).toBe(66);
  });
});
