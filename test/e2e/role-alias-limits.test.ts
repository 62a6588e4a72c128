import { expect, test } from "vitest";
import type { MessageSummary } from "../../src/questions/messages.ts";
import { sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import { DOMAIN, HAUSKREIS, JUGEND, LEA, RUTH, STRANGER, stage } from "../support/people.ts";
import { startProgram } from "../support/program.ts";

const AT_ONCE = { authentication: { mode: "ignore" } };
const EVERYBODY_SENDS = { loginsMaySend: "send", othersMaySend: "send" };
const LEADERS = `gr000123.000045@${DOMAIN}`;

const fromRuth = (to: string) => mailTo({ from: `Ruth Keller <${RUTH}>`, to, text: "Guten Tag ###VORNAME###" });

/** What RCPT says to each address. */
async function atRcpt(port: number, localParts: string[]): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const localPart of localParts) {
    // The null sender, so that nothing comes of the mails that are taken.
    const [answered] = await sendSmtp(port, { ...fromRuth(JUGEND), from: "", to: [`${localPart}@${DOMAIN}`] });
    answers[localPart] = answered?.at === "RCPT" ? answered.text.slice(0, 9) : "taken";
  }
  return answers;
}

test("a role reaches only who holds it, and an address with a wrong role is unknown", async () => {
  const people = stage({ jugend: EVERYBODY_SENDS, hauskreis: EVERYBODY_SENDS });
  // A role that is known in the group and held by nobody.
  people.roles.push({ id: 46, name: "Kasse" });
  people.groups[0]?.roles.push(46);
  const program = await startProgram({ directory: people, config: AT_ONCE });
  const { sink, smtpPort } = program;

  expect(
    await atRcpt(smtpPort, ["gr000123.000099", "gr000123.45", "gr123", "gr000999", "sg0007X", "sg7", "fp9"]),
  ).toEqual({
    "gr000123.000099": "550 5.1.1",
    "gr000123.45": "550 5.1.1",
    gr123: "550 5.1.1",
    gr000999: "550 5.1.1",
    sg0007X: "550 5.1.1",
    sg7: "550 5.1.1",
    fp9: "550 5.1.1",
  });
  await sendSmtp(smtpPort, fromRuth(LEADERS));
  await sink.waitForNotice("report", RUTH);
  await sendSmtp(smtpPort, fromRuth(HAUSKREIS.replace("sg0007", "SG0007l")));
  await sink.waitForNotice("report", RUTH, 2);
  const nobody = await sendSmtp(smtpPort, fromRuth(`gr000123.000046@${DOMAIN}`));
  expect(nobody).toMatchObject([{ code: 250 }]);
  const refused = await sink.waitForNotice("refused", RUTH);
  expect((await refused.parsed()).text).toContain("Unter dieser Adresse ist zurzeit niemand mit E-Mail erreichbar.");

  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([`copy ${LEA}`, `copy ${RUTH}`, `refused ${RUTH}`, `report ${RUTH}`, `report ${RUTH}`]);
  const messages = await program.json<MessageSummary[]>("message", "list");
  expect(messages.map(({ target, reason }) => [target.kind, target.id, target.address, reason])).toEqual([
    ["group-role", 123, `gr000123.000046@${DOMAIN}`, "no-recipients"],
    ["subgroup-role", 7, `sg0007L@${DOMAIN}`, null],
    ["group-role", 123, LEADERS, null],
  ]);
});

test("with aliasOnly numbered addresses are refused, and aliases that mean something else cannot be given", async () => {
  const people = stage({ jugend: EVERYBODY_SENDS });
  people.filters.push({ id: 3, name: "Aarau", alias: "aarau", where: { field: "ORT", equals: "Aarau" } });
  const program = await startProgram({ directory: people, config: { ...AT_ONCE, aliasOnly: true } });
  const numbered = ["gr000123", "gr000123.000045", "sg0007", "sg0007L", "fp3"];
  const others = ["ml", "JUGEND", "hauskreis-sued", "aarau", "service", "noreply"];
  expect(await atRcpt(program.smtpPort, [...numbered, ...others])).toEqual({
    ...Object.fromEntries(numbered.map((localPart) => [localPart, "550 5.7.1"])),
    ...Object.fromEntries(others.map((localPart) => [localPart, "taken"])),
  });

  for (const alias of ["ml", "gr000999", "konf"]) {
    const { code, stderr } = await program.run("alias", "set", alias, "gr000123");
    expect([alias, code]).toEqual([alias, 65]);
    expect(stderr).not.toBe("");
  }
  expect(await atRcpt(program.smtpPort, ["jugend", "gr000999"])).toEqual({ jugend: "taken", gr000999: "550 5.7.1" });
  expect(await program.run("alias", "set", "jungschar", "gr000123")).toMatchObject({ code: 0 });
  expect(await atRcpt(program.smtpPort, ["jugend", "jungschar"])).toEqual({ jugend: "550 5.1.1", jungschar: "taken" });
  await program.sink.waitUntilQuiet();
  expect(program.sink.left()).toEqual([]);
});

test("too many recipients: who is known gets a notice with both numbers, once an hour, and a stranger none", async () => {
  const program = await startProgram({
    directory: stage({ jugend: EVERYBODY_SENDS }),
    config: { ...AT_ONCE, maxRecipients: 3 },
  });
  const { sink, smtpPort } = program;
  expect(await sendSmtp(smtpPort, fromRuth(JUGEND))).toMatchObject([{ code: 250 }]);
  const notice = await sink.waitForNotice("refused", RUTH);
  const text = (await notice.parsed()).text ?? "";
  expect(text).toMatch(/Erlaubt: +3\b/);
  expect(text).toMatch(/Gefunden: +4\b/);

  const [again] = await sendSmtp(smtpPort, fromRuth(JUGEND));
  expect(again?.text).toMatch(/^550 5\.7\.1 \[too-many-recipients\] /);
  expect(again?.text).not.toContain("4 ");
  const [stranger] = await sendSmtp(smtpPort, mailTo({ from: STRANGER, to: JUGEND }));
  expect(stranger?.text).toBe(again?.text);

  // Few enough: Ruth alone leads the Jugend.
  await sendSmtp(smtpPort, fromRuth(LEADERS));
  await sink.waitForNotice("report", RUTH);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([`copy ${RUTH}`, `refused ${RUTH}`, `report ${RUTH}`]);
});
