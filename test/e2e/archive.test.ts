import { expect, test } from "vitest";
import { sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, JUGEND, LEA, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { type Program, startProgram } from "../support/program.ts";

const ARCHIVE = "archiv@kg-aarau.example";
const KONFS_ARCHIVE = "archiv-jugend@kg-aarau.example";

const start = (settings: Record<string, unknown> = {}) =>
  startProgram({
    directory: stage({ jugend: { loginsMaySend: "send", ...settings } }),
    config: { authentication: { mode: "ignore" }, archive: [ARCHIVE] },
  });

const letter = mailTo({
  from: `Ruth Keller <${RUTH}>`,
  to: JUGEND,
  subject: "Sommerlager",
  text: "Liebe ###VORNAME###, schöne Grüsse",
});

/** Everything that left, when the report has come. */
async function mailing(program: Program): Promise<string[]> {
  await sendSmtp(program.smtpPort, letter);
  await program.sink.waitForNotice("report", RUTH);
  await program.sink.waitUntilQuiet();
  return program.sink.left();
}

const COPIES = [BEAT, WUETHRICHS, LEA, RUTH].map((address) => `copy ${address}`);

test("the archive gets the mail as Ruth wrote it, and no recipient's copy says so", async () => {
  const program = await start();
  expect(await mailing(program)).toEqual([...COPIES, `archive ${ARCHIVE}`, `report ${RUTH}`].toSorted());
  const archived = await program.sink.notices("archive")[0]?.parsed();
  expect(archived?.subject).toBe("Archiv: «Sommerlager» an Jugend");
  expect(archived?.text).toContain("Empfänger: 5 Personen an 4 Adressen, 1 ohne E-Mail-Adresse");
  expect(archived?.text).toContain("Entschieden von: niemand; nach den Einstellungen der Gruppe ohne Frage");
  const [original] = archived?.attachments ?? [];
  expect(original).toMatchObject({ contentType: "message/rfc822", filename: "sommerlager.eml" });
  const received = original?.content.toString() ?? "";
  expect(received).toContain(letter.raw.toString());
  for (const copy of program.sink.copies()) expect(copy.raw.toString()).not.toContain(ARCHIVE);
});

test("a group of its own archive that fails: an event, and nothing that a recipient or the author would see", async () => {
  const program = await start({ archive: [KONFS_ARCHIVE] });
  program.sink.treat(KONFS_ARCHIVE, { kind: "reply", at: "rcpt", reply: "552 5.2.2 mailbox full" });
  expect(await mailing(program)).toEqual([...COPIES, `report ${RUTH}`].toSorted());
  const report = await program.sink.notices("report")[0]?.parsed();
  expect(report?.text).not.toMatch(/archiv/i);
  expect(await program.json("event", "list", "--kind", "archive-failed")).toMatchObject([
    { message: 1, address: KONFS_ARCHIVE, text: expect.stringContaining("mailbox full") },
  ]);
  expect(await program.json("suppression", "list")).toEqual([]);
  expect(await program.json("bounce", "list")).toEqual([]);
  expect(await program.json("queue", "show")).toMatchObject({ paused: false, waiting: 0 });
});

test("an archive in our own domain is refused when a group names it", async () => {
  const program = await start();
  const set = await program.run("group", "set", "123", "--set", `archive=["${JUGEND}"]`);
  expect(set).toMatchObject({ code: 65, stderr: expect.stringContaining("settings.archive[0]") });
});
