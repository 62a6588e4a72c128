import { describe, expect, test } from "vitest";
import { suppressionCommand } from "../../src/cli/commands/suppression.ts";
import { addBounce } from "../../src/store/bounces.ts";
import { addSuppression } from "../../src/store/suppressions.ts";
import { commandLine } from "../support/command-line.ts";
import { BEAT, JUGEND, LEA, PERSON, STRANGER, WUETHRICHS } from "../support/people.ts";
import { testWorld } from "../support/world.ts";

async function office() {
  const world = await testWorld();
  return { world, ...commandLine(world, suppressionCommand) };
}

describe("suppression add", () => {
  test("is listed with the keys of the contract, and says whose address it is", async () => {
    const { rundmail, json } = await office();
    expect(await rundmail("suppression", "add", WUETHRICHS, "--reason", "asked by telephone")).toEqual({
      exitCode: 0,
      stdout: "",
      stderr: `${WUETHRICHS} gets no more copies. It is the address of Anna Wüthrich, Urs Wüthrich.\n`,
    });
    expect(await json("suppression", "list")).toStrictEqual([
      {
        address: WUETHRICHS,
        persons: [PERSON.anna, PERSON.urs],
        category: "manual",
        reason: "asked by telephone",
        since: "2026-11-26T19:01:00.000Z",
        by: "operator",
      },
    ]);
  });

  test("of an address that nobody has says so, for it may be mistyped", async () => {
    const { rundmail, json } = await office();
    const { exitCode, stderr } = await rundmail("suppression", "add", STRANGER);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: `${STRANGER} gets no more copies. Nobody in the directory has this address now.\n`,
    });
    expect(await json("suppression", "list")).toMatchObject([{ address: STRANGER, persons: [], reason: "" }]);
  });

  test("where a rule was before makes it a decision by hand", async () => {
    const { world, rundmail, json } = await office();
    const failure = { category: "hard", status: null, code: 550, words: "550 unknown", state: "counted" } as const;
    const ofNothing = { mail: null, copy: null, message: null, address: LEA, triedAt: 1, arrivedAt: 1 };
    await world.store.atomically(async (tx) => {
      const bounce = (await addBounce(tx, { ...failure, ...ofNothing })) ?? null;
      const rule = { category: "hard", reason: "550 unknown", sinceAt: 1, by: "bounces.rules" };
      await addSuppression(tx, { address: LEA, ...rule, bounce });
    });
    expect((await rundmail("suppression", "add", LEA.toUpperCase())).stderr).toContain("now it is a decision by hand");
    expect(await json("suppression", "list")).toMatchObject([
      { address: LEA, category: "manual", reason: "550 unknown", by: "operator" },
    ]);
  });

  test("a second time changes nothing", async () => {
    const { rundmail, json } = await office();
    await rundmail("suppression", "add", LEA, "--reason", "first");
    expect(await rundmail("suppression", "add", LEA, "--reason", "second")).toMatchObject({
      exitCode: 0,
      stderr: `${LEA} was suppressed by hand on 2026-11-26T19:01:00.000Z already; nothing has changed.\n`,
    });
    expect(await json("suppression", "list")).toMatchObject([{ reason: "first" }]);
  });

  test.each([
    [["add", "lea"], 64, "An e-mail address is needed"],
    [["add"], 64, "missing required argument"],
    [["add", JUGEND], 65, `${JUGEND} is an address of Rundmail itself`],
    [["remove", BEAT], 1, `${BEAT} is not suppressed.\n\`rundmail suppression list\` shows what is.`],
  ])("%j says what is wrong", async (argv, exitCode, words) => {
    const { rundmail } = await office();
    expect(await rundmail("suppression", ...argv)).toMatchObject({
      exitCode,
      stdout: "",
      stderr: expect.stringContaining(words),
    });
  });
});

describe("suppression remove", () => {
  test("takes the address whatever its case, and only once", async () => {
    const { rundmail, json } = await office();
    await rundmail("suppression", "add", LEA);
    expect(await rundmail("suppression", "remove", LEA.toUpperCase())).toEqual({
      exitCode: 0,
      stdout: "",
      stderr: `${LEA} gets copies again, from the next message on.\n`,
    });
    expect(await json("suppression", "list")).toEqual([]);
    expect(await rundmail("suppression", "remove", LEA)).toMatchObject({ exitCode: 1 });
  });

  test("of a mistyped address names the nearest", async () => {
    const { rundmail } = await office();
    await rundmail("suppression", "add", LEA);
    await rundmail("suppression", "add", WUETHRICHS);
    expect((await rundmail("suppression", "remove", LEA.replace("lea", "laea"))).stderr).toContain(
      `Did you mean ${LEA}?`,
    );
  });
});

test.each(["list", "add", "remove"])("suppression %s --help shows how it is used", async (verb) => {
  const { rundmail } = await office();
  expect(await rundmail("suppression", verb, "--help")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining(`rundmail suppression ${verb}`),
  });
});
