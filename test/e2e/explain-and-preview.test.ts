import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Explanation } from "../../src/questions/explanation.ts";
import type { MessageSummary } from "../../src/questions/messages.ts";
import { answer, sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, DOMAIN, JUGEND, OFFICE, PERSON, RUTH, STRANGER, stage, WUETHRICHS } from "../support/people.ts";
import { type Program, startProgram } from "../support/program.ts";

const LETTER = {
  from: `Ruth Keller <${RUTH}>`,
  to: JUGEND,
  subject: "Sommerlager für ###VORNAME###",
  text: "###_SALUTATION### ###VORNAME###\n\nschöne Grüsse\n",
};

/** Every byte of the database that is on disk: carried over, and committed since. */
function onDisk({ folder }: Program): Buffer[] {
  const paths = ["rundmail.db", "rundmail.db-wal"].map((name) => join(folder, name));
  return paths
    .filter(existsSync)
    .map((path) => readFileSync(path))
    .filter(({ length }) => length > 0);
}

/** The mail but for what only a copy that exists has. */
function withoutToken(raw: string): string {
  return raw.replace(/^(?:X-Rundmail-Copy|List-Unsubscribe): .*$/gm, "");
}

test("somebody asks what would become of a mail, while the server runs and after it; nothing changes, and then it comes so", async () => {
  const program = await startProgram({ directory: stage() });
  const { sink } = program;
  const mail = mailTo(LETTER);
  const file = join(program.folder, "mail.eml");
  await writeFile(file, mail.raw);
  await sendSmtp(program.smtpPort, mailTo({ ...LETTER, subject: "Vorher" }));
  await sink.waitForNotice("confirm", RUTH);
  await sink.waitUntilQuiet();

  const before = onDisk(program);
  const list = await program.json("message", "list");
  const explanation = await program.json<Explanation>("explain", file, "--to", JUGEND, "--as", String(PERSON.urs));
  const stranger = join(program.folder, "stranger.eml");
  await writeFile(stranger, mailTo({ ...LETTER, from: STRANGER }).raw);
  const refused = await program.run("explain", stranger, "--to", "jugend");
  expect(onDisk(program)).toEqual(before);
  expect(await program.json("message", "list")).toEqual(list);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([`confirm ${RUTH}`]);

  expect(explanation).toMatchObject({
    destination: "group",
    target: { kind: "group", id: 123, name: "Jugend", address: JUGEND },
    category: "login",
    authenticated: false,
    verdict: "confirm",
    reason: null,
    rule: 'loginsMaySend is "confirm"',
    notices: [{ kind: "confirm", to: RUTH }],
    leftOut: [{ person: PERSON.hansjoerg, name: "Hans-Jörg Äschbacher", reason: "no-address" }],
    copy: { address: WUETHRICHS, text: "Liebe Anna, lieber Urs\n\nschöne Grüsse" },
  });
  expect(refused).toMatchObject({ code: 0, stderr: "" });
  expect(refused.stdout).toContain("verdict\trefuse: sender-not-allowed\n");
  expect(refused.stdout).toContain("reply\t550 5.7.1 [sender-not-allowed] ");

  await sendSmtp(program.smtpPort, mail);
  const [message] = await program.json<MessageSummary[]>("message", "list");
  const { target, author, category, authenticated } = explanation;
  expect(message).toMatchObject({ target, author, category, authenticated, state: "held" });

  await program.stop();
  const stopped = onDisk(program);
  const again = await program.json<Explanation>("explain", file, "--to", JUGEND);
  expect(again).toMatchObject({ verdict: "confirm", sameAs: message?.id });
  expect(onDisk(program)).toEqual(stopped);
  await program.restart();
});

test("what is no mail cannot be explained", async () => {
  const program = await startProgram({ directory: stage() });
  const ended = new Map<string, number>();
  for (const name of ["missing.eml", ".", "directory.json", "rundmail.db"]) {
    const { code, stdout, stderr } = await program.run("explain", join(program.folder, name), "--to", JUGEND);
    ended.set(name, code);
    expect(stdout).toBe("");
    expect(stderr).toContain(join(program.folder, name));
  }
  expect([...ended.values()]).toEqual([66, 66, 65, 65]);
});

test("Ruth's mail waits; the office looks at a copy and has one sent to itself, then she says yes", async () => {
  const program = await startProgram({ directory: stage() });
  const { sink } = program;
  await sendSmtp(program.smtpPort, mailTo(LETTER));
  const question = await sink.waitForNotice("confirm", RUTH);

  const planned = await program.run("message", "preview", "1", "--as", String(PERSON.anna));
  expect(planned).toMatchObject({ code: 0, stderr: "" });
  expect(await program.run("message", "preview", "1", "--as", "99")).toMatchObject({ code: 1, stdout: "" });
  expect(await program.run("message", "preview", "1", "--as", "5")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("has no e-mail address"),
  });
  expect(await program.json("message", "preview", "1", "--as", BEAT)).toMatchObject({
    state: null,
    text: "Lieber Beat\n\nschöne Grüsse",
  });

  expect(await program.run("message", "test", "1", "--to", OFFICE, "--as", BEAT)).toMatchObject({
    code: 0,
    stdout: "",
  });
  await sink.waitFor((mails) => mails.some(({ envelopeTo }) => envelopeTo === OFFICE));
  const trial = sink.mails.find(({ envelopeTo }) => envelopeTo === OFFICE);
  const { subject, text } = (await trial?.parsed()) ?? {};
  expect({ subject, text }).toEqual({ subject: "[Test] Sommerlager für Beat", text: "Lieber Beat\n\nschöne Grüsse\n" });
  expect(trial?.header("X-Rundmail-Test")).toBe("yes");
  expect(trial?.envelopeFrom).toMatch(new RegExp(`^bounce-[a-z0-9]{26,52}@${DOMAIN}$`));
  expect(await program.json("message", "show", "1")).toMatchObject({ state: "held", copies: { total: 0 } });

  await sendSmtp(program.smtpPort, answer(question, "Ja", LETTER.from));
  const report = await sink.waitForNotice("report", RUTH);
  expect((await report.parsed()).text).toContain("Verschickt: 4 Mails");
  const copy = sink.mails.find(({ envelopeTo }) => envelopeTo === WUETHRICHS);
  expect(withoutToken(planned.stdout)).toBe(withoutToken(copy?.raw.toString() ?? ""));
  const sent = await program.run("message", "preview", "1", "--as", String(PERSON.anna));
  expect(sent.stdout).toBe(copy?.raw.toString());
  expect(await program.json("message", "preview", "1", "--as", "4")).toMatchObject({ state: "sent" });

  await program.run("message", "test", "1", "--to", OFFICE);
  await sink.waitFor((mails) => mails.filter(({ envelopeTo }) => envelopeTo === OFFICE).length === 2);
  await sink.waitUntilQuiet();
  expect(await program.json("message", "show", "1")).toMatchObject({ state: "sent", copies: { total: 4, sent: 4 } });
  expect(sink.notices("report")).toHaveLength(1);
});
