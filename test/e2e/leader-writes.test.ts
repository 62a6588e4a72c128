import { expect, test } from "vitest";
import { answer, sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, DOMAIN, JUGEND, LEA, RUTH, RUTH_AT_SCHOOL, stage, WUETHRICHS } from "../support/people.ts";
import { startProgram } from "../support/program.ts";

const SUMMER_CAMP = {
  from: `Ruth Keller <${RUTH}>`,
  to: JUGEND,
  subject: "Sommerlager für ###VORNAME###",
  text: "###_SALUTATION### ###VORNAME###\n\nschöne Grüsse\n",
};

test("a leader writes, confirms, all get a personal mail", async () => {
  const program = await startProgram({ directory: stage() });
  const { sink } = program;

  const written = mailTo(SUMMER_CAMP);
  expect(await sendSmtp(program.smtpPort, written)).toMatchObject([{ recipient: JUGEND, at: "DATA", code: 250 }]);
  const question = await sink.waitForNotice("confirm", RUTH);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([`confirm ${RUTH}`]);

  expect(question.header("From")).toBe(`Kirchgemeinde Aarau <service@${DOMAIN}>`);
  expect(question.header("Reply-To")).toMatch(new RegExp(`^<?confirm-[a-z0-9]{26,52}@${DOMAIN}>?$`));
  expect(question.envelopeFrom).toMatch(new RegExp(`^bounce-[a-z0-9]{26,52}@${DOMAIN}$`));
  expect(question.header("Auto-Submitted")).toBe("auto-generated");
  const asked = await question.parsed();
  expect(asked.subject).toBe("Bitte bestätigen: «Sommerlager für ###VORNAME###» an Jugend (5 Personen)");
  expect(asked.text).toContain("Guten Tag Ruth Keller");
  expect(asked.text).toContain("5 Personen an 4 Adressen, 1 ohne E-Mail-Adresse");
  expect(asked.text).toContain("Hans-Jörg Äschbacher");
  // The preview, for a real recipient.
  expect(asked.text).toMatch(/> An: .+ <\S+@\S+>\n> Betreff: Sommerlager für (?!###)/);
  expect(asked.text).toMatch(/> (Liebe|Lieber|Chère) (Ruth|Beat|Anna|Léa)/);

  await sendSmtp(program.smtpPort, answer(question, "", SUMMER_CAMP.from));
  await sink.waitForNotice("report", RUTH);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual(
    [
      `confirm ${RUTH}`,
      `copy ${BEAT}`,
      `copy ${WUETHRICHS}`,
      `copy ${LEA}`,
      `copy ${RUTH}`,
      `released ${RUTH}`,
      `report ${RUTH}`,
    ].toSorted(),
  );

  const texts = await Promise.all(
    sink.copies().map(async (copy) => {
      const { subject, text, to } = await copy.parsed();
      return [copy.envelopeTo, to === undefined || Array.isArray(to) ? "" : to.text, subject, text];
    }),
  );
  expect(texts.toSorted()).toEqual(
    [
      [BEAT, `"Beat Müller-Lüdenscheidt" <${BEAT}>`, "Sommerlager für Beat", "Lieber Beat\n\nschöne Grüsse\n"],
      [
        WUETHRICHS,
        `"Anna und Urs Wüthrich" <${WUETHRICHS}>`,
        "Sommerlager für Anna und Urs",
        "Liebe Anna, lieber Urs\n\nschöne Grüsse\n",
      ],
      [LEA, `"Léa Dubois" <${LEA}>`, "Sommerlager für Léa", "Chère Léa\n\nschöne Grüsse\n"],
      [RUTH, `"Ruth Keller" <${RUTH}>`, "Sommerlager für Ruth", "Liebe Ruth\n\nschöne Grüsse\n"],
    ].toSorted(),
  );

  const messageId = /^Message-ID: (.*)\r$/m.exec(written.raw.toString())?.[1];
  for (const copy of sink.copies()) {
    const { from, replyTo } = await copy.parsed();
    expect(from?.value).toEqual([{ name: "Ruth Keller via Jugend", address: JUGEND }]);
    expect(replyTo?.value).toEqual([{ name: "Ruth Keller", address: RUTH }]);
    expect(copy.headers("Cc")).toEqual([]);
    expect(copy.header("List-Id")).toBe(`Jugend <gr000123.${DOMAIN}>`);
    // Members may not send here.
    expect(copy.header("List-Post")).toMatch(/^NO\b/);
    expect(copy.header("List-Help")).toMatch(/^<mailto:/);
    expect(copy.header("List-Owner")).toMatch(/^<mailto:/);
    expect(copy.header("Precedence")).toBe("list");
    expect(copy.header("X-Rundmail-Message")).toBe(question.header("X-Rundmail-Message"));
    expect(copy.headers("Received")).toHaveLength(1);
    expect(copy.headers("Message-ID")).toEqual([messageId]);
    expect(copy.header("Date")).toBe("Thu, 26 Nov 2026 20:01:00 +0100");
    expect(copy.envelopeFrom).toBe(`bounce-${copy.header("X-Rundmail-Copy")}@${DOMAIN}`);
    expect(copy.raw.toString("latin1")).not.toContain("###");
  }
  expect(new Set(sink.mails.map(({ envelopeFrom }) => envelopeFrom)).size).toBe(sink.mails.length);

  const [report] = sink.notices("report");
  const told = (await report?.parsed())?.text;
  expect(told).toContain("Verschickt: 4 Mails");
  expect(told).toContain("Hans-Jörg Äschbacher: keine E-Mail-Adresse");
  expect(await program.json("message", "show", "1")).toMatchObject({
    state: "sent",
    author: RUTH,
    category: "login",
    target: { kind: "group", id: 123, name: "Jugend", address: JUGEND },
    copies: { total: 4, sent: 4, already: 0, failed: 0 },
    withoutAddress: [5],
  });
});

test("Ruth writes with the address of her school, and the question goes to her main address, from where she answers", async () => {
  const program = await startProgram({ directory: stage(), config: { authentication: { mode: "ignore" } } });
  const { sink } = program;
  const written = mailTo({ ...SUMMER_CAMP, from: `Ruth Keller <${RUTH_AT_SCHOOL}>`, text: "Guten Tag\n" });
  await sendSmtp(program.smtpPort, written);
  const question = await sink.waitForNotice("confirm", RUTH);
  // Nobody doubts who wrote it, so the whole mail is attached.
  const { attachments, text } = await question.parsed();
  expect(text).not.toContain("Absender nicht bestätigt");
  expect(attachments.map(({ contentType, content }) => [contentType, content.toString()])).toEqual([
    ["message/rfc822", written.raw.toString()],
  ]);

  await sendSmtp(program.smtpPort, answer(question, "Ja gerne, danke\n\nRuth", RUTH));
  await sink.waitForNotice("report", RUTH_AT_SCHOOL);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual(
    [
      `confirm ${RUTH}`,
      `copy ${BEAT}`,
      `copy ${WUETHRICHS}`,
      `copy ${LEA}`,
      `copy ${RUTH}`,
      `released ${RUTH_AT_SCHOOL}`,
      `report ${RUTH_AT_SCHOOL}`,
    ].toSorted(),
  );
  expect((await sink.copies()[0]?.parsed())?.replyTo?.value).toEqual([
    { name: "Ruth Keller", address: RUTH_AT_SCHOOL },
  ]);
});
