import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { MessageDetails } from "../../src/questions/messages.ts";
import { freePort } from "../support/free-port.ts";
import { sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, DOMAIN, HAUSKREIS, JUGEND, KIM, KONF, LEA, RUTH, stage } from "../support/people.ts";
import { type Program, startProgram } from "../support/program.ts";
import { type Sink, startSink } from "../support/sink.ts";
import { type StrictRelay, startStrictRelay } from "../support/strict-relay.ts";

/** The three ways that a customer of a hoster may choose from; the office has not chosen. */
const OPERATOR = { from: "versand@kg-aarau.example" };
const OWN_DOMAIN = { from: "konf@kunde.example", domains: ["kunde.example"] };
const LOGIN = { user: "hauskreis", password: "geheim & lang" };
const OWN_ACCESS = { from: "post@hauskreis.example", returnPath: "returned@hauskreis.example" };

const SENDS = { loginsMaySend: "send" };
const directory = stage({
  jugend: { ...SENDS, sender: "betreiber" },
  konf: { ...SENDS, sender: "kunde" },
  hauskreis: { ...SENDS, sender: "zugang" },
});

const letter = (to: string, subject = "Sommerlager") =>
  mailTo({ from: `Ruth Keller <${RUTH}>`, to, subject, text: "Grüezi ###VORNAME###" });

interface Queue {
  waiting: number;
  limits: { sender: string; window: string; used: number; of: number }[];
  senders: { sender: string; state: string; waiting: number }[];
  pauses: { sender: string; reply: string }[];
}

/** A server with three more senders: one by its own login. @param changes to the senders */
async function start(port: number, password: string, changes: Record<string, object> = {}): Promise<Program> {
  const passwordFile = join(await folder(), "password");
  writeFileSync(passwordFile, `${password}\n`);
  const access = { host: "127.0.0.1", port, security: "none", user: LOGIN.user, passwordFile, connections: 1 };
  const program = await startProgram({
    directory: stage(),
    config: {
      authentication: { mode: "ignore" },
      senders: {
        betreiber: { ...OPERATOR, ...changes["betreiber"] },
        kunde: { ...OWN_DOMAIN, ...changes["kunde"] },
        zugang: { ...OWN_ACCESS, relay: access, ...changes["zugang"] },
      },
    },
  });
  return program;
}

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "rundmail-senders-"));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

async function strict(): Promise<StrictRelay> {
  const relay = await startStrictRelay({ login: LOGIN });
  onTestFinished(() => relay.close());
  return relay;
}

async function sink(): Promise<Sink> {
  const started = await startSink();
  onTestFinished(() => started.close());
  return started;
}

/** The groups choose their senders, while the server runs. */
async function choose(program: Program): Promise<void> {
  const file = join(program.folder, "chosen.json");
  writeFileSync(file, JSON.stringify(directory));
  expect(await program.run("directory", "import", file)).toMatchObject({ code: 0 });
}

const show = (program: Program, id: number) => program.json<MessageDetails>("message", "show", String(id));

async function heard(program: Program, event: string): Promise<void> {
  await expect.poll(() => program.stderr, { timeout: 20_000 }).toContain(`"msg":"${event}"`);
}

test("three groups write in three names, over two relays", async () => {
  const theirs = await strict();
  const program = await start(theirs.port, LOGIN.password);
  await choose(program);
  for (const to of [JUGEND, KONF, HAUSKREIS]) await sendSmtp(program.smtpPort, letter(to));
  await program.sink.waitForNotice("report", RUTH, 3);

  const copyTo = (address: string, from: string) =>
    program.sink.copies().find((mail) => mail.envelopeTo === address && mail.header("from")?.includes(from));
  const jugend = copyTo(BEAT, OPERATOR.from);
  expect(jugend?.headers("from")).toEqual([`Ruth Keller via Jugend <${OPERATOR.from}>`]);
  expect(jugend?.header("reply-to")).toBe(`Ruth Keller <${RUTH}>`);
  expect(jugend?.header("x-original-from")).toBe(`Ruth Keller <${RUTH}>`);
  expect(jugend?.header("list-id")).toContain(`gr000123.${DOMAIN}`);
  expect(jugend?.envelopeFrom).toMatch(new RegExp(`^bounce-\\w+@${DOMAIN}$`));
  const konf = copyTo(KIM, OWN_DOMAIN.from);
  expect(konf?.headers("from")).toEqual([`Ruth Keller via Konfirmanden <${OWN_DOMAIN.from}>`]);
  expect(konf?.header("reply-to")).toBe(`Ruth Keller <${RUTH}>`);
  expect(theirs.taken).toEqual([LEA, KIM].toSorted().map((to) => ({ to, secure: false, user: LOGIN.user })));
  expect(program.sink.notices().every((mail) => mail.header("from")?.includes(`service@${DOMAIN}`))).toBe(true);
  expect((await show(program, 3)).sender).toBe("zugang");
});

