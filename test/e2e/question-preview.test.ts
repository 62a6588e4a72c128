import { expect, test } from "vitest";
import { answer, sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, JUGEND, LEA, LEADER, PERSON, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { startProgram } from "../support/program.ts";

const TEXT = "###_SALUTATION### ###VORNAME### ###NACHNAME###, bis bald in Aarau\n";

/** Jugend, where nobody knows the first name of Urs, nor either name of whoever reads at Léa's address. */
function jugend(settings: Record<string, unknown>) {
  const people = stage({ jugend: { moderatorRole: LEADER, ...settings } });
  const known = [
    { id: PERSON.urs, lastName: "Wüthrich", emails: [{ address: WUETHRICHS }] },
    { id: PERSON.lea, emails: [{ address: LEA }] },
  ];
  const persons = people.persons.map((person) => known.find(({ id }) => id === person.id) ?? person);
  return { ...people, persons };
}

test("the moderator sees the copy of who lacks most, and how many lack what, before she says yes", async () => {
  const program = await startProgram({ directory: jugend({ membersMaySend: "moderate" }) });
  const { sink } = program;
  await sendSmtp(program.smtpPort, mailTo({ from: BEAT, to: JUGEND, subject: "Lager", text: TEXT }));
  const question = await sink.waitForNotice("moderate", RUTH);
  const { text = "" } = await question.parsed();
  expect(text).toContain("###VORNAME### bleibt bei 2 Personen leer");
  expect(text).toContain("###NACHNAME### bleibt bei 1 Person leer");
  expect(text).toContain(`--- So sieht es für ${LEA} aus ---\n> An: ${LEA}\n> Betreff: Lager\n>\n> Hallo, bis bald`);

  await sendSmtp(program.smtpPort, answer(question, "Ja", RUTH));
  await sink.waitForNotice("report", BEAT);
  const copy = sink.copies().find(({ envelopeTo }) => envelopeTo === LEA);
  const { text: left = "" } = (await copy?.parsed()) ?? {};
  expect(text).toContain(`> ${left.trimEnd()}\n`);
});

test("an author who may not read the group confirms without learning a name, a number or an address", async () => {
  const program = await startProgram({ directory: jugend({ membersMaySend: "send" }) });
  const { sink } = program;
  await sendSmtp(program.smtpPort, mailTo({ from: BEAT, to: JUGEND, subject: "Lager", text: TEXT }));
  const question = await sink.waitForNotice("confirm", BEAT);
  const { text = "", subject = "" } = await question.parsed();
  expect(subject).toBe("Bitte bestätigen: «Lager» an Jugend");
  expect(text).toContain("Guten Tag Beat");
  expect(text).not.toContain("So sieht es");
  for (const secret of ["Person", "Adressen", "bleibt bei", "Wüthrich", "Ruth", "Hans-Jörg", LEA, RUTH, WUETHRICHS]) {
    expect(`${subject}\n${text}`).not.toContain(secret);
  }
});
