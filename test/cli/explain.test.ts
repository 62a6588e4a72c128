import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { explainCommand } from "../../src/cli/commands/explain.ts";
import { run } from "../../src/cli/program.ts";
import type { Explanation } from "../../src/questions/explanation.ts";
import { crowdAddress, stageWithCrowds } from "../support/crowd.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, CONTACT, DOMAIN, JUGEND, KIM, PERSON, RUTH, stage } from "../support/people.ts";
import { FRONT_SERVER, testWorld } from "../support/world.ts";

const LETTER = { from: `Ruth Keller <${RUTH}>`, to: JUGEND, subject: "Lager", text: "###_SALUTATION### ###VORNAME###" };

interface Given {
  directory?: object;
  /** Over the least that a configuration says. */
  config?: Record<string, unknown>;
  isTty?: boolean;
}

/** The command line of somebody who explains, with a folder for files and a world to look at. */
async function commandLine({ directory = stage(), config = {}, isTty = false }: Given = {}) {
  const folder = mkdtempSync(join(tmpdir(), "rundmail-explain-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const least = { domain: DOMAIN, organisation: { contact: CONTACT } };
  writeFileSync(join(folder, "config.json"), JSON.stringify({ ...least, ...config }));
  const world = await testWorld({ directory });
  const command = explainCommand((loaded, use) => use({ ...world, installation: loaded }));

  async function explain(...argv: string[]) {
    const written = { stdout: "", stderr: "" };
    const exitCode = await run(["--config", join(folder, "config.json"), "explain", ...argv], [command], {
      stdout: { write: (text) => (written.stdout += text) },
      stderr: { write: (text) => (written.stderr += text) },
      env: { NO_COLOR: "1" },
      isTty,
      now: () => 0,
    });
    return { exitCode, ...written };
  }

  return {
    explain,
    /** Writes a file and gives back its path. */
    file(name: string, content: string | Buffer): string {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    folder,
    async json(...argv: string[]): Promise<Explanation> {
      const { exitCode, stdout, stderr } = await explain(...argv, "--json");
      if (exitCode !== 0) throw new Error(`${exitCode}: ${stderr}`);
      return JSON.parse(stdout) as Explanation;
    },
  };
}

describe("what is printed", () => {
  test("reads from top to bottom: who, what, why, to whom, and the finished copy", async () => {
    const { explain, file } = await commandLine();
    const { exitCode, stdout, stderr } = await explain(file("mail.eml", mailTo(LETTER).raw), "--to", JUGEND);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const lines = stdout.split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        `leads to\tgroup 123: Jugend <${JUGEND}>`,
        "category\tlogin, member, other: login ruth is enabled, may use group mail and may read this target",
        "authenticated\tno: the client is no trusted peer",
        "verdict\tconfirm",
        'rule\tloginsMaySend is "confirm"',
        "reply\t250 2.6.0 accepted",
        `notices\tconfirm to ${RUTH}`,
        "warning\tthe author is not authenticated",
        "recipients\tcopies 4, persons 5, left out 1",
        "familie.wuethrich@post.example\t3, 4\tAnna Wüthrich, Urs Wüthrich",
        "5\tHans-Jörg Äschbacher\thas no e-mail address",
        `the copy for Ruth Keller <${RUTH}>`,
        `From: Ruth Keller via Jugend <${JUGEND}>`,
        `To: Ruth Keller <${RUTH}>`,
        "Liebe Ruth",
      ]),
    );
  });

  test("a refusal says which one, what the client hears and how the author learns of it", async () => {
    const { explain, file } = await commandLine();
    const { stdout } = await explain(
      file("mail.eml", mailTo({ ...LETTER, from: BEAT }).raw),
      ...["--to", "jugend", "--authenticated", "yes"],
    );
    expect(stdout).toContain("verdict\trefuse: sender-not-allowed\n");
    expect(stdout).toContain("author told by\tnotice\n");
    expect(stdout).toContain(`notices\trefused to ${BEAT}\n`);
    expect(stdout).toContain("recipients\tnobody; if it were sent: copies 4, persons 5, left out 1\n");
    expect(stdout).not.toContain("the copy for");
  });

  test("a terminal shows the first recipients and how many there are; a pipe and --json have all", async () => {
    const directory = stageWithCrowds({ 500: 50 });
    const argv = (file: string) => [file, "--to", crowdAddress(500)];
    const terminal = await commandLine({ directory, isTty: true });
    const { stdout } = await terminal.explain(...argv(terminal.file("mail.eml", mailTo(LETTER).raw)));
    expect(stdout.match(/^person\d+@/gm)).toHaveLength(20);
    expect(stdout).toContain("recipients: 50\n");
    expect(stdout).toContain("… and 30 more; --json lists all\n");
    const pipe = await commandLine({ directory });
    const path = pipe.file("mail.eml", mailTo(LETTER).raw);
    expect((await pipe.explain(...argv(path))).stdout.match(/^person\d+@/gm)).toHaveLength(50);
    expect((await pipe.json(...argv(path))).recipients).toHaveLength(50);
  });

  test("what a stranger wrote cannot write over it", async () => {
    const { explain, file } = await commandLine();
    const mail = mailTo({ ...LETTER, subject: "=?utf-8?B?G1sySg==?=Lager", text: "\u001b[2J\u202Egnp.exe" }).raw;
    const { stdout } = await explain(file("mail.eml", mail), "--to", "jugend");
    for (const control of ["\u001b", "\u202e"]) expect(stdout).not.toContain(control);
    expect(stdout).toContain("gnp.exe");
  });
});

