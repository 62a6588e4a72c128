import { expect, test } from "vitest";
import { answer, sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import {
  BEAT,
  JUGEND,
  LEA,
  MARIA,
  RUTH,
  STRANGER,
  stage,
  stageWithTwoModerators,
  WUETHRICHS,
} from "../support/people.ts";
import { startProgram } from "../support/program.ts";

const LETTER = { to: JUGEND, subject: "Fundbüro", text: "Wer vermisst eine Jacke?\n" };

test("nobody answers Beat's mail: both moderators are reminded twice, then it expires and all three are told", async () => {
  const program = await startProgram({
    directory: stageWithTwoModerators(),
    config: { hold: { remindAfter: ["1s", "2s"], expireAfter: "4s" } },
  });
  const { sink, smtpPort } = program;
  const sentAt = Date.now();
  await sendSmtp(smtpPort, mailTo({ ...LETTER, from: BEAT }));
  const question = await sink.waitForNotice("moderate", RUTH);
  const expired = await sink.waitForNotice("expired", BEAT);
  for (const moderator of [MARIA, RUTH]) await sink.waitForNotice("decided", moderator);
  await sink.waitUntilQuiet();
  const left = [
    `decided ${MARIA}`,
    `decided ${RUTH}`,
    `expired ${BEAT}`,
    `held ${BEAT}`,
    `moderate ${MARIA}`,
    `moderate ${RUTH}`,
    ...[MARIA, MARIA, RUTH, RUTH].map((address) => `reminder ${address}`),
  ];
  expect(sink.left()).toEqual(left);
  expect((await expired.parsed()).text).toContain("Fundbüro");

  const reminders = sink.notices("reminder").filter(({ envelopeTo }) => envelopeTo === RUTH);
  // The same token, so that an answer to any of them counts.
  for (const reminder of reminders) {
    expect(reminder.header("Reply-To")).toBe(question.header("Reply-To"));
    expect((await reminder.parsed()).text).toContain("Wer vermisst eine Jacke?");
  }
  const [first, second] = reminders;
  expect((first?.at ?? 0) - sentAt).toBeGreaterThanOrEqual(1_000);
  expect((second?.at ?? 0) - sentAt).toBeGreaterThanOrEqual(2_000);
  expect(expired.at - sentAt).toBeGreaterThanOrEqual(4_000);

  await sendSmtp(smtpPort, answer(question, "Ja", RUTH));
  const late = await sink.waitForNotice("answer", RUTH);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([`answer ${RUTH}`, ...left]);
  expect((await late.parsed()).text).toContain("Frist abgelaufen");
  expect(await program.json("message", "list")).toMatchObject([{ state: "expired", hold: null, copies: { total: 0 } }]);
});

test("Ruth answers the reminder of her own mail, and is not reminded again", async () => {
  const program = await startProgram({
    directory: stage(),
    config: { hold: { remindAfter: ["1s", "3s"], expireAfter: "4s" } },
  });
  const { sink, smtpPort } = program;
  const sentAt = Date.now();
  await sendSmtp(smtpPort, mailTo({ ...LETTER, from: RUTH }));
  const reminder = await sink.waitForNotice("reminder", RUTH);
  await sendSmtp(smtpPort, answer(reminder, "Ja", RUTH));
  await sink.waitForNotice("report", RUTH);
  // Until after the next reminder and the end.
  await sink.waitUntilQuiet(sentAt + 5_000 - Date.now());
  expect(sink.left()).toEqual(
    [
      `confirm ${RUTH}`,
      ...[BEAT, LEA, RUTH, WUETHRICHS].map((address) => `copy ${address}`),
      `released ${RUTH}`,
      `reminder ${RUTH}`,
      `report ${RUTH}`,
    ].toSorted(),
  );
});

test("a stranger's unconfirmed mail expires, and the stranger hears nothing of it", async () => {
  const people = stageWithTwoModerators();
  const [jugend] = people.groups;
  if (jugend !== undefined) jugend.settings = { ...jugend.settings, othersMaySend: "moderate" };
  const program = await startProgram({ directory: people, config: { hold: { expireAfter: "2s" } } });
  const { sink, smtpPort } = program;
  const sentAt = Date.now();
  await sendSmtp(smtpPort, mailTo({ ...LETTER, from: STRANGER }));
  const question = await sink.waitForNotice("moderate", RUTH);
  expect((await question.parsed()).text).toContain("Absender nicht bestätigt");
  await sink.waitUntilQuiet(sentAt + 3_000 - Date.now());
  expect(sink.left()).toEqual([`decided ${MARIA}`, `decided ${RUTH}`, `moderate ${MARIA}`, `moderate ${RUTH}`]);
  expect(await program.json("message", "list")).toMatchObject([
    { author: STRANGER, category: "other", state: "expired" },
  ]);
});
