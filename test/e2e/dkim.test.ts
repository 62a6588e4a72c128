import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { freePort } from "../support/free-port.ts";
import { answer, sendSmtp } from "../support/mail-client.ts";
import { type Letter, mailTo, type Post } from "../support/mails.ts";
import { DOMAIN, JUGEND, RUTH, stage } from "../support/people.ts";
import { type Program, startProgram } from "../support/program.ts";
import { signingKey, verdicts } from "../support/signing-key.ts";

const RUTHS_MAIL = `Ruth Keller <${RUTH}>`;

/** Ruth writes, says yes, and all have it. */
async function writeToAll(program: Program, post: Post, nth = 1): Promise<void> {
  expect(await sendSmtp(program.smtpPort, post)).toMatchObject([{ at: "DATA", code: 250 }]);
  const question = await program.sink.waitForNotice("confirm", RUTH, nth);
  expect(await sendSmtp(program.smtpPort, answer(question, "", RUTHS_MAIL))).toMatchObject([{ code: 250 }]);
  await program.sink.waitForNotice("report", RUTH, nth);
}

test("an operator makes a key, pastes what is printed, and from then on every copy and notice is signed", async () => {
  const program = await startProgram({ directory: stage() });
  const made = await program.run("dkim", "create", DOMAIN);
  expect(made.code).toBe(0);
  const config = JSON.parse(readFileSync(join(program.folder, "config.json"), "utf8")) as object;
  const pasted = JSON.parse(/^\{\n[\s\S]*?^\}$/m.exec(made.stdout)?.[0] ?? "") as {
    senders: { default: { dkim: { domain: string; selector: string; keyFile: string } } };
  };
  writeFileSync(join(program.folder, "config.json"), JSON.stringify({ ...config, ...pasted }));
  expect(await program.run("check")).toMatchObject({ code: 0 });
  await program.stop();
  await program.restart();

  await writeToAll(program, mailTo({ from: RUTHS_MAIL, to: JUGEND, text: "Lieber ###VORNAME###, schöne Grüsse" }));
  await program.sink.waitUntilQuiet();
  const [, record = ""] = /^ {3}Value: (.*)$/m.exec(made.stdout) ?? [];
  const key = { dkim: pasted.senders.default.dkim, record };
  const found = await Promise.all(program.sink.mails.map(async ({ raw }) => verdicts(raw, key)));
  expect(found).toEqual(program.sink.mails.map(() => ["pass"]));
  expect(program.sink.left()).toHaveLength(7);
});

test("the server dies while copies are on the wire, and what goes twice has the same signature", async () => {
  const key = signingKey("rsa");
  const program = await startProgram({
    directory: stage({ jugend: { loginsMaySend: "send" } }),
    config: { senders: { default: { dkim: key.dkim } }, authentication: { mode: "ignore" } },
  });
  const { sink } = program;
  sink.treat("*", { kind: "slow", ms: 2_000 }, 4);
  await sendSmtp(program.smtpPort, mailTo({ from: RUTHS_MAIL, to: JUGEND, text: "Lieber ###VORNAME###" }));
  await sink.waitFor((mails) => mails.length >= 1);
  await program.kill9();
  sink.treat("*", { kind: "accept" });
  await program.restart();
  await sink.waitForNotice("report", RUTH);
  const twice = Map.groupBy(sink.copies(), ({ envelopeTo }) => envelopeTo);
  const doubled = [...twice.values()].filter((copies) => copies.length > 1);
  expect(doubled.length).toBeGreaterThan(0);
  for (const [first, second] of doubled) expect(first?.raw.equals(second?.raw ?? Buffer.alloc(0))).toBe(true);
  for (const { raw } of sink.mails) expect(await verdicts(raw, key)).toEqual(["pass"]);
});