test("the JSON has the same keys whatever the verdict, in the order in which they are read", async () => {
  const { json, file } = await commandLine();
  const mail = file("mail.eml", mailTo(LETTER).raw);
  const keys = [
    ...["to", "destination", "session", "target", "author", "subject", "category", "categories", "categoryReason"],
    ...["authenticated", "evidence", "verdict", "reason", "rule", "told", "reply", "notices", "warnings", "sameAs"],
    ...["recipients", "leftOut", "copy", "noCopy"],
  ];
  for (const to of [
    "jugend",
    "unbekannt",
    "noreply",
    "postmaster",
    `confirm-${"a".repeat(30)}`,
    `bounce-${"a".repeat(30)}`,
  ]) {
    expect(Object.keys(await json(mail, "--to", to)), to).toEqual(keys);
  }
});

describe("what a file does not say", () => {
  const proven = (authServ: string) =>
    mailTo({ ...LETTER, headers: [`Authentication-Results: ${authServ}; dmarc=pass header.from=post.example`] }).raw;
  const trusting = { authentication: { trustedPeers: ["192.0.2.1"], trustedAuthServers: [FRONT_SERVER] } };

  test("where a front server is trusted, it is taken to have handed the mail in, and its word counts", async () => {
    const { json, file } = await commandLine({ config: trusting });
    expect(await json(file("a.eml", proven(FRONT_SERVER)), "--to", "jugend")).toMatchObject({
      session: { protocol: "smtp", fromTrustedPeer: true, returnPath: RUTH },
      authenticated: true,
      evidence: "dmarc=pass header.from=post.example",
    });
    expect(await json(file("b.eml", proven("mx.weit.example")), "--to", "jugend")).toMatchObject({
      authenticated: false,
      evidence: "no result of a trusted server",
    });
  });

  test("where none is trusted, nobody's word counts", async () => {
    const { json, file } = await commandLine({ config: { authentication: { trustedAuthServers: [FRONT_SERVER] } } });
    expect(await json(file("a.eml", proven(FRONT_SERVER)), "--to", "jugend")).toMatchObject({
      session: { fromTrustedPeer: false },
      authenticated: false,
      evidence: "the client is no trusted peer",
    });
  });

  test("one may say what would be if", async () => {
    const { json, file } = await commandLine({ config: trusting });
    const bare = file("a.eml", mailTo(LETTER).raw);
    expect(await json(bare, "--to", "jugend", "--authenticated", "yes")).toMatchObject({
      authenticated: true,
      evidence: "--authenticated yes",
    });
    const vouched = file("b.eml", proven(FRONT_SERVER));
    expect(await json(vouched, "--to", "jugend", "--authenticated", "no")).toMatchObject({ authenticated: false });
  });

  test("Return-Path is the envelope sender, and an empty one makes an automatic mail", async () => {
    const { json, file } = await commandLine();
    const withPath = (path: string) =>
      file("a.eml", Buffer.concat([Buffer.from(`Return-Path: ${path}\r\n`), mailTo(LETTER).raw]));
    expect((await json(withPath("<ruth@schule.example>"), "--to", "jugend")).session.returnPath).toBe(
      "ruth@schule.example",
    );
    expect(await json(withPath("<>"), "--to", "jugend")).toMatchObject({
      verdict: "drop",
      reason: "automatic-message",
    });
  });

  test("what no listener takes is too large", async () => {
    const { json, file } = await commandLine({
      config: { listen: [{ protocol: "lmtp", port: 2424, maxMessageBytes: 100_000 }] },
    });
    const big = file("a.eml", mailTo({ ...LETTER, text: "x".repeat(200_000) }).raw);
    expect(await json(big, "--to", "jugend")).toMatchObject({
      session: { protocol: "lmtp" },
      verdict: "refuse",
      reason: "too-large",
      reply: expect.stringMatching(/^552 5\.3\.4 \[too-large\]/),
    });
  });
});

