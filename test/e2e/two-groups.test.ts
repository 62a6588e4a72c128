import { expect, test } from "vitest";
import { answer, sendLmtp, sendSmtp } from "../support/mail-client.ts";
import { mailTo, type Post } from "../support/mails.ts";
import { BEAT, JUGEND, KIM, KONF, LEA, LEADER, MARIA, OFFICE, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { type Program, startProgram } from "../support/program.ts";

const LETTER = {
  from: `Ruth Keller <${RUTH}>`,
  to: [JUGEND, KONF],
  cc: "Oma <oma@post.example>",
  subject: "Waldweihnacht",
  text: "###_SALUTATION### ###VORNAME###\n",
};

const IN_JUGEND = [RUTH, BEAT, WUETHRICHS, LEA];
const IN_KONF = [MARIA, BEAT, KIM, OFFICE];
/** Beat is in both and gets one. */
const COPIES = [...new Set([...IN_JUGEND, ...IN_KONF])].map((address) => `copy ${address}`);

interface Listed {
  target: { address: string };
  state: string;
  copies: { total: number; sent: number; already: number };
}

async function listed(program: Program): Promise<Map<string, Listed>> {
  const messages = await program.json<Listed[]>("message", "list");
  return new Map(messages.map((message) => [message.target.address, message]));
}

/** Ruth's two questions, by the group they are about. */
async function twoQuestions({ sink }: Program) {
  await sink.waitFor(2);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([`confirm ${RUTH}`, `confirm ${RUTH}`]);
  const subjects = await Promise.all(sink.mails.map(async (mail) => (await mail.parsed()).subject ?? ""));
  const about = (name: string) => sink.mails[subjects.findIndex((subject) => subject.includes(name))];
  const [jugend, konf] = [about("Jugend"), about("Konfirmanden")];
  if (jugend === undefined || konf === undefined) throw new Error(`two questions about ${subjects.join(" and ")}`);
  return { jugend, konf };
}

test("a mail to two groups and a private Cc", async () => {
  const program = await startProgram({ directory: stage() });
  const { sink, smtpPort } = program;
  const written = mailTo(LETTER);
  expect(await sendSmtp(smtpPort, written)).toMatchObject([
    { recipient: JUGEND, code: 250 },
    { recipient: KONF, code: 250 },
  ]);
  const questions = await twoQuestions(program);

  await sendSmtp(smtpPort, answer(questions.konf, "Ja", RUTH));
  await sink.waitForNotice("report", RUTH);
  await sendSmtp(smtpPort, answer(questions.jugend, "Ja", RUTH));
  const report = await sink.waitForNotice("report", RUTH, 2);
  await sink.waitUntilQuiet();
  const notices = ["confirm", "released", "report"].flatMap((kind) => [`${kind} ${RUTH}`, `${kind} ${RUTH}`]);
  const left = [...COPIES, ...notices].toSorted();
  expect(sink.left()).toEqual(left);
  for (const copy of sink.copies()) {
    expect(copy.headers("Cc")).toEqual([]);
    expect(copy.raw.toString()).not.toContain("oma@");
  }
  const messages = await listed(program);
  expect(messages.get(KONF)).toMatchObject({ state: "sent", copies: { total: 4, sent: 4, already: 0 } });
  expect(messages.get(JUGEND)).toMatchObject({ state: "sent", copies: { total: 4, sent: 3, already: 1 } });
  expect((await report.parsed()).text).toContain("Schon über eine andere Adresse dieser Mail verschickt: 1 Mail");

  // The very same mail once more is nothing new, and what comes back is a loop.
  expect(await sendSmtp(smtpPort, written)).toMatchObject([{ code: 250 }, { code: 250 }]);
  for (const copy of sink.copies()) {
    const [returned] = await sendSmtp(smtpPort, { from: copy.envelopeTo, to: [JUGEND], raw: copy.raw });
    expect(returned?.text).toMatch(/^554 5\.4\.6 .*loop/);
  }
  // Beat replies to all; members may not write here.
  const replyToAll = mailTo({ from: BEAT, to: [RUTH, JUGEND], subject: "Re: Waldweihnacht", text: "Ich komme\n" });
  expect((await sendSmtp(smtpPort, replyToAll))[0]?.text).toMatch(/^550 5\.7\.\d+ .*sender-not-allowed/);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual(left);
});

test("the same mail in two transactions, one for each group, and both questions answered at once", async () => {
  const program = await startProgram({ directory: stage() });
  const { sink, smtpPort } = program;
  const written = mailTo(LETTER);
  const only = (address: string): Post => ({ ...written, to: [address] });
  // Two servers bring it, each with its own Received field on top.
  const viaOther = {
    ...only(KONF),
    raw: Buffer.concat([
      Buffer.from("Received: from a.example by b.example; Thu, 26 Nov 2026 20:02:00 +0100\r\n"),
      written.raw,
    ]),
  };
  await sendSmtp(smtpPort, only(JUGEND));
  await sendSmtp(smtpPort, viaOther);
  const questions = await twoQuestions(program);
  await Promise.all([
    sendSmtp(smtpPort, answer(questions.konf, "", RUTH)),
    sendSmtp(smtpPort, answer(questions.jugend, "", RUTH)),
  ]);
  await sink.waitForNotice("report", RUTH, 2);
  await sink.waitUntilQuiet();
  const notices = ["confirm", "released", "report"].flatMap((kind) => [`${kind} ${RUTH}`, `${kind} ${RUTH}`]);
  expect(sink.left()).toEqual([...COPIES, ...notices].toSorted());

  const counts = [...(await listed(program)).values()].map(({ copies }) => copies);
  expect(counts.map(({ total }) => total)).toEqual([4, 4]);
  expect(counts.map(({ sent }) => sent).toSorted()).toEqual([3, 4]);
  expect(counts.map(({ already }) => already).toSorted()).toEqual([0, 1]);
});

test("Beat may write to one of two groups: by SMTP his whole mail is refused, by LMTP each group answers for itself", async () => {
  const people = stage({ jugend: { moderatorRole: LEADER, membersMaySend: "moderate" } });
  const program = await startProgram({ directory: people });
  const { sink } = program;
  const written = mailTo({ ...LETTER, from: BEAT });
  const refused = await sendSmtp(program.smtpPort, written);
  for (const { text } of refused) {
    expect(text).toMatch(/^550 5\.7\.\d+ .*sender-not-allowed/);
    expect(text).toContain(KONF);
    expect(text).not.toContain(JUGEND);
  }
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([]);

  // Nothing of it was kept that could stand in the way of the same mail.
  const [toJugend, toKonf] = await sendLmtp(program.lmtpPort, written);
  expect(toJugend?.code).toBe(250);
  expect(toKonf?.text).toMatch(/^550 5\.7\.\d+ .*sender-not-allowed/);
  await sink.waitForNotice("moderate", RUTH);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([`held ${BEAT}`, `moderate ${RUTH}`]);
});