test("a login that is refused stops only the mail of its own group, until the password is right", async () => {
  const theirs = await strict();
  const program = await start(theirs.port, "falsch");
  await choose(program);
  await sendSmtp(program.smtpPort, letter(HAUSKREIS));
  await heard(program, "relay paused");
  await sendSmtp(program.smtpPort, letter(JUGEND));
  await sendSmtp(program.smtpPort, letter(KONF));
  await program.sink.waitForNotice("report", RUTH, 2);
  expect(theirs.taken).toEqual([]);
  const queue = await program.json<Queue>("queue", "show");
  expect(queue).toMatchObject({ waiting: 2, pauses: [{ sender: "zugang" }] });
  expect((await program.run("queue", "show")).stdout).toMatch(/^relay of zugang\trests until .*535/m);
  expect(await program.json("event", "list", "--kind", "relay-paused")).toMatchObject([
    { text: expect.stringMatching(/^zugang: 535 /) },
  ]);
  expect(await show(program, 1)).toMatchObject({ recipients: [{ state: "queued", attempts: 0 }, { state: "queued" }] });

  const { senders } = JSON.parse(readFileSync(join(program.folder, "config.json"), "utf8"));
  writeFileSync(senders.zugang.relay.passwordFile, `${LOGIN.password}\n`);
  await program.stop();
  await program.restart();
  // The rest outlives a restart; whoever has mended it need not wait.
  expect(await program.run("queue", "resume")).toMatchObject({ code: 0 });
  await program.sink.waitForNotice("report", RUTH, 3);
  expect(theirs.taken.map(({ to }) => to).toSorted()).toEqual([KIM, LEA].toSorted());
  expect(program.stderr).not.toContain("geheim");
});

test("a server that has had enough for this hour stops only its own mail, and one that is down too", async () => {
  const full = await sink();
  full.treat("*", { kind: "reply", at: "rcpt", reply: "450 4.7.1 hourly limit of 100 messages exceeded" });
  const nobody = await freePort();
  const program = await start(nobody, LOGIN.password, {
    kunde: { relay: { host: "127.0.0.1", port: full.port, security: "none", connections: 1 } },
  });
  await choose(program);
  await sendSmtp(program.smtpPort, letter(KONF));
  await sendSmtp(program.smtpPort, letter(HAUSKREIS));
  await heard(program, "relay paused");
  await heard(program, "copy deferred");
  await sendSmtp(program.smtpPort, letter(JUGEND));
  await program.sink.waitForNotice("report", RUTH);
  await program.sink.waitUntilQuiet();
  expect(program.sink.copies()).toHaveLength(4);
  expect((await program.json<Queue>("queue", "show")).senders).toMatchObject([
    { sender: "default", state: "ready", waiting: 0 },
    { sender: "betreiber", state: "ready", waiting: 0 },
    { sender: "kunde", state: "rests", waiting: 4 },
    { sender: "zugang", state: "ready", waiting: 2 },
  ]);

  full.treat("*", { kind: "accept" });
  await program.run("queue", "resume");
  await full.waitFor(4);
  expect(full.mails.every(({ raw }) => raw.includes("Grüezi"))).toBe(true);
});

test("each sender keeps its own pace, and a kill gains it nothing", async () => {
  const theirs = await strict();
  const program = await start(theirs.port, LOGIN.password, {
    betreiber: { batch: { size: 1, every: "1h" } },
    kunde: { batch: { perDay: 2 } },
  });
  await choose(program);
  for (const to of [JUGEND, KONF, HAUSKREIS]) await sendSmtp(program.smtpPort, letter(to));
  await program.sink.waitFor((mails) => mails.filter(({ notice }) => notice === undefined).length === 3);
  await expect.poll(() => theirs.taken.length).toBe(2);
  await program.sink.waitForNotice("report", RUTH);
  await program.kill9();
  await program.restart();
  await program.sink.waitUntilQuiet();
  expect(program.sink.copies()).toHaveLength(3);
  expect(await program.json<Queue>("queue", "show")).toMatchObject({
    waiting: 5,
    limits: [
      { sender: "betreiber", window: "1h", used: 1, of: 1 },
      { sender: "kunde", window: "1d", used: 2, of: 2 },
    ],
  });
});

test("a sender that is taken away at a restart loses no mail, and `check`, the log and the events say so", async () => {
  const nobody = await freePort();
  const program = await start(nobody, LOGIN.password);
  await choose(program);
  await sendSmtp(program.smtpPort, letter(HAUSKREIS));
  await heard(program, "copy deferred");
  await program.stop();
  const path = join(program.folder, "config.json");
  const config = JSON.parse(readFileSync(path, "utf8"));
  delete config.senders.zugang;
  writeFileSync(path, JSON.stringify(config));
  const checked = await program.run("check");
  expect(checked.code).toBe(65);
  expect(checked.stderr).toContain("subgroups[0].settings.sender");

  await program.restart();
  await program.sink.waitForNotice("report", RUTH);
  expect(program.sink.copies().map((mail) => mail.header("from"))).toEqual(
    Array(2).fill(`=?utf-8?Q?Ruth_Keller_via_Hauskreis_S=C3=BCd?= <hauskreis-sued@${DOMAIN}>`),
  );
  expect(program.stderr).toContain('"msg":"sender fell back"');
  expect(program.stderr).toContain('"msg":"sender unknown"');
  expect(await program.json("event", "list", "--kind", "sender-fallback")).toMatchObject([
    { message: 1, text: expect.stringContaining('no sender "zugang"') },
  ]);
});
