/**
 * Does the release of a message to 100,000 recipients hold other work up? While the list of copies is made, a client asks
 * NOOP again and again: its longest wait is how long the server did nothing else.
 */

import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { addressOf, type BenchGroup, leader } from "./support/association.ts";
import { report, rounds } from "./support/figures.ts";
import { handIn, letter } from "./support/letter.ts";
import { command, install, serve, untilListed } from "./support/rundmail.ts";

const GROUP: BenchGroup = { id: 1, members: 100_000, loginsMaySend: "send" };
const ASK_EVERY_MS = 2;

await main();

async function main(): Promise<void> {
  const installation = await install(9, [GROUP]);
  await command(installation, "queue", "pause");
  const server = await serve(installation);
  const waits: number[] = [];
  const seconds: number[] = [];
  try {
    for (let round = 0; round < rounds(3); round += 1) {
      const asking = await startAsking(server.port);
      const startedAt = performance.now();
      await handIn(server.port, leader(0), addressOf(GROUP), await letter(leader(0), addressOf(GROUP)));
      await untilListed(installation.database, GROUP.members);
      seconds.push((performance.now() - startedAt) / 1000);
      waits.push(await asking.stop());
    }
  } finally {
    await server.stop();
    await installation.remove();
  }
  report(`release to ${GROUP.members} recipients`, [
    { what: "longest wait of another client, ms", values: waits, promise: { atMost: 200 } },
    { what: "from DATA to the complete list, s", values: seconds, digits: 1 },
  ]);
}

/** @returns a function that stops asking and tells the longest wait, in ms */
async function startAsking(port: number): Promise<{ stop(): Promise<number> }> {
  const socket = connect(port, "127.0.0.1");
  const lines = createInterface({ input: socket });
  await once(lines, "line");
  let longest = 0;
  let isAsking = true;
  const asked = (async () => {
    while (isAsking) {
      const startedAt = performance.now();
      const answered = once(lines, "line");
      socket.write("NOOP\r\n");
      await answered;
      longest = Math.max(longest, performance.now() - startedAt);
      await wait(ASK_EVERY_MS);
    }
  })();
  return {
    async stop() {
      isAsking = false;
      await asked;
      socket.destroy();
      return longest;
    },
  };
}
