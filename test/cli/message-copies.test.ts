import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { messageCommand } from "../../src/cli/commands/message.ts";
import { run } from "../../src/cli/program.ts";
import { rejectByHand } from "../../src/transitions/decided-by-hand.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, CONTACT, DOMAIN, JUGEND, OFFICE, PERSON, RUTH, stage } from "../support/people.ts";
import { hand } from "../support/post-office.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

interface CommandLine {
  world: TestWorld;
  message(...argv: string[]): Promise<{ exitCode: number; stdout: string; stderr: string }>;
}

/** The command line of the office; message 1 of Ruth to Jugend is held. */
async function office(jugend = {}): Promise<CommandLine> {
  const folder = mkdtempSync(join(tmpdir(), "rundmail-message-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const config = join(folder, "config.json");
  writeFileSync(config, JSON.stringify({ domain: DOMAIN, organisation: { contact: CONTACT } }));
  const world = await testWorld({ directory: stage({ jugend }) });
  await hand(
    world,
    mailTo({ from: RUTH, to: JUGEND, subject: "Lager", text: "###_SALUTATION### ###VORNAME### ###WAS###" }),
  );
  return {
    world,
    async message(...argv) {
      const written = { stdout: "", stderr: "" };
      const exitCode = await run(["--config", config, "message", ...argv], [messageCommand((_, use) => use(world))], {
        stdout: { write: (text) => (written.stdout += text) },
        stderr: { write: (text) => (written.stderr += text) },
        env: {},
        isTty: false,
        now: () => 0,
      });
      return { exitCode, ...written };
    },
  };
}

describe("message preview", () => {
  test("prints the mail and nothing else", async () => {
    const { message } = await office();
    const { exitCode, stdout, stderr } = await message("preview", "1", "--as", BEAT);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^Received: by .* \(Rundmail\) id 1;/);
    expect(stdout).toMatch(/\r\n\r\nLieber Beat ###WAS###$/);
  });

  test("as JSON has header, text and whom it is for", async () => {
    const { message } = await office();
    const { stdout } = await message("preview", "1", "--as", "2", "--json");
    expect(JSON.parse(stdout)).toStrictEqual({
      message: 1,
      state: null,
      address: BEAT,
      persons: [PERSON.beat],
      names: ["Beat Müller-Lüdenscheidt"],
      headers: expect.arrayContaining([{ name: "To", value: `Beat Müller-Lüdenscheidt <${BEAT}>` }]),
      text: "Lieber Beat ###WAS###",
      attachments: [],
    });
  });

  test.each([
    [["preview", "7", "--as", "2"], 1, "There is no message 7."],
    [["preview", "1", "--as", "99"], 1, "There is no person 99."],
    [["preview", "1", "--as", "5"], 1, "No copy of message 1: 5 has no e-mail address."],
    [["preview", "1", "--as", OFFICE], 1, `No copy of message 1: ${OFFICE} does not belong to the target.`],
    [["preview", "1", "--as", "Beat"], 64, "The number of a person is needed, or an address of theirs."],
    [["preview", "one", "--as", "2"], 64, "A whole number is needed"],
  ])("%j says what is wrong", async (argv, exitCode, words) => {
    const { message } = await office();
    expect(await message(...argv)).toMatchObject({ exitCode, stdout: "", stderr: expect.stringContaining(words) });
  });

  test("of a rejected message there is none", async () => {
    const { message, world } = await office();
    await rejectByHand(world, 1, "");
    const { exitCode, stderr } = await message("preview", "1", "--as", "2");
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("Message 1 is rejected: there is nothing to preview."),
    });
  });
});

describe("message test", () => {
  test("says what is queued for whom", async () => {
    const { message } = await office();
    expect(await message("test", "1", "--to", OFFICE, "--as", "4")).toEqual({
      exitCode: 0,
      stdout: "",
      stderr: `A test copy of message 1 for ${OFFICE} is queued, with the values of Anna und Urs Wüthrich.\n`,
    });
  });

  test.each([
    [["test", "1"], 64, "--to <address>"],
    [["test", "1", "--to", "sekretariat"], 64, "An e-mail address is needed, such as ruth@post.example."],
    [["test", "1", "--to", JUGEND], 64, "is an address of Rundmail itself"],
    [["test", "7", "--to", OFFICE], 1, "There is no message 7."],
    [["test", "1", "--to", OFFICE, "--as", "5"], 1, "5 has no e-mail address"],
  ])("%j says what is wrong", async (argv, exitCode, words) => {
    const { message } = await office();
    expect(await message(...argv)).toMatchObject({ exitCode, stdout: "", stderr: expect.stringContaining(words) });
  });
});

test("message show says warnings in words", async () => {
  const { message } = await office({ replyTo: "group" });
  const { stdout } = await message("show", "1");
  expect(stdout).toContain("warnings\t###WAS### is not known and stays as it is; answers go to the whole group\n");
});

test.each(["preview", "test"])("message %s --help shows how it is used", async (verb) => {
  const { message } = await office();
  expect(await message(verb, "--help")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining(`rundmail message ${verb} 17`),
  });
});
