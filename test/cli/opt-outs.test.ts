import { beforeEach, describe, expect, test } from "vitest";
import { EXAMPLE } from "../support/directory.ts";
import { directoryCommandLine } from "../support/directory-command-line.ts";

const { rundmail, done, json, file } = directoryCommandLine();

beforeEach(async () => {
  await done("directory", "import", file(EXAMPLE));
});

const optOuts = async (person: string) => {
  const shown = (await json("person", "show", person)) as { optOuts: { target: string; name: string }[] };
  return shown.optOuts.map(({ target, name }) => `${target} ${name}`.trim());
};

const said = async (...argv: string[]) => (await rundmail(...argv)).stderr;

describe("person set", () => {
  test("the operator takes Urs out of a group and back, by whatever people call it", async () => {
    expect(await said("person", "set", "2", "--opt-out", "Jugend")).toContain("person 2 gets no more mail of Jugend");
    expect(await optOuts("2")).toEqual(["jugend@gruppen.example.org Jugend"]);
    expect(await done("person", "show", "2")).toContain("target jugend@gruppen.example.org, name Jugend, since 1970-");
    expect(await said("person", "set", "2", "--opt-out", "gr000123@gruppen.example.org")).toContain("already");
    expect(await optOuts("1")).toEqual([]);
    expect(await said("person", "set", "2", "--opt-in", "gr000123.000045")).toContain("again");
    expect(await optOuts("2")).toEqual([]);
    expect(await said("person", "set", "2", "--opt-in", "jugend")).toContain("had not opted out");
  });

  test("several at once, and beside other changes", async () => {
    await done("person", "set", "2", "--opt-out", "sg0007", "--opt-out", "aarau", "--opt-out", "ml:ruth", "--hidden");
    expect(await optOuts("2")).toEqual([
      "aarau@gruppen.example.org Aarau",
      "ml:ruth My List of ruth",
      "hauskreis-sued@gruppen.example.org Hauskreis Süd",
    ]);
    expect(await json("person", "show", "2")).toMatchObject({ hidden: true, firstName: "Urs" });
  });

  test.each(["jugnd", "jugend@anderswo.example", "gr000999", "ml", "ml:niemand", "noreply", ""])(
    "what is no group is refused, and nothing changes: %j",
    async (target) => {
      expect(await rundmail("person", "set", "2", "--hidden", "--opt-out", target)).toMatchObject({ exitCode: 1 });
      expect(await json("person", "show", "2")).toMatchObject({ hidden: false, optOuts: [] });
    },
  );

  test("a mistyped alias is guessed", async () => {
    expect(await said("person", "set", "2", "--opt-in", "jugnd")).toContain("Did you mean jugend?");
  });

  test("a group that is gone may still be taken back", async () => {
    await done("person", "set", "3", "--opt-out", "konf");
    await done("group", "leave", "124", "3");
    await done("group", "remove", "124");
    expect(await optOuts("3")).toEqual(["gr000124@gruppen.example.org"]);
    await done("person", "set", "3", "--opt-in", "gr000124@gruppen.example.org");
    expect(await optOuts("3")).toEqual([]);
  });
});

test("an import with --prune changes nothing about it, nor does one that brings the person back", async () => {
  await done("person", "set", "2", "--opt-out", "jugend");
  const without = {
    ...EXAMPLE,
    persons: EXAMPLE.persons.filter(({ id }) => id !== 2),
    groups: EXAMPLE.groups.map((group) => ({ ...group, members: group.members.filter(({ person }) => person !== 2) })),
    logins: [],
  };
  await done("directory", "import", file(without), "--prune");
  await done("directory", "import", file(EXAMPLE), "--prune");
  expect(await optOuts("2")).toEqual(["jugend@gruppen.example.org Jugend"]);
});

test("nobody new gets the number of somebody who had opted out and is gone", async () => {
  await done("person", "add", "9", "--first-name", "Kim");
  await done("person", "set", "9", "--opt-out", "jugend");
  await done("person", "remove", "9");
  expect(await done("person", "add", "--first-name", "Léa")).toBe("10\n");
  await done("group", "add", "700", "--name", "Chor");
  await done("person", "set", "1", "--opt-out", "gr000700");
  await done("group", "remove", "700");
  expect(await done("group", "add", "--name", "Theater")).toBe("701\n");
});
