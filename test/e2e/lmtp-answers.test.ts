import { expect, test } from "vitest";
import type { MessageSummary } from "../../src/questions/messages.ts";
import { sendLmtp, sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, DOMAIN, JUGEND, KONF, RUTH, STRANGER, stage } from "../support/people.ts";
import { startProgram } from "../support/program.ts";

const HAUSKREIS = `hauskreis-sued@${DOMAIN}`;

test("by LMTP each recipient has an answer of its own, by SMTP one refusal is for the whole mail", async () => {
  // Ruth must be asked for Jugend, may not write to Konfirmanden, and sends to Hauskreis without a question if proven.
  const program = await startProgram({
    directory: stage({ konf: { loginsMaySend: "no" }, hauskreis: { loginsMaySend: "send" } }),
  });
  const { sink } = program;
  const letter = (subject: string) =>
    mailTo({ from: `Ruth Keller <${RUTH}>`, to: [JUGEND, KONF], cc: HAUSKREIS, subject });

  const bySmtp = await sendSmtp(program.smtpPort, letter("Zusammen"));
  expect(new Set(bySmtp.map(({ text }) => text)).size).toBe(1);
  expect(bySmtp[0]?.text).toMatch(/^550 5\.7\.1 \[sender-not-allowed\] .*\(konf@gruppen\.kg-aarau\.example\)$/);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([]);

  const one = letter("Einzeln");
  const byLmtp = await sendLmtp(program.lmtpPort, { ...one, to: [...one.to, `jugent@${DOMAIN}`, STRANGER] });
  expect(byLmtp.map(({ recipient, at, text }) => [recipient, at, text.split(" ", 2).join(" ")])).toEqual([
    [JUGEND, "DATA", "250 2.6.0"],
    [KONF, "DATA", "550 5.7.1"],
    [HAUSKREIS, "DATA", "250 2.6.0"],
    [`jugent@${DOMAIN}`, "RCPT", "550 5.1.1"],
    [STRANGER, "RCPT", "550 5.7.1"],
  ]);
  await sink.waitForNotice("confirm", RUTH, 2);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([`confirm ${RUTH}`, `confirm ${RUTH}`]);
  const messages = await program.json<MessageSummary[]>("message", "list");
  expect(messages.map(({ subject, target, state }) => `${subject} ${target.name}: ${state}`)).toEqual([
    "Einzeln Hauskreis Süd: held",
    "Einzeln Konfirmanden: refused",
    "Einzeln Jugend: held",
    "Zusammen Konfirmanden: refused",
  ]);
});

test("a front server that names a recipient three times hears three answers, and it is one mail", async () => {
  const program = await startProgram({ directory: stage() });
  const letter = mailTo({
    from: `Ruth Keller <${RUTH}>`,
    to: [JUGEND, JUGEND, `jugent@${DOMAIN}`, JUGEND.toUpperCase()],
  });
  const answers = await sendLmtp(program.lmtpPort, {
    ...letter,
    to: [JUGEND, JUGEND, `jugent@${DOMAIN}`, JUGEND.toUpperCase()],
  });
  expect(answers.map(({ at, code }) => `${at} ${code}`)).toEqual(["DATA 250", "DATA 250", "RCPT 550", "DATA 250"]);
  await program.sink.waitForNotice("confirm", RUTH);
  await program.sink.waitUntilQuiet();
  expect(program.sink.left()).toEqual([`confirm ${RUTH}`]);
});

test("the 101st recipient waits for another transaction, also if it is one of the hundred", async () => {
  const program = await startProgram({ directory: stage() });
  const crowd = Array.from({ length: 101 }, () => JUGEND);
  const answers = await sendSmtp(program.smtpPort, { ...mailTo({ from: STRANGER, to: JUGEND }), to: crowd });
  expect(answers.at(-1)).toMatchObject({ at: "RCPT", code: 452 });
});

test("the same mail that comes in by both ways, or twice, is one message", async () => {
  const program = await startProgram({
    directory: stage({ jugend: { loginsMaySend: "send" }, konf: { loginsMaySend: "send" } }),
    config: { authentication: { mode: "ignore" } },
  });
  const { sink } = program;
  const letter = mailTo({ from: `Ruth Keller <${RUTH}>`, to: [JUGEND, KONF], text: "Sommerlager" });
  const [jugend, konf] = letter.to.map((address) => ({ ...letter, to: [address] }));
  if (jugend === undefined || konf === undefined) throw new Error("the letter has two targets");
  for (const post of [jugend, jugend]) expect(await sendLmtp(program.lmtpPort, post)).toMatchObject([{ code: 250 }]);
  for (const post of [letter, konf]) await sendSmtp(program.smtpPort, post);
  await sink.waitForNotice("report", RUTH, 2);
  await sink.waitUntilQuiet();
  // Beat is in both groups and gets the mail once.
  expect(sink.copies().filter(({ envelopeTo }) => envelopeTo === BEAT)).toHaveLength(1);
  const messages = await program.json<MessageSummary[]>("message", "list");
  expect(messages.map(({ target, copies }) => [target.name, copies.total, copies.sent, copies.already])).toEqual([
    ["Konfirmanden", 4, 3, 1],
    ["Jugend", 4, 4, 0],
  ]);
  expect(sink.copies()).toHaveLength(7);
});
