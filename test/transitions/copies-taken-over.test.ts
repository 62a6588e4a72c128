/** One mail to two groups, of which the first was to serve Beat, and does not after all. */

import { expect, test } from "vitest";
import { describeMessage } from "../../src/questions/messages.ts";
import { loadPerson } from "../../src/store/persons.ts";
import { copiesAttempted } from "../../src/transitions/copies-attempted.ts";
import { cancelByHand } from "../../src/transitions/decided-by-hand.ts";
import { optOutByHand } from "../../src/transitions/opted-out.ts";
import { expandRecipients } from "../../src/transitions/recipients-expanded.ts";
import { serverStarted } from "../../src/transitions/server-started.ts";
import { mailTo } from "../support/mails.ts";
import {
  BEAT,
  JUGEND,
  KIM,
  KONF,
  LEA,
  PERSON,
  RUTH,
  stage,
  type WrittenSettings,
  WUETHRICHS,
} from "../support/people.ts";
import { ACCEPTS, hand, type Left, lane, leaving } from "../support/post-office.ts";
import { HOUR_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const SENDS = { loginsMaySend: "send" };

const addresses = (left: readonly Left[]) =>
  left
    .filter(({ kind }) => kind === "copy")
    .map(({ to }) => to)
    .toSorted();

async function listed(konfs: WrittenSettings = {}): Promise<TestWorld> {
  const directory = stage({ jugend: SENDS, konf: { ...SENDS, ...konfs } });
  const [, konf] = directory.groups;
  if (konf !== undefined) konf.members = [{ person: PERSON.beat }, { person: PERSON.kim }];
  const world = await testWorld({ directory, installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: [JUGEND, KONF] }));
  while (await expandRecipients(world));
  return world;
}

async function optsOut(world: TestWorld, ref: { kind: "group"; id: number }, who: number = PERSON.beat): Promise<void> {
  const person = await world.store.snapshot((read) => loadPerson(read, who));
  if (person !== undefined) await optOutByHand(world, { person, ref, target: "" });
}

test("opted out there while the copy waited, he gets that of the other one", async () => {
  const world = await listed();
  await optsOut(world, { kind: "group", id: 123 });
  expect(addresses(await leaving(world))).toEqual([BEAT, WUETHRICHS, KIM, LEA, RUTH]);
  expect((await describeMessage(world, 1))?.copies).toMatchObject({ total: 4, sent: 3, cancelled: 1 });
  expect((await describeMessage(world, 2))?.copies).toMatchObject({ total: 2, sent: 2, already: 0 });
});

test("stopped while his copy was on the wire, and put off there: he gets that of the other one", async () => {
  const world = await listed();
  const left = await leaving(world, (dispatch) => {
    if (dispatch.kind !== "copy" || dispatch.copy.message === 2) return ACCEPTS(dispatch);
    return { kind: "rejected", stage: "rcpt", code: 451, reply: "451 later" };
  });
  expect(addresses(left)).toContain(KIM);
  world.wait(HOUR_MS);
  const onTheWire = await copiesAttempted(world, [], 5, lane());
  await cancelByHand(world, 1);
  const answer = { kind: "rejected", stage: "rcpt", code: 451, reply: "451 later" } as const;
  await copiesAttempted(
    world,
    onTheWire.map((dispatch) => ({ dispatch, answer })),
    0,
    lane(),
  );
  expect(addresses(await leaving(world))).toEqual([BEAT]);
});

test("stopped while his copy was on the wire, and the server was killed: he gets that of the other one", async () => {
  const world = await listed();
  await copiesAttempted(world, [], 5, lane());
  await cancelByHand(world, 1);
  await serverStarted(world);
  expect(addresses(await leaving(world))).toEqual([BEAT, KIM]);
  expect((await describeMessage(world, 2))?.copies).toMatchObject({ total: 2, already: 0, sent: 2 });
});

test("given up by a rule while the copy waited, he gets that of the other one if it is transactional", async () => {
  const world = await listed({ class: "transactional" });
  await leaving(world, () => ({ kind: "rejected", stage: "rcpt", code: 451, reply: "451 later" }));
  for (const subject of ["Rechnung 1", "Rechnung 2", "Rechnung 3"]) {
    await hand(world, mailTo({ from: RUTH, to: KONF, subject }));
    await leaving(world, (dispatch) =>
      dispatch.kind === "copy" && dispatch.copy.address === BEAT
        ? { kind: "rejected", stage: "rcpt", code: 550, reply: "550 5.1.1 unknown" }
        : ACCEPTS(dispatch),
    );
  }
  world.wait(HOUR_MS);
  expect(addresses(await leaving(world))).toEqual([BEAT, WUETHRICHS, KIM, LEA, RUTH]);
  expect((await describeMessage(world, 1))?.copies).toMatchObject({ suppressed: 1, sent: 3 });
  expect((await describeMessage(world, 2))?.copies).toMatchObject({ already: 0, sent: 2 });
});

test("where each person gets a copy of their own, whoever shares the address is no reason to leave one out", async () => {
  const each = { ...SENDS, copies: "per-person" };
  const directory = stage({ jugend: each, konf: each });
  const [, konf] = directory.groups;
  if (konf !== undefined) konf.members = [{ person: PERSON.anna }, { person: PERSON.urs }];
  const world = await testWorld({ directory, installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: [JUGEND, KONF] }));
  while (await expandRecipients(world));
  await optsOut(world, { kind: "group", id: 123 }, PERSON.anna);
  const left = await leaving(world);
  expect(addresses(left).filter((address) => address === WUETHRICHS)).toHaveLength(2);
  const persons = async (message: number, state: string) =>
    (await describeMessage(world, message))?.recipients
      .filter((copy) => copy.address === WUETHRICHS && copy.state === state)
      .map((copy) => copy.persons);
  expect(await persons(1, "sent")).toEqual([[PERSON.urs]]);
  expect(await persons(2, "sent")).toEqual([[PERSON.anna]]);
  expect(await persons(2, "already")).toEqual([[PERSON.urs]]);
});

test("opted out of both, he gets none, and nobody reads a second report", async () => {
  const world = await listed();
  await optsOut(world, { kind: "group", id: 123 });
  await optsOut(world, { kind: "group", id: 124 });
  const left = await leaving(world);
  expect(addresses(left)).toEqual([WUETHRICHS, KIM, LEA, RUTH]);
  expect(left.filter(({ kind }) => kind === "report")).toHaveLength(2);
});
