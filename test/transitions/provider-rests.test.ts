/** A provider has refused us as a whole, while other copies for it were on the wire. */

import { expect, test } from "vitest";
import type { RelayAnswer } from "../../src/journey/settle.ts";
import { describeQueue } from "../../src/questions/queue.ts";
import { copiesAttempted, type Dispatch } from "../../src/transitions/copies-attempted.ts";
import { expandRecipients } from "../../src/transitions/recipients-expanded.ts";
import { serverStarted } from "../../src/transitions/server-started.ts";
import { crowdAddress, stageWithCrowds } from "../support/crowd.ts";
import { mailTo } from "../support/mails.ts";
import { RUTH } from "../support/people.ts";
import { hand, lane, leaving } from "../support/post-office.ts";
import { MINUTE_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const BLOCKED: RelayAnswer = {
  kind: "rejected",
  stage: "rcpt",
  code: 554,
  reply: "554 5.7.1 Service unavailable; client host blocked using block.example",
};

/** Ten copies were on the wire, and the first five of them are refused; the others are still there. */
async function refused(): Promise<{ world: TestWorld; others: Dispatch[] }> {
  const world = await testWorld({ directory: stageWithCrowds({ 200: 10 }), installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: crowdAddress(200) }));
  while (await expandRecipients(world));
  const onTheWire = await copiesAttempted(world, [], 10, lane());
  await ended(world, onTheWire.slice(0, 5), BLOCKED);
  expect((await describeQueue(world)).providers).toHaveLength(1);
  return { world, others: onTheWire.slice(5) };
}

async function ended(world: TestWorld, dispatches: readonly Dispatch[], answer: RelayAnswer): Promise<void> {
  const attempted = dispatches.map((dispatch) => ({ dispatch, answer }));
  await copiesAttempted(world, attempted, 0, lane());
}

const copies = async (world: TestWorld) => (await leaving(world)).filter(({ kind }) => kind === "copy").length;

test.each<[string, RelayAnswer]>([
  ["put off", { kind: "rejected", stage: "rcpt", code: 451, reply: "451 4.7.1 later" }],
  ["lost", { kind: "lost", reply: "connection lost" }],
  ["not begun", { kind: "withheld", reply: "not begun" }],
])("what comes back from the wire %s waits as long as the others", async (_, answer) => {
  const { world, others } = await refused();
  await ended(world, others, answer);
  world.wait(14 * MINUTE_MS);
  expect(await copies(world)).toBe(0);
  world.wait(2 * MINUTE_MS);
  expect(await copies(world)).toBe(5);
});

test("what a killed server had on the wire waits, too", async () => {
  const { world } = await refused();
  const again = await world.reopened();
  await serverStarted(again);
  expect(await copies(again)).toBe(0);
  again.wait(16 * MINUTE_MS);
  expect(await copies(again)).toBe(5);
});
