import { expect, test } from "vitest";
import type { MessageDetails } from "../../src/questions/messages.ts";
import { sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import { DOMAIN, RUTH } from "../support/people.ts";
import { startProgram } from "../support/program.ts";
import type { SunkMail } from "../support/sink.ts";

const RECIPIENTS = 40;
const CONNECTIONS = 4;
const BATCH = { size: 8, every: "1s" };
const WINDOW_MS = 1_000;

const addresses = Array.from({ length: RECIPIENTS }, (_, index) => `mitglied${index + 1}@post.example`);

const directory = {
  persons: [
    { id: 1, firstName: "Ruth", emails: [{ address: RUTH }] },
    ...addresses.map((address, index) => ({ id: 101 + index, firstName: `M${index + 1}`, emails: [{ address }] })),
  ],
  groups: [
    {
      id: 5,
      name: "Rundbrief",
      settings: { loginsMaySend: "send" },
      members: addresses.map((_, index) => ({ person: 101 + index })),
    },
  ],
  logins: [{ name: "ruth", person: 1, enabled: true, groupMail: true, read: { persons: true, groups: "all" } }],
};

test("the server dies in the middle of a mailing: nobody is missing, and the pace holds over the restart", async () => {
  const program = await startProgram({
    directory,
    config: { authentication: { mode: "ignore" }, relay: { connections: CONNECTIONS }, batch: BATCH },
  });
  const { sink } = program;
  // Slow enough that there are always copies on the wire.
  sink.treat("*", { kind: "slow", ms: 60 });
  const letter = mailTo({ from: `Ruth <${RUTH}>`, to: `gr000005@${DOMAIN}`, text: "Liebes ###VORNAME###" });
  expect(await sendSmtp(program.smtpPort, letter)).toMatchObject([{ code: 250 }]);

  await sink.waitFor(13);
  await program.kill9();
  expect(sink.mails.length).toBeLessThan(RECIPIENTS);
  await program.restart();
  const report = await sink.waitForNotice("report", RUTH);
  await sink.waitUntilQuiet();

  const byAddress = Map.groupBy(sink.copies(), ({ envelopeTo }) => envelopeTo);
  expect([...byAddress.keys()].toSorted()).toEqual(addresses.toSorted());
  const doubled = [...byAddress.values()].filter((copies) => copies.length > 1);
  expect(doubled.length).toBeLessThanOrEqual(CONNECTIONS);
  for (const [first, second, ...more] of doubled) {
    expect(more).toEqual([]);
    expect(second?.raw.equals(first?.raw ?? Buffer.alloc(0))).toBe(true);
    expect(second?.envelopeFrom).toBe(first?.envelopeFrom);
  }
  expect(shortestSpanMs(sink.mails, BATCH.size + 1)).toBeGreaterThanOrEqual(WINDOW_MS);

  expect((await report.parsed()).text).toMatch(/Verschickt: +40 Mails/);
  const { copies, recipients } = await program.json<MessageDetails>("message", "show", "1");
  expect(copies).toMatchObject({ total: RECIPIENTS, sent: RECIPIENTS });
  expect(recipients.filter(({ sentAt }) => sentAt === null)).toEqual([]);
});

/** The shortest time in which so many mails left, by the clock of the relay. */
function shortestSpanMs(mails: readonly SunkMail[], count: number): number {
  const moments = mails.map(({ at }) => at).toSorted((a, b) => a - b);
  const spans = moments.slice(count - 1).map((at, index) => at - (moments[index] ?? 0));
  return Math.min(...spans);
}
