import { expect, test } from "vitest";
import { answer, sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, JUGEND, LEA, MARIA, RUTH, stageWithTwoModerators, WUETHRICHS } from "../support/people.ts";
import { startProgram } from "../support/program.ts";
import type { SunkMail } from "../support/sink.ts";

const ROUNDS = 6;

interface Listed {
  id: number;
  state: string;
  copies: { total: number; sent: number };
}

test("two moderators, one decision", async () => {
  const program = await startProgram({ directory: stageWithTwoModerators() });
  const { sink, smtpPort } = program;
  for (let round = 1; round <= ROUNDS; round += 1) {
    await sendSmtp(smtpPort, mailTo({ from: BEAT, to: JUGEND, subject: `Frage ${round}`, text: "Wer kommt?\n" }));
  }
  await sink.waitFor(3 * ROUNDS);
  const asked = (address: string) => questionsByMessage(sink.notices("moderate"), address);
  const ruths = asked(RUTH);
  const marias = asked(MARIA);

  // Both at the same instant: in one half both say yes, in the other Maria says no.
  await Promise.all(
    [...ruths].flatMap(([message, question]) => [
      sendSmtp(smtpPort, answer(question, "Ja", RUTH)),
      sendSmtp(smtpPort, answer(marias.get(message) ?? question, Number(message) % 2 === 0 ? "Ja" : "No", MARIA)),
    ]),
  );
  // For each message: three mails at its beginning, what Beat hears, what both hear, five copies where it was released.
  await sink.waitFor(() => ["decided", "answer"].every((kind) => sink.notices(kind).length >= ROUNDS));
  await sink.waitUntilQuiet();

  const messages = await program.json<Listed[]>("message", "list");
  expect(messages).toHaveLength(ROUNDS);
  for (const { id, state, copies } of messages) {
    const left = sink.mails.filter((mail) => mail.header("X-Rundmail-Message") === String(id));
    const loser = left.find(({ notice }) => notice === "answer")?.envelopeTo;
    const outcome =
      state === "sent"
        ? [BEAT, LEA, MARIA, RUTH, WUETHRICHS]
            .map((address) => `copy ${address}`)
            .concat(`released ${BEAT}`, `report ${BEAT}`)
        : [`rejected ${BEAT}`];
    expect(left.map(({ notice, envelopeTo }) => `${notice ?? "copy"} ${envelopeTo}`).toSorted()).toEqual(
      [
        `held ${BEAT}`,
        `moderate ${MARIA}`,
        `moderate ${RUTH}`,
        `decided ${loser}`,
        `answer ${loser}`,
        ...outcome,
      ].toSorted(),
    );
    expect(copies).toMatchObject(state === "sent" ? { total: 5, sent: 5 } : { total: 0 });
    if (id % 2 === 0) expect(state).toBe("sent");
    else expect(state).toBe(loser === RUTH ? "rejected" : "sent");

    const winner = loser === RUTH ? "Maria di Matteo" : "Ruth Keller";
    for (const mail of left.filter(({ envelopeTo, notice }) => envelopeTo === loser && notice === "answer")) {
      expect((await mail.parsed()).text).toContain(winner);
    }
  }
});

function questionsByMessage(questions: SunkMail[], address: string): Map<string, SunkMail> {
  const own = questions.filter(({ envelopeTo }) => envelopeTo === address);
  return new Map(own.map((question) => [question.header("X-Rundmail-Message") ?? "", question]));
}

test("Ruth answers twice, and each has an own answer address", async () => {
  const program = await startProgram({ directory: stageWithTwoModerators() });
  const { sink, smtpPort } = program;
  await sendSmtp(smtpPort, mailTo({ from: BEAT, to: JUGEND, subject: "Frage", text: "Wer kommt?\n" }));
  const ruths = await sink.waitForNotice("moderate", RUTH);
  const marias = await sink.waitForNotice("moderate", MARIA);
  expect(ruths.header("Reply-To")).not.toBe(marias.header("Reply-To"));

  // Maria has Ruth's address from a forwarded mail: that decides nothing.
  await sendSmtp(smtpPort, answer(ruths, "Nein", MARIA));
  await sink.waitForNotice("answer", MARIA);
  await Promise.all([sendSmtp(smtpPort, answer(ruths, "", RUTH)), sendSmtp(smtpPort, answer(ruths, "ok", RUTH))]);
  await sink.waitForNotice("answer", RUTH);
  await sink.waitForNotice("report", BEAT);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual(
    [
      `answer ${MARIA}`,
      `answer ${RUTH}`,
      ...[BEAT, LEA, MARIA, RUTH, WUETHRICHS].map((address) => `copy ${address}`),
      `decided ${MARIA}`,
      `held ${BEAT}`,
      `moderate ${MARIA}`,
      `moderate ${RUTH}`,
      `released ${BEAT}`,
      `report ${BEAT}`,
    ].toSorted(),
  );
});