test("an operator whose key is missing, open to all, too short or no key hears so before anything listens", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rundmail-keys-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const right = signingKey("rsa").dkim;
  const program = await startProgram({ directory: stage() });
  await program.stop();
  const config = JSON.parse(readFileSync(join(program.folder, "config.json"), "utf8")) as object;
  const say = async (keyFile: string): Promise<string> => {
    const senders = { default: { dkim: { ...right, keyFile } } };
    writeFileSync(join(program.folder, "config.json"), JSON.stringify({ ...config, senders }));
    const [check, serve] = [await program.run("check"), await program.run("serve")];
    expect([check.code, serve.code]).toEqual([78, 78]);
    expect(serve.stderr).not.toContain("ready");
    expect(check.stderr).toContain("senders.default.dkim.keyFile");
    return check.stderr;
  };
  const file = (name: string, content: string, mode = 0o600): string => {
    const path = join(folder, name);
    writeFileSync(path, content, { mode });
    chmodSync(path, mode);
    return path;
  };
  const openssl = (...args: string[]): string => execFileSync("openssl", args, { encoding: "utf8", stdio: "pipe" });

  expect(await say(join(folder, "nowhere.pem"))).toContain("cannot be read");
  expect(await say(file("open.pem", readFileSync(right.keyFile, "utf8"), 0o644))).toContain("can be read by everybody");
  expect(await say(file("text.pem", "geheim"))).toContain("holds no private key");
  expect(await say(file("short.pem", openssl("genrsa", "512")))).toContain("has 512 bits");
  expect(await say(file("ec.pem", openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout")))).toContain(
    "type ec",
  );

  const weak = file("weak.pem", openssl("genrsa", "1024"));
  writeFileSync(
    join(program.folder, "config.json"),
    JSON.stringify({ ...config, senders: { default: { dkim: { ...right, keyFile: weak } } } }),
  );
  const checked = await program.run("check");
  expect(checked.code).toBe(0);
  expect(checked.stderr).toContain("has 1024 bits");
});

test("a key that is there is never overwritten, and only its owner can read it", async () => {
  const program = await startProgram({ directory: stage() });
  const once = await program.json<{ keyFile: string; name: string; zoneLine: string }>("dkim", "create", DOMAIN);
  const key = readFileSync(once.keyFile, "utf8");
  const again = await program.run("dkim", "create", DOMAIN);
  expect(again).toMatchObject({ code: 1, stdout: "" });
  expect(again.stderr).toContain("already there");
  expect(readFileSync(once.keyFile, "utf8")).toBe(key);
  expect(execFileSync("stat", ["-c", "%a", once.keyFile], { encoding: "utf8" })).toBe("600\n");

  expect(once.name).toBe(`rundmail._domainkey.${DOMAIN}`);
  const strings = [...once.zoneLine.matchAll(/"([^"]*)"/g)].map(([, text = ""]) => text);
  expect(strings.length).toBeGreaterThan(1);
  for (const text of strings) expect(text.length).toBeLessThanOrEqual(255);
  const other = await program.json<{ name: string }>("dkim", "create", DOMAIN, "--selector", "s2", "--type", "ed25519");
  expect(other.name).toBe(`s2._domainkey.${DOMAIN}`);
  expect(await program.run("dkim", "create", "kein name")).toMatchObject({ code: 64 });
});

const SCRIPT = fileURLToPath(new URL("postfix-opendkim.sh", import.meta.url));

/** Why there is no such relay here; undefined where there is one. */
const whyNot = !existsSync("/usr/sbin/postfix")
  ? "postfix is not installed"
  : !existsSync("/usr/sbin/opendkim")
    ? "opendkim is not installed"
    : process.getuid?.() === 0
      ? undefined
      : "only root can start a Postfix";

describe.skipIf(whyNot !== undefined)(
  `a real Postfix whose OpenDKIM takes only signed mail${whyNot === undefined ? "" : ` (skipped: ${whyNot})`}`,
  () => {
    const umlauts = "###_SALUTATION### ###VORNAME###\n\nschöne Grüsse aus ###ORT|nirgends###";
    const letters: [string, Partial<Letter>][] = [
      ["umlauts in quoted-printable", { text: umlauts, encoding: "quoted-printable" }],
      ["base64", { text: umlauts, encoding: "base64" }],
      ["eight bits in two parts", { text: umlauts, html: "<p>###_SALUTATION### ###VORNAME###</p>" }],
      ["Latin-1", { text: umlauts, charset: "iso-8859-1", subject: "Grüsse für ###VORNAME###" }],
      ["trailing blanks and empty lines", { text: "a  \n\t\nb \t\n\n \n\n" }],
      ["dots at the begin of lines", { text: ".\n..\n.###VORNAME###\n...\n" }],
      ["no text at all", { text: "" }],
      ["lines of 900 letters", { text: `${"schön ".repeat(130)}\n${"x".repeat(900)}\n` }],
    ];

    test.each(["rsa", "ed25519"] as const)(
      "has nothing to say against our copies and notices with %s",
      async (type) => {
        const key = signingKey(type);
        const relay = await relayThatRefuses(key);
        const program = await startProgram({
          directory: stage(),
          config: { relay: { port: relay.port }, senders: { default: { dkim: key.dkim } } },
        });
        relay.sendTo(program.sink.port);
        for (const [index, [subject, letter]] of letters.entries()) {
          const post = mailTo({ from: RUTHS_MAIL, to: JUGEND, subject, ...letter });
          await writeToAll(program, post, index + 1);
        }
        const copies = letters.length * 4;
        await program.sink.waitFor(() => program.sink.copies().length === copies);
        for (const mail of program.sink.mails) {
          expect(mail.headers("Authentication-Results").join()).toMatch(/relay\.example;\s+dkim=pass/);
          expect(await verdicts(mail.raw, key)).toEqual(["pass"]);
        }
      },
    );

    test("refuses what is not signed, and what was changed after it was signed", async () => {
      const key = signingKey("rsa");
      const relay = await relayThatRefuses(key);
      const program = await startProgram({
        directory: stage(),
        config: { relay: { port: relay.port }, senders: { default: { dkim: key.dkim } } },
      });
      relay.sendTo(program.sink.port);
      await sendSmtp(program.smtpPort, mailTo({ from: RUTHS_MAIL, to: JUGEND, text: "Hallo" }));
      const { raw, envelopeFrom } = await program.sink.waitForNotice("confirm", RUTH);
      const text = raw.toString("latin1");
      const answerTo = async (changed: string): Promise<number | undefined> => {
        const post = { from: envelopeFrom, to: [RUTH], raw: Buffer.from(changed, "latin1") };
        return (await sendSmtp(relay.port, post))[0]?.code;
      };
      expect(await answerTo(text)).toBe(250);
      expect(await answerTo(text.replace("Hallo", "Hello"))).toBe(550);
      expect(await answerTo(text.replace("\r\nFrom:", "\r\nFrom: evil@x.example\r\nFrom:"))).toBe(550);
      expect(await answerTo(text.replace(/DKIM-Signature:.*(?:\r\n[ \t].*)*\r\n/, ""))).toBe(550);
    });
  },
);

/** Starts a relay that is gone after the test. It knows this key. */
async function relayThatRefuses({ dkim, record }: ReturnType<typeof signingKey>) {
  const [port, milterPort] = [await freePort(), await freePort()];
  const folder = mkdtempSync(join(tmpdir(), "rundmail-opendkim-"));
  // Its processes run as other users and must get in.
  chmodSync(folder, 0o755);
  const name = `${dkim.selector}._domainkey.${dkim.domain}`;
  return {
    port,
    sendTo(sinkPort: number): void {
      onTestFinished(({ task }) => {
        const log = join(folder, "log");
        if (task.result?.state === "fail" && existsSync(log)) process.stdout.write(readFileSync(log, "utf8"));
        execFileSync("sh", [SCRIPT, "stop", folder], { stdio: "ignore" });
        rmSync(folder, { recursive: true, force: true });
      });
      const args = [SCRIPT, "start", folder, String(port), String(sinkPort), String(milterPort), name, record];
      execFileSync("sh", args, { stdio: ["ignore", "ignore", "inherit"] });
    },
  };
}
