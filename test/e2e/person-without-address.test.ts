import { expect, test } from "vitest";
import type { MessageDetails } from "../../src/questions/messages.ts";
import { answer, sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, JUGEND, LEA, PERSON, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { startProgram } from "../support/program.ts";

test("Hans-Jörg has no address: question, report and `message show` name him, and nothing bounces", async () => {
  const program = await startProgram({ directory: stage() });
  const { sink } = program;
  await sendSmtp(program.smtpPort, mailTo({ from: `Ruth Keller <${RUTH}>`, to: JUGEND, text: "Morgen ist Probe." }));
  const question = await sink.waitForNotice("confirm", RUTH);
  const asked = (await question.parsed()).text ?? "";
  expect(asked).toMatch(/5 Personen an 4 Adressen, 1 ohne E-Mail-Adresse/);
  expect(asked).toContain("Hans-Jörg Äschbacher");
  const held = await program.json<MessageDetails>("message", "show", "1");
  expect(held).toMatchObject({ state: "held", withoutAddress: [PERSON.hansjoerg], recipients: [] });

  await sendSmtp(program.smtpPort, answer(question, "Ja", `Ruth Keller <${RUTH}>`));
  const report = await sink.waitForNotice("report", RUTH);
  const told = (await report.parsed()).text ?? "";
  expect(told).toMatch(/Ohne Mail geblieben: +1 Person\b/);
  expect(told).toContain("Hans-Jörg Äschbacher: keine E-Mail-Adresse");
  const sent = await program.json<MessageDetails>("message", "show", "1");
  expect(sent).toMatchObject({ state: "sent", withoutAddress: [PERSON.hansjoerg], copies: { total: 4, sent: 4 } });
  expect(sent.recipients.flatMap(({ persons }) => persons)).not.toContain(PERSON.hansjoerg);

  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([
    `confirm ${RUTH}`,
    `copy ${BEAT}`,
    `copy ${WUETHRICHS}`,
    `copy ${LEA}`,
    `copy ${RUTH}`,
    `released ${RUTH}`,
    `report ${RUTH}`,
  ]);
});
