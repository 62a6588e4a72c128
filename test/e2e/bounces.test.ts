import { describe, expect, test, vi } from "vitest";
import type { MessageDetails } from "../../src/questions/messages.ts";
import { sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, CONTACT, DOMAIN, JUGEND, LEA, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { type Program, startProgram } from "../support/program.ts";
import { bounceOf } from "../support/returned.ts";
import type { SunkMail } from "../support/sink.ts";

interface Suppression {
  address: string;
  persons: number[];
  category: string;
  reason: string;
  since: string;
  by: string;
}

interface ListedBounce {
  id: number;
  state: string;
  address: string | null;
  category: string;
}

const start = (
  config: Record<string, unknown> = {},
  directory: object = stage({ jugend: { loginsMaySend: "send" } }),
) =>
  startProgram({
    directory,
    config: { authentication: { mode: "ignore" }, bounces: { gather: "1s" }, ...config },
  });

const show = (program: Program, id: number) => program.json<MessageDetails>("message", "show", String(id));
const suppressions = (program: Program) => program.json<Suppression[]>("suppression", "list");
const copy = (mail: SunkMail) => ({ to: mail.envelopeTo, returnPath: mail.envelopeFrom, text: mail.raw.toString() });

/** Ruth writes to a target and gets her report. @returns the copies, by recipient */
async function mailing(program: Program, to = JUGEND): Promise<Map<string, SunkMail>> {
  const { sink } = program;
  const before = sink.copies().length;
  await sendSmtp(program.smtpPort, mailTo({ from: `Ruth Keller <${RUTH}>`, to, text: "Grüezi ###VORNAME###" }));
  const reports = sink.notices("report").length;
  await vi.waitFor(() => expect(sink.notices("report").length).toBeGreaterThan(reports), WAIT);
  await sink.waitUntilQuiet();
  return new Map(
    sink
      .copies()
      .slice(before)
      .map((mail) => [mail.envelopeTo, mail]),
  );
}

const WAIT = { timeout: 20_000, interval: 50 };

function the<Value>(found: Value | undefined): Value {
  if (found === undefined) throw new Error("nothing was found");
  return found;
}

test("a dead address three times: given up, named, still sent the invoice, and taken back when somebody says so", async () => {
  const people = stage({ jugend: { loginsMaySend: "send", responsible: "praesidium@kg-aarau.example" } });
  const invoices = {
    id: 900,
    name: "Rechnungen",
    alias: "rechnungen",
    settings: { loginsMaySend: "send", class: "transactional" },
    members: [{ person: 2 }, { person: 6 }],
  };
  const program = await start({}, { ...people, groups: [...people.groups, invoices] });
  for (let time = 1; time <= 3; time += 1) {
    const copies = await mailing(program);
    expect(copies.has(LEA)).toBe(true);
    await sendSmtp(program.smtpPort, bounceOf(copy(the(copies.get(LEA)))));
    expect(await suppressions(program)).toHaveLength(time === 3 ? 1 : 0);
  }
  expect(await suppressions(program)).toMatchObject([
    { address: LEA, persons: [6], category: "hard", reason: expect.stringContaining("User unknown") },
  ]);
  expect((await show(program, 3)).copies).toMatchObject({ total: 4, sent: 3, bounced: 1 });

  const fourth = await mailing(program);
  expect([...fourth.keys()].toSorted()).toEqual([BEAT, WUETHRICHS, RUTH].toSorted());
  const report = the(program.sink.notices("report").at(-1));
  expect((await report.parsed()).text).toContain("Léa Dubois");
  expect([...(await mailing(program, `rechnungen@${DOMAIN}`)).keys()].toSorted()).toEqual([BEAT, LEA]);

  // An import changes nothing about it.
  expect((await program.run("directory", "import", `${program.folder}/directory.json`)).code).toBe(0);
  expect(await suppressions(program)).toHaveLength(1);
  const events = await program.json<{ kind: string; address: string | null }[]>(
    "event",
    "list",
    "--kind",
    "suppressed",
  );
  expect(events).toMatchObject([{ address: LEA }]);

  // One mail about all of it to the responsible person, one to the author about each mailing at most.
  const overviews = () => program.sink.notices("overview").map(({ envelopeTo }) => envelopeTo);
  await vi.waitFor(() => expect(overviews()).toEqual(["praesidium@kg-aarau.example"]), WAIT);

  expect((await program.run("suppression", "remove", LEA)).code).toBe(0);
  expect([...(await mailing(program)).keys()]).toContain(LEA);
});

test("a bounce without a report is understood; one that fits nobody waits in the manual folder", async () => {
  const program = await start();
  const copies = await mailing(program);
  const dead = the(copies.get(BEAT));
  const text = (address: string) =>
    `Guten Tag\n\nIhre Nachricht an ${address} konnte nicht zugestellt werden:\nDas Postfach existiert nicht mehr.\n`;
  const from = "Mail Delivery System <MAILER-DAEMON@post.example>";
  const subject = "Unzustellbar: Ohne Betreff";
  const plain = mailTo({ from, to: dead.envelopeFrom, subject, text: text(BEAT) });
  await sendSmtp(program.smtpPort, { ...plain, from: "" });
  const recipients = (await show(program, 1)).recipients;
  expect(recipients.find(({ address }) => address === BEAT)).toMatchObject({ state: "bounced" });

  // It names Léa, and nothing proves that it is about a mail of ours.
  const foreign = mailTo({ from, to: `bounce-${"a".repeat(40)}@${DOMAIN}`, subject, text: text(LEA) });
  await sendSmtp(program.smtpPort, { ...foreign, from: "" });
  expect((await show(program, 1)).copies).toMatchObject({ sent: 3, bounced: 1 });
  const manual = await program.json<ListedBounce[]>("bounce", "list", "--state", "manual");
  expect(manual).toMatchObject([{ address: LEA, category: "hard" }]);
  const raised = await program.json<{ address: string }[]>("event", "list", "--kind", "bounce-manual");
  expect(raised).toMatchObject([{ address: LEA }]);
  await vi.waitFor(
    () => expect(program.sink.notices("overview").map((one) => one.envelopeTo)).toContain(CONTACT),
    WAIT,
  );

  expect((await program.run("bounce", "assign", String(the(manual[0]).id), LEA)).code).toBe(0);
  expect((await show(program, 1)).copies).toMatchObject({ sent: 2, bounced: 2 });
  expect(await program.json("bounce", "list", "--state", "manual")).toEqual([]);
});

test("greylisting is no bounce", async () => {
  const program = await start({ retry: { waits: ["1s"], giveUpAfter: "1h" } });
  for (const address of [BEAT, LEA, WUETHRICHS]) {
    program.sink.treat(address, { kind: "reply", at: "rcpt", reply: "451 4.7.1 Greylisted, please try again" }, 1);
  }
  const copies = await mailing(program);
  expect([...copies.keys()].toSorted()).toEqual([BEAT, LEA, RUTH, WUETHRICHS].toSorted());
  expect((await show(program, 1)).copies).toMatchObject({ total: 4, sent: 4, failed: 0, bounced: 0 });
  expect(await program.json("bounce", "list")).toEqual([]);
  const report = (await the(program.sink.notices("report").at(-1)).parsed()).text ?? "";
  expect(report).toMatch(/Verschickt: +4 Mails/);
  expect(report).not.toMatch(/Nicht zustellbar/);
});

describe("a provider blocks us", () => {
  const members = Array.from({ length: 20 }, (_, place) => ({
    id: 500 + place,
    lastName: `Mitglied ${place}`,
    emails: [{ address: `mitglied${place}@grossanbieter.example` }],
  }));
  const people = stage();
  const directory = {
    ...people,
    persons: [...people.persons, ...members],
    groups: [
      ...people.groups,
      {
        id: 900,
        name: "Alle",
        alias: "alle",
        settings: { loginsMaySend: "send" },
        members: [...members.map(({ id }) => ({ person: id })), { person: 2 }],
      },
    ],
  };

  test("nobody is punished, the rest is delivered, and the operator is told once", async () => {
    const program = await start(
      { bounces: { rules: [{ category: "hard", after: 1, within: "90d", action: "suppress" }] } },
      directory,
    );
    const { sink } = program;
    for (const { emails } of members) {
      const [{ address } = { address: "" }] = emails;
      sink.treat(address, {
        kind: "reply",
        at: "rcpt",
        reply: "554 5.7.1 Mail from your host is blocked, see https://postmaster.grossanbieter.example/",
      });
    }
    await sendSmtp(program.smtpPort, mailTo({ from: RUTH, to: `alle@${DOMAIN}`, text: "Grüezi" }));
    await vi.waitFor(() => expect(sink.notices("operator")).toHaveLength(1), WAIT);
    await sink.waitUntilQuiet();
    expect(the(sink.notices("operator")[0]).envelopeTo).toBe(CONTACT);
    const text = (await the(sink.notices("operator")[0]).parsed()).text ?? "";
    expect(text).toContain("grossanbieter.example");
    expect(text).toContain("Mail from your host is blocked");
    expect(await suppressions(program)).toEqual([]);

    const { copies } = await show(program, 1);
    expect(copies.sent).toBe(1);
    // Those on the wire when it was clear, and no more: the others wait.
    expect(copies.failed).toBeLessThanOrEqual(10);
    expect(copies.queued + copies.deferred).toBe(21 - 1 - copies.failed);
    const queue = await program.json<{ providers: { provider: string; until: string }[] }>("queue", "show");
    expect(queue.providers).toMatchObject([{ provider: "grossanbieter.example" }]);
    expect(Date.parse(the(queue.providers[0]).until)).toBeGreaterThan(Date.now());
  });
});
