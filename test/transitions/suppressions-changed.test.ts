import { describe, expect, test } from "vitest";
import type { Address } from "../../src/mail/address.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import { listSuppressions } from "../../src/store/suppressions.ts";
import { expandRecipients } from "../../src/transitions/recipients-expanded.ts";
import { suppressAddress, unsuppressAddress } from "../../src/transitions/suppressions-changed.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, JUGEND, LEA, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { hand, type Left, leaving } from "../support/post-office.ts";
import { bounceOf } from "../support/returned.ts";
import { MINUTE_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const office = (settings = {}): Promise<TestWorld> =>
  testWorld({
    directory: stage({ jugend: { loginsMaySend: "send", ...settings } }),
    installation: { batch: NO_PACE },
  });

async function mailing(world: TestWorld): Promise<Left[]> {
  world.wait(MINUTE_MS);
  await hand(world, mailTo({ from: RUTH, to: JUGEND }));
  return (await leaving(world)).filter(({ kind }) => kind === "copy");
}

const reached = (copies: readonly Left[]) => copies.map(({ to }) => to).toSorted();

/** A mailing of which Léa's copy comes back. */
async function bouncing(world: TestWorld): Promise<void> {
  const copy = (await mailing(world)).find(({ to }) => to === LEA);
  if (copy === undefined) throw new Error("Léa gets no copy");
  world.wait(5_000);
  await hand(world, bounceOf(copy), { proof: "none" });
}

const by = async (world: TestWorld) =>
  (await world.store.snapshot(listSuppressions)).map(({ address, by: who }) => `${address} ${who}`);

const EVERYBODY = [BEAT, WUETHRICHS, LEA, RUTH].toSorted();
const WITHOUT_LEA = [BEAT, WUETHRICHS, RUTH].toSorted();

describe("an address that is suppressed by hand", () => {
  test("gets no copy, and the waiting one is withdrawn", async () => {
    const world = await office();
    await hand(world, mailTo({ from: RUTH, to: JUGEND }));
    while (await expandRecipients(world));
    await suppressAddress(world, LEA as Address, undefined);
    expect(reached(await mailing(world))).toEqual([...WITHOUT_LEA, ...WITHOUT_LEA].toSorted());
    expect((await describeMessage(world, 1))?.copies).toMatchObject({ total: 4, sent: 3, suppressed: 1 });
    expect((await describeMessage(world, 2))?.copies).toMatchObject({ total: 3, sent: 3 });
  });

  test("gets no transactional mail either, unlike one that a rule had suppressed", async () => {
    const world = await office({ class: "transactional" });
    for (let time = 0; time < 3; time += 1) await bouncing(world);
    expect(await by(world)).toEqual([`${LEA} bounces.rules`]);
    expect(reached(await mailing(world))).toEqual(EVERYBODY);
    await suppressAddress(world, LEA as Address, undefined);
    expect(await by(world)).toEqual([`${LEA} operator`]);
    expect(reached(await mailing(world))).toEqual(WITHOUT_LEA);
  });
});

describe("an address whose suppression is lifted", () => {
  test("gets the next message, and its failures are counted from nothing", async () => {
    const world = await office();
    for (let time = 0; time < 3; time += 1) await bouncing(world);
    expect(await unsuppressAddress(world, LEA)).toEqual({ kind: "unsuppressed", address: LEA });
    expect(await by(world)).toEqual([]);
    await bouncing(world);
    await bouncing(world);
    expect(await by(world)).toEqual([]);
    await bouncing(world);
    expect(await by(world)).toEqual([`${LEA} bounces.rules`]);
  });

  test("is compared as addresses are, and the others are named where there is none", async () => {
    const world = await office();
    await suppressAddress(world, LEA as Address, undefined);
    expect(await unsuppressAddress(world, BEAT)).toEqual({ kind: "not-suppressed", others: [LEA] });
    expect(await unsuppressAddress(world, LEA.toUpperCase())).toEqual({ kind: "unsuppressed", address: LEA });
  });
});
