import { expect, test } from "vitest";
import { answer, sendSmtp } from "../support/mail-client.ts";
import { addressIn, mailTo } from "../support/mails.ts";
import { BEAT, JUGEND, MARIA, RUTH, RUTH_AT_SCHOOL, stage, stageWithTwoModerators } from "../support/people.ts";
import { startProgram } from "../support/program.ts";
import type { SunkMail } from "../support/sink.ts";

/** As the mail program of an iPhone writes it: the answer on top, the whole question quoted below. */
async function fromIPhone(question: SunkMail, text: string): Promise<string> {
  const quoted = (await question.parsed()).text?.split("\n").map((line) => `> ${line}`);
  return [
    text,
    "",
    "Von meinem iPhone gesendet",
    "",
    "> Am 26.11.2026 um 20:01 schrieb Kirchgemeinde Aarau <service@gruppen.kg-aarau.example>:",
    "> ",
    ...(quoted ?? []),
    "",
  ].join("\n");
}

test("Nein is a no", async () => {
  const program = await startProgram({ directory: stageWithTwoModerators() });
  const { sink } = program;
  await sendSmtp(
    program.smtpPort,
    mailTo({
      from: `Beat Müller-Lüdenscheidt <${BEAT}>`,
      to: JUGEND,
      subject: "Waldweihnacht am 32. Dezember",
      text: "Kommt alle!\n",
    }),
  );
  const question = await sink.waitForNotice("moderate", RUTH);
  await sink.waitForNotice("moderate", MARIA);

  await sendSmtp(program.smtpPort, answer(question, await fromIPhone(question, "Nein, falsches Datum!"), RUTH));
  const rejected = await sink.waitForNotice("rejected", BEAT);
  const decided = await sink.waitForNotice("decided", MARIA);
  await sink.waitUntilQuiet();
  const left = [`decided ${MARIA}`, `held ${BEAT}`, `moderate ${MARIA}`, `moderate ${RUTH}`, `rejected ${BEAT}`];
  expect(sink.left()).toEqual(left);

  const told = (await rejected.parsed()).text ?? "";
  expect(told).toContain("falsches Datum!");
  expect(told).not.toContain("iPhone");
  // Beat has no right to know who moderates.
  expect(told).not.toMatch(/Ruth|Keller/);
  expect((await decided.parsed()).text).toContain("Ruth Keller");

  // An empty answer would be a yes, if it came first.
  await sendSmtp(program.smtpPort, answer(question, await fromIPhone(question, ""), RUTH));
  const late = await sink.waitForNotice("answer", RUTH);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([...left, `answer ${RUTH}`].toSorted());
  expect((await late.parsed()).text).toContain("abgelehnt");
  expect(await program.json("message", "list")).toMatchObject([{ state: "rejected", copies: { total: 0 } }]);
});

test("Ruth says Nein to her own mail: in words, by the other address, and from Outlook at her school", async () => {
  const program = await startProgram({ directory: stage() });
  const { sink } = program;
  const letter = { from: RUTH, to: JUGEND, text: "Zu früh abgeschickt\n" };
  await sendSmtp(program.smtpPort, mailTo(letter));
  const first = await sink.waitForNotice("confirm", RUTH);
  await sendSmtp(program.smtpPort, answer(first, await fromIPhone(first, "nein danke"), RUTH));
  await sink.waitForNotice("rejected", RUTH);

  await sendSmtp(program.smtpPort, mailTo(letter));
  const second = await sink.waitForNotice("confirm", RUTH, 2);
  const [, reject = ""] = /mailto:(reject-\S+)/.exec((await second.parsed()).text ?? "") ?? [];
  await sendSmtp(program.smtpPort, mailTo({ from: RUTH, to: reject, text: "" }));
  await sink.waitForNotice("rejected", RUTH, 2);

  await sendSmtp(program.smtpPort, mailTo(letter));
  const third = await sink.waitForNotice("confirm", RUTH, 3);
  const confirm = addressIn(third.header("Reply-To") ?? "");
  const html =
    "<div class=WordSection1><p class=MsoNormal>Nein, noch <b>nicht</b> f&uuml;r alle<o:p></o:p></p>" +
    "<div style='border-top:solid #E1E1E1 1.0pt'><p><b>Von:</b> Kirchgemeinde Aarau<br><b>Betreff:</b> Ja</p></div></div>";
  const fromSchool = mailTo({ from: RUTH_AT_SCHOOL, to: confirm, subject: "AW: Ja", html, encoding: "base64" });
  // Some servers change the case of an address.
  await sendSmtp(program.smtpPort, { ...fromSchool, to: [confirm.toUpperCase()] });
  const told = await sink.waitForNotice("rejected", RUTH, 3);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([...[1, 2, 3].map(() => `confirm ${RUTH}`), ...[1, 2, 3].map(() => `rejected ${RUTH}`)]);
  expect((await told.parsed()).text).toContain("noch nicht für alle");
});

test("what is neither yes nor no decides nothing, and only the person who was asked counts", async () => {
  const program = await startProgram({ directory: stage() });
  const { sink } = program;
  await sendSmtp(program.smtpPort, mailTo({ from: RUTH, to: JUGEND, text: "Guten Tag\n" }));
  const question = await sink.waitForNotice("confirm", RUTH);
  const objections = ["Das habe ich nicht geschrieben", "Ok, aber erst Freitag", "Ja nicht!", "Ja? Welche Mail?"];
  for (const [place, text] of objections.entries()) {
    await sendSmtp(program.smtpPort, answer(question, text, RUTH));
    await sink.waitForNotice("answer", RUTH, place + 1);
  }
  // Beat got the question forwarded and is told; a stranger is not.
  await sendSmtp(program.smtpPort, answer(question, "Ja", BEAT));
  await sink.waitForNotice("answer", BEAT);
  await sendSmtp(program.smtpPort, answer(question, "Ja", "fremd@weit.example"));
  const invented = `confirm-${"a".repeat(41)}@gruppen.kg-aarau.example`;
  expect(await sendSmtp(program.smtpPort, mailTo({ from: RUTH, to: invented, text: "Ja" }))).toMatchObject([
    { code: 250 },
  ]);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([`answer ${BEAT}`, ...objections.map(() => `answer ${RUTH}`), `confirm ${RUTH}`]);
  expect(await program.json("message", "list")).toMatchObject([
    { state: "held", hold: { kind: "confirm", askedOf: [RUTH] } },
  ]);
});
