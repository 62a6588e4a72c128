import { describe, expect, test } from "vitest";
import { eventCommand } from "../../src/cli/commands/event.ts";
import type { Address } from "../../src/mail/address.ts";
import { suppressAddress, unsuppressAddress } from "../../src/transitions/suppressions-changed.ts";
import { type CommandLine, commandLine } from "../support/command-line.ts";
import { BEAT, LEA } from "../support/people.ts";
import { DAY_MS, testWorld } from "../support/world.ts";

/** Léa and Beat were suppressed on 26 November at 19:01 UTC; Léa's suppression was lifted two days later, and it is now the 29th. */
async function office(): Promise<CommandLine> {
  const world = await testWorld();
  await suppressAddress(world, LEA as Address, "moved");
  await suppressAddress(world, BEAT as Address, undefined);
  world.wait(2 * DAY_MS);
  await unsuppressAddress(world, LEA);
  world.wait(DAY_MS);
  return commandLine(world, eventCommand);
}

interface Line {
  kind: string;
  address: string;
}

const inWords = (lines: Line[]) => lines.map(({ kind, address }) => `${kind} ${address}`);
const SUPPRESSED_BEAT = `suppressed ${BEAT}`;
const SUPPRESSED_LEA = `suppressed ${LEA}`;
const LIFTED = `unsuppressed ${LEA}`;

describe("event list", () => {
  test("is newest first, with the keys of the contract", async () => {
    const { json } = await office();
    expect(await json("event", "list")).toStrictEqual([
      { at: "2026-11-28T19:01:00.000Z", kind: "unsuppressed", message: null, address: LEA, text: "by operator" },
      { at: "2026-11-26T19:01:00.000Z", kind: "suppressed", message: null, address: BEAT, text: "by operator" },
      { at: "2026-11-26T19:01:00.000Z", kind: "suppressed", message: null, address: LEA, text: "by operator: moved" },
    ]);
  });

  test("shows people the newest hundred, and a program or whoever asks for it all", async () => {
    const world = await testWorld();
    for (let at = 0; at < 101; at += 1) await suppressAddress(world, `p${at}@post.example` as Address, undefined);
    const { rundmail, json } = commandLine(world, eventCommand);
    expect(await json("event", "list")).toHaveLength(101);
    expect(await json("event", "list", "--limit", "2")).toHaveLength(2);
    const rows = async (...argv: string[]) =>
      (await rundmail("event", "list", ...argv)).stdout.split("\n").filter((line) => line.includes("@")).length;
    expect([await rows(), await rows("--limit", "0")]).toEqual([100, 101]);
    expect((await rundmail("event", "list")).stderr).toBe("The newest 100; --limit 0 shows all.\n");
    expect((await rundmail("event", "list", "--limit", "100")).stderr).toBe("");
  });

  test("in a pipe is a table of tabs", async () => {
    const { rundmail } = await office();
    expect(await rundmail("event", "list", "--limit", "1")).toEqual({
      exitCode: 0,
      stdout: `at\tkind\tmessage\taddress\ttext\n2026-11-28T19:01:00.000Z\tunsuppressed\t\t${LEA}\tby operator\n`,
      stderr: "",
    });
  });

  test.each([
    [
      ["--kind", "suppressed"],
      [SUPPRESSED_BEAT, SUPPRESSED_LEA],
    ],
    [["--kind", "bounced"], []],
    [
      ["--limit", "2"],
      [LIFTED, SUPPRESSED_BEAT],
    ],
    [["--since", "2d"], [LIFTED]],
    [["--since", "23h"], []],
    [
      ["--since", "3d"],
      [LIFTED, SUPPRESSED_BEAT, SUPPRESSED_LEA],
    ],
    [["--since", "2026-11-27"], [LIFTED]],
    [
      ["--since", "2026-11-26"],
      [LIFTED, SUPPRESSED_BEAT, SUPPRESSED_LEA],
    ],
    [["--since", "2026-11-28T19:01"], [LIFTED]],
    [["--since", "2026-11-28 19:01:00.001"], []],
    [["--since", "2026-11-28T20:01+01:00"], [LIFTED]],
    [["--since", "2026-11-28T19:01:00.000Z"], [LIFTED]],
  ])("%j", async (options, expected) => {
    const { json } = await office();
    expect(inWords(await json("event", "list", ...options))).toEqual(expected);
  });

  test.each([
    [["--kind", "supressed"], "Did you mean suppressed? Known are message-refused, "],
    [["--kind", "birthday"], "Known are message-refused, "],
    [["--since", "yesterday"], "A span such as 2d or 12h is needed"],
    [["--since", "2026-02-30"], "A span such as 2d or 12h is needed"],
    [["--since", "2026-13-01"], "A span such as 2d or 12h is needed"],
    [["--since", "2026-11-26T25:00"], "A span such as 2d or 12h is needed"],
    [["--limit", "many"], "A whole number is needed"],
  ])("%j says what is known", async (options, words) => {
    const { rundmail } = await office();
    expect(await rundmail("event", "list", ...options)).toMatchObject({
      exitCode: 64,
      stdout: "",
      stderr: expect.stringContaining(words),
    });
  });

  test("its help names every kind on lines that fit a terminal", async () => {
    const { rundmail } = await office();
    const { stdout } = await rundmail("event", "list", "--help");
    expect(stdout).toContain("queue-paused, queue-resumed");
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(120);
  });
});
