/**
 * How fast is mail accepted? Ten leaders write 5 KB mails to a group, each over one kept connection. Every mail is
 * judged, stored, held, and its author's question queued, all synced to disk before the 250. Against smtp-server
 * throwing the same mails away. Nothing leaves meanwhile: how fast that goes is the question of bench/send.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { addressOf, type BenchGroup, leader } from "./support/association.ts";
import { ratio, report, rounds } from "./support/figures.ts";
import { runSource, whatIsMissing } from "./support/postfix.ts";
import { command, countHeld, install, serve } from "./support/rundmail.ts";

const SENDERS = 10;
const EACH = 200;
const BYTES = 5_000;
/** The discard port, where nobody listens. */
const NO_RELAY = 9;
const GROUP: BenchGroup = { id: 1, members: 50, loginsMaySend: "confirm" };

const missing = whatIsMissing();
if (missing === undefined) await main();
else console.log(missing);

async function main(): Promise<void> {
  const installation = await install(NO_RELAY, [GROUP]);
  await command(installation, "queue", "pause");
  const server = await serve(installation);
  const reference = await startReference();
  const rates = { rundmail: [] as number[], reference: [] as number[] };
  try {
    // Both run for weeks: what a fresh process needs to warm up is not what is asked.
    await acceptedPerSecond(reference.port);
    await acceptedPerSecond(server.port);
    for (let round = 0; round < rounds(5); round += 1) {
      rates.reference.push(await acceptedPerSecond(reference.port));
      rates.rundmail.push(await acceptedPerSecond(server.port));
      // What is the same mail for us is stored once, and would be no fair measure.
      const held = countHeld(installation.database);
      if (held !== (round + 2) * SENDERS * EACH) throw new Error(`only ${held} messages are held`);
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
