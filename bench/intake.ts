/**
 * How fast is mail accepted? Ten leaders write 5 KB mails to a group, each over one kept connection. Every mail is
 * judged, stored, held, and its author's question queued, all synced to disk before the 250. Against smtp-server
 * throwing the same mails away. Nothing leaves meanwhile: how fast that goes is the question of bench/send.
 *
 * With `--check`: what does it cost to look for proof of the author, when DNS answers at once?
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { addressOf, type BenchGroup, leader } from "./support/association.ts";
import { ratio, report, rounds } from "./support/figures.ts";
import { startNameServer } from "./support/name-server.ts";
import { runSource, whatIsMissing } from "./support/postfix.ts";
import { command, countHeld, countProven, install, serve } from "./support/rundmail.ts";

const SENDERS = 10;
const EACH = 200;
const BYTES = 5_000;
/**
 * Rounds that count for nothing: both sides run for weeks, and it takes some 12,000 mails until a fresh process is as fast as
 * it will be. The rate of Rundmail goes from 1,600 to 1,950 mails per second with the second round and to 2,200 with the
 * seventh, and stays there.
 */
const WARM_UP_ROUNDS = 6;
/** The discard port, where nobody listens. */
const NO_RELAY = 9;
const GROUP: BenchGroup = { id: 1, members: 50, loginsMaySend: "confirm" };

const missing = whatIsMissing();
if (missing !== undefined) console.log(missing);
else if (process.argv.includes("--check")) await checking();
else await main();

/** Two servers: one asks SPF and DMARC about every mail and hears yes, the other takes every author as proven. */
async function checking(): Promise<void> {
  const names = await startNameServer({
    "verein.example": "v=spf1 ip4:127.0.0.1 -all",
    "_dmarc.verein.example": "v=DMARC1; p=reject",
  });
  const without = await install(NO_RELAY, [GROUP]);
  const checked = await install(NO_RELAY, [GROUP], {
    authentication: { mode: "require" },
    dns: { servers: [names.address] },
  });
  const servers: Awaited<ReturnType<typeof serve>>[] = [];
  const rates = { without: [] as number[], checked: [] as number[] };
  try {
    for (const installation of [without, checked]) {
      await command(installation, "queue", "pause");
      servers.push(await serve(installation));
    }
    const [first, second] = servers;
    if (first === undefined || second === undefined) throw new Error("there are two");
    for (const { port } of [first, second]) await warmUp(port);
    for (let round = 0; round < rounds(9); round += 1) {
      rates.without.push(await acceptedPerSecond(first.port));
      rates.checked.push(await acceptedPerSecond(second.port));
    }
    const proven = countProven(checked.database);
    if (proven !== (WARM_UP_ROUNDS + rounds(9)) * SENDERS * EACH) throw new Error(`only ${proven} authors are proven`);
  } finally {
    for (const server of servers) await server.stop();
    for (const installation of [without, checked]) await installation.remove();
    names.stop();
  }
  report(`mails of ${BYTES} bytes accepted from ${SENDERS} senders`, [
    { what: "without checking, mails per second", values: rates.without },
    { what: "with SPF and DMARC, mails per second", values: rates.checked },
    { ...ratio(rates.without, rates.checked, "time for a mail, with to without"), promise: { atMost: 1.2 } },
  ]);
}

async function main(): Promise<void> {
  const installation = await install(NO_RELAY, [GROUP]);
  await command(installation, "queue", "pause");
  const server = await serve(installation);
  const reference = await startReference();
  const rates = { rundmail: [] as number[], reference: [] as number[] };
  try {
    for (const { port } of [reference, server]) await warmUp(port);
    for (let round = 0; round < rounds(9); round += 1) {
      rates.reference.push(await acceptedPerSecond(reference.port));
      rates.rundmail.push(await acceptedPerSecond(server.port));
      // What is the same mail for us is stored once, and would be no fair measure.
      const held = countHeld(installation.database);
      if (held !== (WARM_UP_ROUNDS + round + 1) * SENDERS * EACH) throw new Error(`only ${held} messages are held`);
    }
  } finally {
    await reference.stop();
    await server.stop();
    await installation.remove();
  }
  report(`mails of ${BYTES} bytes accepted from ${SENDERS} senders`, [
    { what: "Rundmail, mails per second", values: rates.rundmail },
    { what: "smtp-server throwing away, mails per second", values: rates.reference },
    { ...ratio(rates.rundmail, rates.reference, "Rundmail to smtp-server"), promise: { atLeast: 0.3 } },
  ]);
}

async function warmUp(port: number): Promise<void> {
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) await acceptedPerSecond(port);
}

/** One smtp-source per sender: it gives each mail a Message-ID of its own, but writes as one author only. */
async function acceptedPerSecond(port: number): Promise<number> {
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: SENDERS }, (_, sender) =>
      runSource(port, EACH, ["-d", "-l", String(BYTES), "-f", leader(sender), "-t", addressOf(GROUP)]),
    ),
  );
  return (SENDERS * EACH) / ((performance.now() - startedAt) / 1000);
}

async function startReference(): Promise<{ port: number; stop(): Promise<void> }> {
  const server = fork(fileURLToPath(new URL("support/throwing-away.ts", import.meta.url)));
  const [port] = await once(server, "message");
  return {
    port: Number(port),
    async stop() {
      server.kill();
      await once(server, "exit");
    },
  };
}
