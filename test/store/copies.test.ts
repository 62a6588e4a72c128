import { describe, expect, test } from "vitest";
import type { Settlement } from "../../src/journey/settle.ts";
import { type ClaimedCopy, claimCopies, messagesWithDueCopies } from "../../src/store/claims.ts";
import { cancelCopies, copyBinding, hasOpenCopies, removeCopies } from "../../src/store/copies.ts";
import { countCopies, listCopies } from "../../src/store/copy-counts.ts";
import { recordSettlement } from "../../src/store/settlements.ts";
import { expandRecipients } from "../../src/transitions/recipients-expanded.ts";
import { crowdAddress, inCrowd, stageWithCrowds } from "../support/crowd.ts";
import { mailTo } from "../support/mails.ts";
import { RUTH } from "../support/people.ts";
import { hand } from "../support/post-office.ts";
import { MINUTE_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const OURS = { owner: "server-1", until: Number.MAX_SAFE_INTEGER };
const SENT: Settlement = { state: "sent", sentAt: 7, reply: "250 ok" };
const UNTRIED: Settlement = { state: "untried", nextAttemptAt: 7, reply: "535 password" };

/** Message 1 has copies for five people, all due. */
async function fiveCopies(): Promise<TestWorld> {
  const world = await testWorld({ directory: stageWithCrowds({ 200: 5 }), installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: crowdAddress(200) }));
  while (await expandRecipients(world));
  return world;
}

function claim(world: TestWorld, limit: number): Promise<ClaimedCopy[]> {
  return world.store.atomically(async (tx) => (await claimCopies(tx, 1, limit, OURS, world.clock())).claimed);
}

function record(world: TestWorld, copy: ClaimedCopy, settlement: Settlement, owner = OURS.owner): Promise<boolean> {
  return world.store.atomically((tx) => recordSettlement(tx, "copies", copy.id, owner, settlement));
}

const counts = (world: TestWorld) => world.store.snapshot(async (read) => (await countCopies(read, [1])).get(1));
const copyOf = async (world: TestWorld, { id }: ClaimedCopy) =>
  (await world.store.snapshot((read) => listCopies(read, 1, { limit: 10 }))).find((copy) => copy.id === id);

async function one(world: TestWorld): Promise<ClaimedCopy> {
  const [copy] = await claim(world, 1);
  if (copy === undefined) throw new Error("no copy was due");
  return copy;
}

describe("a claim", () => {
  test("takes as many as asked for, in order, and each once", async () => {
    const world = await fiveCopies();
    const claimed = [...(await claim(world, 2)), ...(await claim(world, 10))];
    expect(claimed.map(({ address }) => address)).toEqual([1, 2, 3, 4, 5].map((person) => inCrowd(200, person)));
    expect(claimed.map(({ attempts, firstAttemptAt }) => [attempts, firstAttemptAt])).toEqual(
      Array(5).fill([1, world.clock()]),
    );
    expect(await claim(world, 1)).toEqual([]);
    expect(await counts(world)).toMatchObject({ sending: 5, queued: 0 });
  });

  test("takes nothing that is not due yet", async () => {
    const world = await fiveCopies();
    const copy = await one(world);
    const nextAttemptAt = world.clock() + 5 * MINUTE_MS;
    await record(world, copy, { state: "deferred", nextAttemptAt, reply: "451 later" });
    expect((await claim(world, 10)).map(({ id }) => id)).not.toContain(copy.id);
    world.wait(5 * MINUTE_MS - 1);
    expect(await claim(world, 10)).toEqual([]);
    world.wait(1);
    expect(await claim(world, 10)).toMatchObject([{ id: copy.id, attempts: 2, firstAttemptAt: copy.firstAttemptAt }]);
  });
});

describe("a record", () => {
  test("is taken once, and only from who has the claim", async () => {
    const world = await fiveCopies();
    const copy = await one(world);
    expect(await record(world, copy, SENT, "server-2")).toBe(false);
    expect(await record(world, copy, SENT)).toBe(true);
    expect(await record(world, copy, { state: "failed", reply: "550 no" })).toBe(false);
    expect(await copyOf(world, copy)).toMatchObject({ state: "sent", sentAt: 7, lastReply: "250 ok", attempts: 1 });
  });

  test("of the relay's trouble leaves the copy as if it had not been tried", async () => {
    const world = await fiveCopies();
    const copy = await one(world);
    await record(world, copy, UNTRIED);
    world.wait(MINUTE_MS);
    expect((await claim(world, 5)).find(({ id }) => id === copy.id)).toMatchObject({
      attempts: 1,
      firstAttemptAt: world.clock(),
    });
  });

  test("of the relay's trouble at a later try keeps when the first one was", async () => {
    const world = await fiveCopies();
    const copy = await one(world);
    await record(world, copy, { state: "deferred", nextAttemptAt: world.clock(), reply: "451 later" });
    await claim(world, 5);
    await record(world, copy, UNTRIED);
    world.wait(MINUTE_MS);
    expect(await claim(world, 5)).toMatchObject([{ id: copy.id, attempts: 2, firstAttemptAt: copy.firstAttemptAt }]);
  });
});

describe("what an operator does", () => {
  test("cancel stops what has not gone, and leaves what is on the wire, sent or failed", async () => {
    const world = await fiveCopies();
    const [sent, failed] = await claim(world, 3);
    if (sent === undefined || failed === undefined) throw new Error("not enough copies");
    await record(world, sent, SENT);
    await record(world, failed, { state: "failed", reply: "550 no" });
    expect(await world.store.atomically((tx) => cancelCopies(tx, 1))).toBe(2);
    expect(await counts(world)).toMatchObject({ sent: 1, failed: 1, sending: 1, cancelled: 2, total: 5 });
  });
});

test("a message has something due as long as a copy waits, and something open as long as one is on the wire", async () => {
  const world = await fiveCopies();
  const due = async () =>
    (await world.store.snapshot((read) => messagesWithDueCopies(read, "default", world.clock()))).map(({ id }) => id);
  const open = () => world.store.snapshot((read) => hasOpenCopies(read, 1));
  expect([await due(), await open()]).toEqual([[1], true]);
  const claimed = await claim(world, 5);
  expect([await due(), await open()]).toEqual([[], true]);
  for (const copy of claimed) await record(world, copy, SENT);
  expect([await due(), await open()]).toEqual([[], false]);
});

test("a return path is bound to message and address, and to nothing when the copies are gone", async () => {
  const world = await fiveCopies();
  const { id } = await one(world);
  const bound = () => world.store.snapshot((read) => copyBinding(read, id));
  expect(await bound()).toEqual({
    message: 1,
    receivedAt: world.clock(),
    addressKey: inCrowd(200, 1),
    address: inCrowd(200, 1),
  });
  await world.store.atomically((tx) => removeCopies(tx, 1));
  expect(await bound()).toBeUndefined();
});
