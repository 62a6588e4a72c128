import { expect, test } from "vitest";
import type { MessageSummary } from "../../src/questions/messages.ts";
import { answer, sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, DOMAIN, KIM, LEA, MARIA, OFFICE, PERSON, RUTH, RUTH_AT_SCHOOL, stage } from "../support/people.ts";
import { startProgram } from "../support/program.ts";

const MY_LIST = `ml@${DOMAIN}`;
const RIGHTS = { enabled: true, groupMail: true, read: { persons: true, groups: "all", subgroups: "all" } };

/** Beat has a login too, whose admin address is another than his own; Maria's login has an empty list. */
function stageWithThreeLogins() {
  const people = stage();
  const beats = { ...RIGHTS, name: "beat", person: PERSON.beat, adminEmail: OFFICE, myList: [PERSON.kim] };
  const marias = { ...RIGHTS, name: "maria", person: PERSON.maria, myList: [] };
  return { ...people, logins: [...people.logins, beats, marias] };
}

const to = (from: string, subject: string) => mailTo({ from, to: MY_LIST, subject, text: "Guten Tag ###VORNAME###" });

test("two leaders write to the same address, and each reaches only the own list", async () => {
  const program = await startProgram({ directory: stageWithThreeLogins() });
  const { sink, smtpPort } = program;
  // With her other address: the question goes to her main one all the same.
  await sendSmtp(smtpPort, to(`Ruth Keller <${RUTH_AT_SCHOOL}>`, "Von Ruth"));
  await sendSmtp(smtpPort, to(`Beat <${BEAT}>`, "Von Beat"));
  const toRuth = await sink.waitForNotice("confirm", RUTH);
  const toBeat = await sink.waitForNotice("confirm", OFFICE);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([`confirm ${RUTH}`, `confirm ${OFFICE}`]);

  await sendSmtp(smtpPort, answer(toRuth, "ja", RUTH));
  await sendSmtp(smtpPort, answer(toBeat, "ok", OFFICE));
  await sink.waitForNotice("report", RUTH_AT_SCHOOL);
  await sink.waitForNotice("report", BEAT);
  await sink.waitUntilQuiet();
  // Each author hears how it went where they wrote from, and is no recipient of the own list.
  expect(sink.left()).toEqual(
    [
      `confirm ${RUTH}`,
      `confirm ${OFFICE}`,
      `copy ${BEAT}`,
      `copy ${LEA}`,
      `copy ${KIM}`,
      `released ${RUTH_AT_SCHOOL}`,
      `released ${BEAT}`,
      `report ${RUTH_AT_SCHOOL}`,
      `report ${BEAT}`,
    ].toSorted(),
  );
  const subjects = sink.copies().map((copy) => `${copy.envelopeTo}: ${copy.header("Subject")}`);
  expect(subjects.toSorted()).toEqual([`${BEAT}: Von Ruth`, `${KIM}: Von Beat`, `${LEA}: Von Ruth`]);
  const messages = await program.json<MessageSummary[]>("message", "list");
  expect(messages.map(({ target, category }) => [target.kind, target.id, target.address, category])).toEqual([
    ["my-list", "beat", MY_LIST, "login"],
    ["my-list", "ruth", MY_LIST, "login"],
  ]);
});

test("who has no login, or an empty list, reaches nobody and is told why", async () => {
  const program = await startProgram({
    directory: stageWithThreeLogins(),
    config: { authentication: { mode: "ignore" } },
  });
  const { sink, smtpPort } = program;
  expect(await sendSmtp(smtpPort, to(KIM, "Ohne Konto"))).toMatchObject([{ code: 250 }]);
  const noLogin = await sink.waitForNotice("refused", KIM);
  expect((await noLogin.parsed()).text).toContain("An diese Adresse darf nur schreiben, wer ein Benutzerkonto hat.");
  const [again] = await sendSmtp(smtpPort, to(KIM, "Noch einmal"));
  expect(again?.text).toMatch(/^550 5\.7\.1 \[login-required\] /);

  expect(await sendSmtp(smtpPort, to(MARIA, "Leer"))).toMatchObject([{ code: 250 }]);
  const empty = await sink.waitForNotice("refused", MARIA);
  // Maria reads Italian.
  expect((await empty.parsed()).text).toMatch(/lista personale/i);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([`refused ${KIM}`, `refused ${MARIA}`]);
  const messages = await program.json<MessageSummary[]>("message", "list");
  expect(messages.map(({ state, reason }) => [state, reason])).toEqual([
    ["refused", "my-list-empty"],
    ["refused", "login-required"],
    ["refused", "login-required"],
  ]);
});
