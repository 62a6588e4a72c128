import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { MessageDetails } from "../../src/questions/messages.ts";
import { freePort } from "../support/free-port.ts";
import { sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, DOMAIN, JUGEND, LEA, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { type Program, startProgram } from "../support/program.ts";
import { type StrictRelay, selfSigned, startStrictRelay, whyNoCertificate } from "../support/strict-relay.ts";

/** Ruth's own group of one, so that a mailing is one copy. */
const LEADERS = `gr000123.000045@${DOMAIN}`;
const directory = stage({ jugend: { loginsMaySend: "send" } });
const letter = (to = LEADERS) => mailTo({ from: `Ruth Keller <${RUTH}>`, to, text: "Grüezi" });
const show = (program: Program) => program.json<MessageDetails>("message", "show", "1");

const start = (config: Record<string, unknown>) =>
  startProgram({
    directory,
    config: { authentication: { mode: "ignore" }, retry: { waits: ["1s"], giveUpAfter: "1h" }, ...config },
  });

async function relay(demands: Parameters<typeof startStrictRelay>[0]): Promise<StrictRelay> {
  const started = await startStrictRelay(demands);
  onTestFinished(() => started.close());
  return started;
}

test("a copy that is put off goes again and again until its time is over, and a refused one not at all", async () => {
  const program = await start({ retry: { waits: ["1s", "2s"], giveUpAfter: "3s" } });
  const { sink } = program;
  sink.treat(BEAT, { kind: "reply", at: "rcpt", reply: "451 4.7.1 greylisted" }, 1);
  sink.treat(WUETHRICHS, { kind: "reply", at: "data", reply: "452 4.2.2 mailbox full" });
  sink.treat(LEA, { kind: "reply", at: "rcpt", reply: "550 5.1.1 no such user" });
  // Took it, and the line died before it could say so.
  sink.treat(RUTH, { kind: "drop", at: "after-mail" }, 1);
  const startedAt = Date.now();
  await sendSmtp(program.smtpPort, letter(JUGEND));
  const report = await sink.waitForNotice("report", RUTH);
  // 1 s and 2 s after the first try, and then the three seconds are over.
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(3_000);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([`copy ${BEAT}`, `copy ${RUTH}`, `copy ${RUTH}`, `report ${RUTH}`]);
  const [once, again] = sink.copies().filter(({ envelopeTo }) => envelopeTo === RUTH);
  expect(again?.raw.equals(once?.raw ?? Buffer.alloc(0))).toBe(true);
  const tries = Map.groupBy(sink.attempts, (address) => address);
  expect([BEAT, WUETHRICHS, LEA].map((address) => tries.get(address)?.length)).toEqual([2, 3, 1]);

  const { copies, recipients } = await show(program);
  expect(copies).toMatchObject({ total: 4, sent: 2, failed: 2 });
  const ends = recipients.map(({ address, state, attempts, lastReply }) => [address, state, attempts, lastReply]);
  expect(ends).toEqual(
    expect.arrayContaining([
      [BEAT, "sent", 2, expect.stringMatching(/^250/)],
      [WUETHRICHS, "failed", 3, "452 4.2.2 mailbox full"],
      [LEA, "failed", 1, "550 5.1.1 no such user"],
    ]),
  );
  const text = (await report.parsed()).text ?? "";
  expect(text).toMatch(/Verschickt: +2 Mails/);
  expect(text).toMatch(/Nicht zustellbar: +2 Mails/);
  expect(text).toContain(LEA);
  expect(text).toContain("no such user");
});

test("a relay that wants nothing of us pauses everything, and no copy is worse off for it", async () => {
  const closed = await relay({ refuses: "554 5.7.1 your address is on a blocklist" });
  const program = await start({ relay: { port: closed.port, connections: 1 } });
  await sendSmtp(program.smtpPort, letter());
  await heard(program, "relay paused");
  const { pauses, ...queue } = await program.json<{ pauses: { reply: string }[]; waiting: number; nextAt: string }>(
    "queue",
    "show",
  );
  expect(pauses[0]?.reply).toContain("your address is on a blocklist");
  expect(queue).toMatchObject({ paused: false, waiting: 1 });
  expect(Date.parse(queue.nextAt)).toBeGreaterThan(Date.now());
  expect(await show(program)).toMatchObject({
    state: "sending",
    recipients: [{ address: RUTH, state: "queued", attempts: 0, sentAt: null }],
  });
  expect(closed.connections).toBe(1);
});

test("a relay that is down is found again when it is up", async () => {
  const port = await freePort();
  const program = await start({ relay: { port } });
  await sendSmtp(program.smtpPort, letter());
  await heard(program, "copy deferred");
  expect((await program.run("queue", "show")).stdout).toMatch(/^put off\t1 until [-\dT:.]+Z: .*refused.*$/im);
  const { taken } = await relay({ port });
  await expect.poll(() => taken.length, { timeout: 20_000 }).toBe(2);
  // The copy and the report, both to Ruth.
  expect(taken).toEqual(Array(2).fill({ to: RUTH, secure: false, user: undefined }));
  await expect.poll(async () => (await show(program)).state, { timeout: 20_000 }).toBe("sent");
});

const LOGIN = { user: "rundmail", password: "geheim & lang" };

test("with a wrong password nothing goes, and no copy has been tried", async () => {
  const demanding = await relay({ login: LOGIN });
  const program = await start({
    relay: { port: demanding.port, user: LOGIN.user, passwordFile: passwordFile("falsch\n"), connections: 1 },
  });
  await sendSmtp(program.smtpPort, letter());
  await heard(program, "relay paused");
  expect(await show(program)).toMatchObject({ recipients: [{ state: "queued", attempts: 0 }] });
  expect(demanding.taken).toEqual([]);
  expect(program.stderr).not.toContain("falsch");
});

describe.skipIf(whyNoCertificate !== undefined)(
  `a relay that speaks TLS${whyNoCertificate === undefined ? "" : ` (skipped: ${whyNoCertificate})`}`,
  () => {
    test.each([
      {
        security: "opportunistic",
        from: "starttls",
        whose: "unknown",
        what: "encrypted, though nobody knows the relay",
      },
      { security: "starttls", from: "starttls", whose: "known", what: "encrypted to a relay that is known" },
      { security: "tls", from: "first-byte", whose: "known", what: "to a relay that speaks nothing but TLS" },
    ] as const)("with $security the copy goes $what", async ({ security, from, whose }) => {
      const certificate = selfSigned(temporaryFolder());
      if (whose === "known") vi.stubEnv("NODE_EXTRA_CA_CERTS", certificate.certFile);
      onTestFinished(() => void vi.unstubAllEnvs());
      const speaking = await relay({ tls: { from, certificate }, login: LOGIN });
      // Only the first line is the password.
      const login = { user: LOGIN.user, passwordFile: passwordFile(`${LOGIN.password}\nseit 2026\n`) };
      const program = await start({ relay: { port: speaking.port, security, ...login } });
      await sendSmtp(program.smtpPort, letter());
      await expect.poll(() => speaking.taken.length, { timeout: 20_000 }).toBe(2);
      expect(speaking.taken).toEqual(Array(2).fill({ to: RUTH, secure: true, user: LOGIN.user }));
    });

    test.each([
      { security: "starttls", from: "starttls", event: "copy deferred", what: "whose certificate nobody knows" },
      { security: "starttls", from: undefined, event: "relay paused", what: "that does not offer it" },
      { security: "tls", from: "first-byte", event: "copy deferred", what: "whose certificate nobody knows" },
    ] as const)("with $security nothing goes to a relay $what", async ({ security, from, event }) => {
      const tls = from === undefined ? undefined : { from, certificate: selfSigned(temporaryFolder()) };
      const doubtful = await relay(tls === undefined ? {} : { tls });
      const program = await start({ relay: { port: doubtful.port, security } });
      await sendSmtp(program.smtpPort, letter());
      await heard(program, event);
      expect(doubtful.taken).toEqual([]);
      expect(await show(program)).toMatchObject({ state: "sending", recipients: [{ address: RUTH, sentAt: null }] });
    });
  },
);

/** The server has logged that event. */
async function heard(program: Program, event: string): Promise<void> {
  await expect.poll(() => program.stderr, { timeout: 20_000 }).toContain(`"msg":"${event}"`);
}

function passwordFile(text: string): string {
  const file = join(temporaryFolder(), "password");
  writeFileSync(file, text);
  return file;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "rundmail-relay-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
