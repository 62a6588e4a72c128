import { expect, test } from "vitest";
import { describeMessage } from "../../src/questions/messages.ts";
import { describeQueue } from "../../src/questions/queue.ts";
import { copiesAttempted, type Dispatch } from "../../src/transitions/copies-attempted.ts";
import { approveByHand, cancelByHand } from "../../src/transitions/decided-by-hand.ts";
import { expandRecipients } from "../../src/transitions/recipients-expanded.ts";
import { serverStarted } from "../../src/transitions/server-started.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, JUGEND, LEA, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { hand, inWords, type Left, lane, leaving, written } from "../support/post-office.ts";
import { DAY_MS, MINUTE_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const YEAR_MS = 365 * DAY_MS;

/** A server with three copies on the wire, and one that waits, is killed. */
async function killed(size = 0): Promise<{ world: TestWorld; onTheWire: Dispatch[] }> {
  const directory = stage({ jugend: { loginsMaySend: "send" } });
  const world = await testWorld({ directory, installation: { batch: { ...NO_PACE, size } } });
  await hand(world, mailTo({ from: RUTH, to: JUGEND, text: "###_SALUTATION### ###VORNAME###" }));
  while (await expandRecipients(world));
  return { world, onTheWire: await copiesAttempted(world, [], 3, lane({ owner: "killed-server" })) };
}

const copiesOnly = (left: readonly Left[]) => left.filter(({ kind }) => kind === "copy");

test("what was on the wire is in doubt and goes once more, byte for byte the same", async () => {
  const { world, onTheWire } = await killed();
  const before = await written(world, onTheWire);
  expect(inWords(before)).toEqual([BEAT, WUETHRICHS, LEA].map((address) => `copy to ${address}`));

  const again = await world.reopened();
  await again.change({ persons: [{ id: 2, firstName: "Benno", emails: [{ address: BEAT }] }] });
  expect(await serverStarted(again)).toBe(3);
  const after = copiesOnly(await leaving(again));
  expect(inWords(after).toSorted()).toEqual([BEAT, WUETHRICHS, LEA, RUTH].map((one) => `copy to ${one}`).toSorted());
  for (const copy of before) {
    const same = after.find(({ to }) => to === copy.to);
    expect(same?.text).toBe(copy.text);
    expect(same?.returnPath).toBe(copy.returnPath);
  }
});

test("notices that were on the wire go once more, byte for byte the same", async () => {
  const world = await testWorld({ installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: JUGEND }));
  const before = await written(world, await copiesAttempted(world, [], 1, lane({ owner: "killed-server" })));
  const again = await world.reopened();
  again.wait(MINUTE_MS);
  expect(await serverStarted(again)).toBe(1);
  const after = await leaving(again);
  expect(after.map(({ text, to, returnPath }) => ({ text, to, returnPath }))).toEqual(
    before.map(({ text, to, returnPath }) => ({ text, to, returnPath })),
  );
});

test("a record of the killed server that still comes changes nothing", async () => {
  const { world, onTheWire } = await killed();
  await serverStarted(world);
  const attempted = onTheWire.map((dispatch) => ({ dispatch, answer: { kind: "accepted", reply: "250 ok" } as const }));
  await copiesAttempted(world, attempted, 0, lane({ owner: "killed-server" }));
  expect((await describeMessage(world, 1))?.copies).toMatchObject({ queued: 4, sending: 0, sent: 0 });
});

test("the slots that the killed server held count from the start of the new one", async () => {
  const { world } = await killed(3);
  world.wait(10 * MINUTE_MS);
  const again = await world.reopened();
  await serverStarted(again);
  expect(await leaving(again)).toEqual([]);
  expect((await describeQueue(again)).limits).toMatchObject([{ used: 3, of: 3 }]);
  again.wait(5 * MINUTE_MS);
  expect(copiesOnly(await leaving(again))).toHaveLength(3);
});

test("a copy of a message that was cancelled meanwhile does not go again", async () => {
  const { world } = await killed();
  expect(await cancelByHand(world, 1)).toEqual({ kind: "done", copies: 1 });
  expect(await serverStarted(world)).toBe(3);
  expect(copiesOnly(await leaving(world))).toEqual([]);
  expect((await describeMessage(world, 1))?.copies).toMatchObject({ cancelled: 4, total: 4 });
});

test("a server that was stopped in peace leaves nothing in doubt", async () => {
  const { world } = await killed();
  await serverStarted(world);
  await leaving(world);
  expect(await serverStarted(await world.reopened())).toBe(0);
});

test("a question that was on the wire is not asked again about what has been decided meanwhile", async () => {
  const world = await testWorld({ installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: JUGEND }));
  expect(inWords(await written(world, await copiesAttempted(world, [], 3, lane())))).toEqual([`confirm to ${RUTH}`]);
  await approveByHand(world, 1);
  const again = await world.reopened();
  await serverStarted(again);
  expect(inWords(await leaving(again))).not.toContain(`confirm to ${RUTH}`);
});

test("the clock was a year ahead and was set right: what waits leaves, and the pace counts from now", async () => {
  const directory = stage({ jugend: { loginsMaySend: "send" } });
  const world = await testWorld({ directory, installation: { batch: { ...NO_PACE, size: 2 } } });
  world.wait(YEAR_MS);
  await hand(world, mailTo({ from: RUTH, to: JUGEND }));
  expect(copiesOnly(await leaving(world))).toHaveLength(2);
  world.wait(-YEAR_MS);
  expect(await leaving(world)).toEqual([]);
  await serverStarted(world);
  expect(await leaving(world)).toEqual([]);
  world.wait(5 * MINUTE_MS);
  expect(copiesOnly(await leaving(world))).toHaveLength(2);
});
