import { beforeEach, describe, expect, test } from "vitest";
import { directoryFile, EXAMPLE } from "../support/directory.ts";
import { directoryCommandLine } from "../support/directory-command-line.ts";

const { rundmail, done, json, file } = directoryCommandLine();

describe("piece by piece", () => {
  beforeEach(() => done("directory", "import", file(EXAMPLE)));

  test("a new person gets the next free number, which is printed", async () => {
    const id = await done(
      "person",
      "add",
      "--first-name",
      "Léa",
      "--email",
      "lea@post.example:private:preferred",
      "--field",
      "ORT=Genf",
    );
    expect(id).toBe("4\n");
    expect(await json("person", "show", "4")).toEqual({
      id: 4,
      firstName: "Léa",
      lastName: "",
      gender: null,
      language: null,
      title: "",
      hidden: false,
      emails: [{ address: "lea@post.example", kind: "private", preferred: true }],
      fields: { ORT: "Genf" },
      optOuts: [],
    });
  });

  test("only what the options name is changed", async () => {
    await done("person", "set", "1", "--hidden", "--gender", "", "--field", "ORT=", "--field", "PLZ=5000");
    const [ruth] = directoryFile(EXAMPLE).persons;
    expect(await json("person", "show", "1")).toEqual({
      ...ruth,
      hidden: true,
      gender: null,
      fields: { PLZ: "5000" },
      optOuts: [],
    });
    await done("person", "set", "1", "--no-email", "--no-hidden");
    expect(await json("person", "show", "1")).toMatchObject({ hidden: false, emails: [] });
  });

  test("of changes that are made side by side none is lost", async () => {
    const newcomers = ["11", "12", "13", "14"];
    for (const id of newcomers) await done("person", "add", id, "--first-name", "Neu");
    const [joined, named] = await Promise.all([
      Promise.all(newcomers.map((id) => rundmail("group", "join", "124", id))),
      rundmail("alias", "set", "konfirmanden", "gr000124"),
    ]);
    expect([...joined, named].map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0]);
    const { members, alias } = (await json("group", "show", "124")) as { members: { person: number }[]; alias: string };
    expect(alias).toBe("konfirmanden");
    expect(members.map(({ person }) => String(person))).toEqual(expect.arrayContaining(newcomers));
  });

  test("persons who are added side by side each get a number of their own", async () => {
    const names = ["Anna", "Beat", "Carla", "Dario", "Elsa"];
    const added = await Promise.all(names.map((name) => rundmail("person", "add", "--first-name", name)));
    expect(added.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0]);
    expect(new Set(added.map(({ stdout }) => stdout)).size).toBe(5);
    const persons = (await json("person", "list")) as { firstName: string }[];
    expect(persons.map(({ firstName }) => firstName)).toEqual(expect.arrayContaining(names));
  });

  test("of two who take the same number at once one is refused", async () => {
    const added = await Promise.all(
      ["Anna", "Beat", "Carla"].map((name) => rundmail("person", "add", "77", "--first-name", name)),
    );
    expect(added.map(({ exitCode }) => exitCode).toSorted()).toEqual([0, 1, 1]);
  });

  test("the rules are those of the file", async () => {
    const { exitCode, stderr } = await rundmail(
      "person",
      "set",
      "1",
      "--email",
      "x@gruppen.example.org",
      "--language",
      "Deutsch",
    );
    expect(exitCode).toBe(65);
    expect(stderr).toContain('language: found "Deutsch", must be a language such as "de" or "fr-CH"');
    expect((await rundmail("person", "set", "1", "--email", "x@gruppen.example.org")).stderr).toContain(
      "emails[0].address: found",
    );
    expect((await rundmail("group", "add", "gr000005")).exitCode).toBe(64);
    expect((await rundmail("group", "add", "5")).stderr).toContain("name: is missing");
  });

  test("a number that is taken is not given again", async () => {
    expect(await rundmail("person", "add", "1")).toMatchObject({ exitCode: 1, stdout: "" });
    expect(await rundmail("login", "add", "ruth")).toMatchObject({ exitCode: 1, stdout: "" });
  });

  test("a setting that there is not is no more taken back than set", async () => {
    const refused = await rundmail("group", "set", "123", "--unset", "membersMaySed");
    expect(refused).toMatchObject({ exitCode: 65, stdout: "" });
    expect(refused.stderr).toContain('settings.membersMaySed: no such key (did you mean "membersMaySend"?)');
    expect((await rundmail("group", "set", "123", "--unset", "subjectPrefix")).exitCode).toBe(0);
  });

  test("settings are set and taken back one by one", async () => {
    await done(
      "group",
      "set",
      "123",
      "--set",
      "subjectPrefix=[Jugend]",
      "--set",
      "archive=[]",
      "--unset",
      "moderatorRole",
    );
    expect(await json("group", "show", "123")).toMatchObject({
      settings: { membersMaySend: "moderate", subjectPrefix: "[Jugend]", archive: [] },
    });
    const { exitCode, stderr } = await rundmail("group", "set", "123", "--set", "memberMaySend=send");
    expect(exitCode).toBe(65);
    expect(stderr).toContain('settings.memberMaySend: no such key (did you mean "membersMaySend"?)');
  });

  test("persons join and leave by an address of theirs, unless several have it", async () => {
    await done("person", "add", "8", "--email", "neu@post.example");
    await done("group", "join", "124", "neu@post.example");
    const members = async () => ((await json("group", "show", "124")) as { members: { person: number }[] }).members;
    expect((await members()).map(({ person }) => person)).toContain(8);
    await done("group", "leave", "124", "neu@post.example");
    expect((await members()).map(({ person }) => person)).not.toContain(8);
    await done("mylist", "set", "ruth", "neu@post.example");
    expect(await json("mylist", "show", "ruth")).toEqual([8]);
    await done("person", "add", "9", "--email", "neu@post.example");
    expect(await rundmail("group", "join", "124", "neu@post.example")).toMatchObject({
      exitCode: 64,
      stderr: expect.stringContaining("several persons: 8, 9"),
    });
    expect((await rundmail("group", "join", "124", "niemand@post.example")).exitCode).toBe(1);
    expect((await rundmail("group", "join", "124", "niemand")).exitCode).toBe(64);
  });

  test("who is named twice joins once", async () => {
    await done("person", "add", "11", "--email", "neu@post.example");
    await done("group", "join", "124", "11", "11", "neu@post.example");
    const { members } = (await json("group", "show", "124")) as { members: { person: number }[] };
    expect(members.filter(({ person }) => person === 11)).toHaveLength(1);
  });

  test("persons join and leave", async () => {
    await done("group", "join", "123", "3", "2", "--role", "45");
    expect(await json("group", "show", "123")).toMatchObject({
      members: [
        { person: 1, role: 45 },
        { person: 2, role: null },
        { person: 2, role: 45 },
        { person: 3, role: 45 },
      ],
    });
    await done("group", "leave", "123", "2", "--role", "45");
    await done("group", "leave", "123", "1");
    expect(await json("group", "show", "123")).toMatchObject({
      members: [
        { person: 2, role: null },
        { person: 3, role: 45 },
      ],
    });
    expect((await rundmail("group", "leave", "123", "1")).exitCode).toBe(1);
    expect((await rundmail("group", "join", "123", "1", "--role", "46")).exitCode).toBe(65);
    await done("subgroup", "join", "7", "2", "--role", "M");
    expect((await rundmail("subgroup", "join", "7", "2", "--role", "X")).exitCode).toBe(65);
    await done("subgroup", "leave", "7", "1");
    expect(await json("subgroup", "show", "7")).toMatchObject({ members: [{ person: 2, role: "M" }] });
  });

  test("an alias is given, found, refused and taken away", async () => {
    await done("alias", "set", "junge", "gr000123@gruppen.example.org");
    expect(await json("alias", "list")).toEqual([
      { alias: "junge", target: "group", id: 123, name: "Jugend" },
      { alias: "konf", target: "group", id: 124, name: "Konfirmanden" },
      { alias: "hauskreis-sued", target: "subgroup", id: 7, name: "Hauskreis Süd" },
      { alias: "aarau", target: "filter", id: 3, name: "Aarau" },
    ]);
    for (const alias of ["ml", "gr000999", "konf", "Junge"]) {
      expect((await rundmail("alias", "set", alias, "gr000123")).exitCode).toBe(65);
    }
    expect((await rundmail("alias", "set", "neu", "ml")).exitCode).toBe(64);
    expect((await rundmail("alias", "set", "neu", "gr000999")).exitCode).toBe(1);
    expect(await json("alias", "show", "junge")).toMatchObject({ target: "group", id: 123 });
    await done("alias", "remove", "aarau");
    expect((await rundmail("alias", "show", "jungee")).stderr).toContain("Did you mean junge?");
    expect((await rundmail("alias", "show", "aarau")).exitCode).toBe(1);
  });

  test("a filter, a role and a login are added and changed", async () => {
    expect(await done("filter", "add", "--name", "Zürich", "--where", '{"field":"ORT","equals":"Zürich"}')).toBe("4\n");
    expect((await rundmail("filter", "set", "4", "--where", "ORT=Zürich")).exitCode).toBe(65);
    expect(await done("role", "add", "--name", "Kasse")).toBe("46\n");
    await done("role", "set", "46", "--name", "Kassier");
    expect(await json("role", "list")).toEqual([
      { id: 45, name: "Leitung" },
      { id: 46, name: "Kassier" },
    ]);
    await done("login", "add", "urs", "--person", "2", "--group-mail", "--read-groups", "123,124");
    await done("login", "set", "urs", "--no-enabled", "--admin-email", "u@post.example", "--read-persons");
    expect(await json("login", "show", "urs")).toEqual({
      name: "urs",
      person: 2,
      adminEmail: "u@post.example",
      enabled: false,
      groupMail: true,
      read: { persons: true, groups: [123, 124], subgroups: [] },
      myList: [],
    });
    expect((await rundmail("login", "set", "urs", "--read-groups", "some")).exitCode).toBe(65);
  });

  test("a My List is filled and emptied", async () => {
    await done("mylist", "add", "ruth", "3", "2");
    expect(await json("mylist", "show", "ruth")).toEqual([1, 2, 3]);
    await done("mylist", "remove", "ruth", "1", "3");
    expect(await json("mylist", "list")).toEqual([{ name: "ruth", myList: [2] }]);
    expect((await rundmail("mylist", "add", "ruth", "99")).exitCode).toBe(65);
    expect((await rundmail("mylist", "show", "rut")).stderr).toContain("Did you mean ruth?");
  });

  test("what is still needed is not removed, and what is not is", async () => {
    const refused = await rundmail("group", "remove", "123");
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain("group 124 Konfirmanden stands below it");
    await done("group", "remove", "124");
    await done("login", "remove", "ruth");
    await done("person", "remove", "1");
    await done("subgroup", "remove", "7");
    await done("filter", "remove", "3");
    await done("group", "remove", "123");
    await done("role", "remove", "45");
    expect(JSON.parse(await done("directory", "export"))).toMatchObject({
      roles: [],
      persons: [{ id: 2 }, { id: 3 }],
      groups: [],
      subgroups: [],
      filters: [],
      logins: [],
    });
  });

  test("lists are tables for people and lines for pipes", async () => {
    expect(await done("group", "list")).toBe(
      "id\tname\talias\tparent\tmembers\n123\tJugend\tjugend\t\t2\n124\tKonfirmanden\tkonf\t123\t1\n",
    );
    expect(await done("person", "show", "1")).toContain(
      "emails\taddress ruth@post.example, kind private, preferred true",
    );
    expect(await json("group", "list")).toEqual(directoryFile(EXAMPLE).groups);
  });
});

test("commands ask for a database that is not there, and say how to get one", async () => {
  const { exitCode, stderr } = await rundmail("person", "list");
  expect(exitCode).toBe(66);
  expect(stderr).toContain("directory import FILE");
});
