import { expect, test, vi } from "vitest";
import { sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, DOMAIN, JUGEND, LEA, PERSON, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { type Program, startProgram } from "../support/program.ts";
import type { SunkMail } from "../support/sink.ts";

const RESPONSIBLE = "praesidium@kg-aarau.example";
const WAIT = { timeout: 20_000, interval: 50 };

const start = (settings: Record<string, unknown> = {}) =>
  startProgram({
    directory: stage({ jugend: { loginsMaySend: "send", responsible: RESPONSIBLE, ...settings } }),
    config: { authentication: { mode: "ignore" }, bounces: { gather: "1s" } },
  });

/** Ruth writes to Jugend and gets her report. @returns the report and the copies */
async function mailing(program: Program): Promise<{ report: string; copies: Map<string, SunkMail> }> {
  const { sink } = program;
  const [before, reports] = [sink.copies().length, sink.notices("report").length];
  await sendSmtp(program.smtpPort, mailTo({ from: `Ruth Keller <${RUTH}>`, to: JUGEND, text: "Grüezi ###VORNAME###" }));
  await vi.waitFor(() => expect(sink.notices("report").length).toBeGreaterThan(reports), WAIT);
  await sink.waitUntilQuiet();
  const copies = sink.copies().slice(before);
  const report = await sink.notices("report").at(-1)?.parsed();
  return { report: report?.text ?? "", copies: new Map(copies.map((copy) => [copy.envelopeTo, copy])) };
}

/** What a mail program does with List-Unsubscribe. */
async function optOut(program: Program, copy: SunkMail | undefined, headers: string[] = []): Promise<void> {
  const [, to = "", subject = ""] =
    /^<mailto:([^?]+)\?subject=([a-z]+)>$/.exec(copy?.header("List-Unsubscribe") ?? "") ?? [];
  expect(to).toMatch(new RegExp(`^unsubscribe-[a-z0-9]{41}@${DOMAIN}$`));
  await sendSmtp(program.smtpPort, mailTo({ from: copy?.envelopeTo ?? "", to, subject, text: "", headers }));
}

const addresses = (copies: Map<string, unknown>) => [...copies.keys()].toSorted();

test("Beat and a family opt out in their mail programs, the leader reads of it, and the operator takes Beat back", async () => {
  const program = await start();
  const { sink } = program;
  const first = await mailing(program);
  expect(addresses(first.copies)).toEqual([BEAT, WUETHRICHS, LEA, RUTH].toSorted());

  await optOut(program, first.copies.get(BEAT), ["Auto-Submitted: auto-replied", "X-Apple-Unsubscribe: true"]);
  await optOut(program, first.copies.get(WUETHRICHS));
  const told = await sink.waitForNotice("unsubscribed", WUETHRICHS);
  expect((await told.parsed()).text).toContain("Abmeldung: Anna Wüthrich\n  Abmeldung: Urs Wüthrich");
  await sink.waitForNotice("unsubscribed", BEAT);
  const overview = await (await sink.waitForNotice("overview", RESPONSIBLE)).parsed();
  expect(overview.text).toContain("Diese Personen haben sich abgemeldet:");
  expect(overview.text).toContain("Gruppe: Jugend");

  const second = await mailing(program);
  expect(addresses(second.copies)).toEqual([LEA, RUTH].toSorted());
  expect(second.report).toContain("Ohne Mail geblieben: 4 Personen (3 abgemeldet)");
  for (const name of ["Beat Müller-Lüdenscheidt", "Anna Wüthrich", "Urs Wüthrich"]) {
    expect(second.report).toContain(`${name}: hat sich abgemeldet`);
  }

  // An import changes nothing about it.
  const { code } = await program.run("directory", "import", `${program.folder}/directory.json`, "--prune");
  expect(code).toBe(0);
  expect(await program.json("person", "show", String(PERSON.beat))).toMatchObject({ optOuts: [{ target: JUGEND }] });
  const back = await program.run("person", "set", String(PERSON.beat), "--opt-in", "jugend");
  expect(back).toMatchObject({ code: 0, stderr: expect.stringContaining("gets mail of jugend again") });
  expect(addresses((await mailing(program)).copies)).toEqual([BEAT, LEA, RUTH].toSorted());

  const events = await program.json<{ kind: string; address: string | null }[]>("event", "list", "--kind", "opted-out");
  expect(events.map(({ address }) => address).toSorted()).toEqual([BEAT, WUETHRICHS].toSorted());
  expect(await program.json("event", "list", "--kind", "opted-in")).toMatchObject([
    { text: expect.stringContaining("by operator") },
  ]);
});

test("the question counts who has opted out", async () => {
  const program = await start();
  const { copies } = await mailing(program);
  await optOut(program, copies.get(LEA));
  await program.sink.waitForNotice("unsubscribed", LEA);
  const french = await program.sink.notices("unsubscribed")[0]?.parsed();
  expect(french?.subject).toBe("Désinscription : Jugend");

  expect((await program.run("group", "set", "123", "--set", "loginsMaySend=confirm")).code).toBe(0);
  await sendSmtp(program.smtpPort, mailTo({ from: `Ruth Keller <${RUTH}>`, to: JUGEND }));
  const question = await (await program.sink.waitForNotice("confirm", RUTH)).parsed();
  expect(question.text).toContain("4 Personen an 3 Adressen, 1 ohne E-Mail-Adresse\n  Ausgelassen: 1 abgemeldet");
});

test("of an official group a human reads the wish, and the next mail still comes", async () => {
  const program = await start({ class: "official" });
  const { copies } = await mailing(program);
  await optOut(program, copies.get(BEAT));
  const asked = await program.sink.waitForNotice("forwarded", RESPONSIBLE);
  expect((await asked.parsed()).text).toContain("Abmeldung: Beat Müller-Lüdenscheidt (beat@post.example)");
  expect(addresses((await mailing(program)).copies)).toContain(BEAT);
});