describe("what cannot be explained", () => {
  test.each([
    ["there is no file", 66, "there is no such file", () => undefined],
    ["it is a folder", 66, "it is a folder", (path: string) => mkdirSync(path)],
    ["it is empty", 65, "it is empty", (path: string) => writeFileSync(path, "")],
    [
      "it is a picture",
      65,
      "it has no header",
      (path: string) => writeFileSync(path, Buffer.from("89504e470d0a1a0a", "hex")),
    ],
    ["it is a note", 65, "it has no header", (path: string) => writeFileSync(path, "Merken: Zelte bestellen\n")],
    [
      "it is a whole mailbox",
      65,
      "mbox",
      (path: string) => writeFileSync(path, "From ruth@post.example Thu Nov 26\nFrom: x\n"),
    ],
  ])("%s", async (_, code, words, put) => {
    const { explain, folder } = await commandLine();
    const path = join(folder, "mail.eml");
    put(path);
    const { exitCode, stdout, stderr } = await explain(path, "--to", "jugend");
    expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: "" });
    expect(stderr).toContain(words);
    expect(stderr).toContain(path);
  });

  test("a person that there is not; one without a copy is told why", async () => {
    const { explain, file } = await commandLine();
    const mail = file("mail.eml", mailTo(LETTER).raw);
    const unknown = await explain(mail, "--to", "jugend", "--as", "99");
    expect(unknown).toMatchObject({
      exitCode: 1,
      stdout: "",
      stderr: expect.stringContaining("There is no person 99."),
    });
    const none = await explain(mail, "--to", "jugend", "--as", String(PERSON.hansjoerg));
    expect(none).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("No copy to show: 5 has no e-mail address."),
    });
    const other = await explain(mail, "--to", "jugend", "--as", KIM);
    expect(other.stdout).toContain(`No copy to show: ${KIM} does not belong to the target.`);
  });

  test.each([
    [["mail.eml"], "--to"],
    [["--to", "jugend"], "file.eml"],
    [["mail.eml", "--to", "jugend", "--as", "Ruth Keller"], "number of a person"],
    [["mail.eml", "--to", "jugend", "--authenticated", "maybe"], "yes or no"],
  ])("wrong use: %j", async (argv, words) => {
    const { explain } = await commandLine();
    expect(await explain(...argv)).toMatchObject({ exitCode: 64, stderr: expect.stringContaining(words) });
  });
});

test("--help says what is assumed, and shows how it is used", async () => {
  const { explain } = await commandLine();
  const { exitCode, stdout } = await explain("--help");
  expect(exitCode).toBe(0);
  expect(stdout).toContain("authentication.trustedPeers");
  expect(stdout).toContain("rundmail explain sommerlager.eml --to jugend@");
});
