import { expect, test } from "vitest";
import type { MessageDetails } from "../../src/questions/messages.ts";
import { sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, JUGEND, LEA, PERSON, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { startProgram } from "../support/program.ts";

const AT_ONCE = { authentication: { mode: "ignore" } };
const ORIGINAL_ID = "<sommerlager@mail.post.example>";

const letter = () => {
  const post = mailTo({
    from: `Ruth Keller <${RUTH}>`,
    to: JUGEND,
    subject: "Für ###VORNAME###",
    text: [
      "###_SALUTATION### ###VORNAME###,",
      "###_SALUTATION_FORMAL### ###NACHNAME###,",
      "###_SALUTATION###,",
      "Familie ###NACHNAME###",
    ].join("\n"),
  });
  const raw = post.raw.toString("latin1").replace(/^Message-ID: .*$/m, `Message-ID: ${ORIGINAL_ID}`);
  return { ...post, raw: Buffer.from(raw, "latin1") };
};

test("Anna and Urs share an address: one mail greets them together", async () => {
  const program = await startProgram({
    directory: stage({ jugend: { loginsMaySend: "send" } }),
    config: AT_ONCE,
  });
  const { sink } = program;
  await sendSmtp(program.smtpPort, letter());
  const report = await sink.waitForNotice("report", RUTH);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([`copy ${BEAT}`, `copy ${WUETHRICHS}`, `copy ${LEA}`, `copy ${RUTH}`, `report ${RUTH}`]);

  const copy = sink.copies().find(({ envelopeTo }) => envelopeTo === WUETHRICHS);
  const read = await copy?.parsed();
  expect(read?.text?.split("\n").slice(0, 4)).toEqual([
    "Liebe Anna, lieber Urs,",
    "Sehr geehrte Frau Wüthrich, sehr geehrter Herr Wüthrich,",
    "Liebe,",
    "Familie Wüthrich",
  ]);
  expect(read?.subject).toBe("Für Anna und Urs");
  expect(read?.to).toMatchObject({ value: [{ name: "Anna und Urs Wüthrich", address: WUETHRICHS }] });
  expect(sink.copies().map((one) => one.header("Message-ID"))).toEqual(Array(4).fill(ORIGINAL_ID));

  const told = (await report.parsed()).text ?? "";
  expect(told).toMatch(/Verschickt: +4 Mails/);
  const [message] = await program.json<{ id: number }[]>("message", "list");
  const { recipients, copies } = await program.json<MessageDetails>("message", "show", String(message?.id));
  expect(copies).toMatchObject({ total: 4, sent: 4 });
  expect(recipients.find(({ address }) => address === WUETHRICHS)?.persons).toEqual([PERSON.anna, PERSON.urs]);
});

test("where everybody gets an own copy, Anna and Urs get two mails that their program does not take for one", async () => {
  const program = await startProgram({
    directory: stage({ jugend: { loginsMaySend: "send", copies: "per-person" } }),
    config: AT_ONCE,
  });
  const { sink } = program;
  await sendSmtp(program.smtpPort, letter());
  await sink.waitForNotice("report", RUTH);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([
    `copy ${BEAT}`,
    `copy ${WUETHRICHS}`,
    `copy ${WUETHRICHS}`,
    `copy ${LEA}`,
    `copy ${RUTH}`,
    `report ${RUTH}`,
  ]);

  const family = sink.copies().filter(({ envelopeTo }) => envelopeTo === WUETHRICHS);
  const greetings = await Promise.all(family.map(async (copy) => (await copy.parsed()).text?.split("\n")[0]));
  expect(greetings.toSorted()).toEqual(["Liebe Anna,", "Lieber Urs,"]);
  const ids = family.map((copy) => copy.header("Message-ID"));
  expect(new Set([...ids, ORIGINAL_ID]).size).toBe(3);
  expect(family.map((copy) => copy.header("References"))).toEqual([ORIGINAL_ID, ORIGINAL_ID]);
  const others = sink.copies().filter(({ envelopeTo }) => envelopeTo !== WUETHRICHS);
  expect(others.map((copy) => copy.header("Message-ID"))).toEqual(Array(3).fill(ORIGINAL_ID));
});
