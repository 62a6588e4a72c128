import { describe, expect, test } from "vitest";
import type { RelayAnswer } from "../../src/journey/settle.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import { copiesAttempted, type Dispatch, type Turns } from "../../src/transitions/copies-attempted.ts";
import { rejectByHand } from "../../src/transitions/decided-by-hand.ts";
import { expandRecipients } from "../../src/transitions/recipients-expanded.ts";
import type { World } from "../../src/world.ts";
import { crowdAddress, inCrowd, stageWithCrowds } from "../support/crowd.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, JUGEND, KONF, LEA, RUTH, stage, stageWithTwoModerators, WUETHRICHS } from "../support/people.ts";
import { ACCEPTS, hand, inWords, lane, leaving, theOne } from "../support/post-office.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const ACCEPTED: RelayAnswer = { kind: "accepted", reply: "250 ok" };
const LATER: RelayAnswer = { kind: "rejected", stage: "rcpt", code: 451, reply: "451 4.7.1 later" };
const UNKNOWN: RelayAnswer = { kind: "rejected", stage: "rcpt", code: 550, reply: "550 5.1.1 unknown" };

async function worldWithCrowds(sizes: Record<number, number>): Promise<TestWorld> {
  const world = await testWorld({ directory: stageWithCrowds(sizes), installation: { batch: NO_PACE } });
  for (const group of Object.keys(sizes)) await hand(world, mailTo({ from: RUTH, to: crowdAddress(Number(group)) }));
  while (await expandRecipients(world));
  return world;
}

/** Hands in what became of some mails and takes the next ones. */
function turn(world: World, ended: readonly Dispatch[], slots: number, turns: Turns = new Map(), answer = ACCEPTED) {
  return copiesAttempted(
    world,
    ended.map((dispatch) => ({ dispatch, answer })),
    slots,
    lane({ turns }),
  );
}

function groupsOf(dispatches: readonly Dispatch[]): number[] {
  return dispatches.map((dispatch) => (dispatch.kind === "copy" ? dispatch.copy.message : 0));
}

const countsOf = async (world: World, message = 1) => (await describeMessage(world, message))?.copies;

describe("copies are claimed, sent, recorded", () => {
  test("each is handed out once, as many as connections are free", async () => {
    const world = await worldWithCrowds({ 200: 5 });
    const first = await turn(world, [], 2);
    const second = await turn(world, [], 2);
    const third = await turn(world, [], 2);
    const addresses = [...first, ...second, ...third].map((one) => one.kind === "copy" && one.copy.address);
    expect(addresses).toEqual([1, 2, 3, 4, 5].map((person) => inCrowd(200, person)));
    expect(await turn(world, [], 2)).toEqual([]);
    expect(await countsOf(world)).toMatchObject({ sending: 5, total: 5 });
  });

  test("copies of persons who were hidden meanwhile are withdrawn some hundred at a time", async () => {
    const world = await worldWithCrowds({ 200: 1_200 });
    await world.store.atomically((tx) => tx.updateTable("persons").set({ hidden: 1 }).execute());
    const way = lane();
    for (const cancelled of [500, 1_000]) {
      expect(await copiesAttempted(world, [], 5, way)).toEqual([]);
      expect(way.isCut).toBe(true);
      expect(await countsOf(world)).toMatchObject({ cancelled, queued: 1_200 - cancelled });
    }
    await copiesAttempted(world, [], 5, way);
    expect(way.isCut).toBe(false);
    expect(await countsOf(world)).toMatchObject({ cancelled: 1_200 });
  });

  test("however many messages they are of", async () => {
    const world = await worldWithCrowds({ 200: 400, 201: 400, 202: 400, 203: 400 });
    await world.store.atomically((tx) => tx.updateTable("persons").set({ hidden: 1 }).execute());
    const way = lane();
    expect(await copiesAttempted(world, [], 5, way)).toEqual([]);
    expect(way.isCut).toBe(true);
    const counts = await Promise.all([1, 2, 3, 4].map((message) => countsOf(world, message)));
    expect(counts.map((of) => of?.cancelled).toSorted()).toEqual([0, 0, 400, 400]);
  });

  test("two senders at the same instant never get the same copy", async () => {
    const world = await worldWithCrowds({ 200: 6 });
    const both = await Promise.all([turn(world, [], 3), turn(await world.reopened(), [], 3)]);
    const ids = both.flat().map((one) => one.kind === "copy" && one.copy.id);
    expect(new Set(ids).size).toBe(6);
  });

  test("the record of one and the claim of the next are one step", async () => {
    const world = await worldWithCrowds({ 200: 2 });
    const first = await turn(world, [], 1);
    const second = await turn(world, first, 1);
    expect(await countsOf(world)).toMatchObject({ sent: 1, sending: 1 });
    expect(inWords(await leaving(world))).toEqual([]);
    await turn(world, second, 0);
    expect(inWords(await leaving(world))).toEqual([`report to ${RUTH}`]);
  });

  test("a second record of the same copy changes nothing", async () => {
    const world = await worldWithCrowds({ 200: 2 });
    const first = await turn(world, [], 1);
    await turn(world, first, 0);
    await turn(world, first, 0, new Map(), UNKNOWN);
    expect(await countsOf(world)).toMatchObject({ sent: 1, failed: 0 });
  });

  test("a record by somebody who never had the claim changes nothing", async () => {
    const world = await worldWithCrowds({ 200: 1 });
    const [dispatch] = await turn(world, [], 1);
    if (dispatch === undefined) throw new Error("nothing was handed out");
    await copiesAttempted(world, [{ dispatch, answer: ACCEPTED }], 0, lane({ owner: "server-2" }));
    expect(await countsOf(world)).toMatchObject({ sending: 1, sent: 0 });
  });

  test("nothing leaves before the list of recipients is complete", async () => {
    const world = await testWorld({ directory: stageWithCrowds({ 200: 2_100 }), installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: RUTH, to: crowdAddress(200) }));
    await expandRecipients(world);
    expect(await countsOf(world)).toMatchObject({ total: 2_000 });
    expect(await turn(world, [], 5)).toEqual([]);
    await expandRecipients(world);
    expect(await turn(world, [], 5)).toHaveLength(5);
  });
});

describe("messages share the connections", () => {
  test("a small one does not wait for a big one", async () => {
    const world = await worldWithCrowds({ 200: 100, 201: 3 });
    const { order } = await run(world, 10, new Map());
    expect(order.slice(0, 6).filter((message) => message === 2)).toHaveLength(3);
  });

  test("several connections are shared evenly at once", async () => {
    const world = await worldWithCrowds({ 200: 100, 201: 100 });
    expect(groupsOf(await turn(world, [], 6)).toSorted()).toEqual([1, 1, 1, 2, 2, 2]);
  });

  test("a small one leaves the connections that it does not need to the big one", async () => {
    const world = await worldWithCrowds({ 200: 100, 201: 1 });
    expect(groupsOf(await turn(world, [], 6)).toSorted()).toEqual([1, 1, 1, 1, 1, 2]);
  });

  test("one that comes later does not make the earlier ones wait until it has caught up", async () => {
    const world = await worldWithCrowds({ 200: 100, 201: 100 });
    const turns: Turns = new Map();
    const { onTheWire } = await run(world, 20, turns);
    await hand(world, mailTo({ from: RUTH, to: crowdAddress(201), subject: "später" }));
    while (await expandRecipients(world));
    const { order } = await run(world, 9, turns, onTheWire);
    expect(order.toSorted()).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3]);
  });

  /** One connection sends one copy after another. */
  async function run(world: World, steps: number, turns: Turns, before: Dispatch[] = []) {
    const order: number[] = [];
    let onTheWire = before;
    for (let step = 0; step < steps; step += 1) {
      onTheWire = await turn(world, onTheWire, 1, turns);
      order.push(...groupsOf(onTheWire));
    }
    return { order, onTheWire };
  }
});

describe("a copy that is not taken", () => {
  const directory = stage({ jugend: { loginsMaySend: "send" } });
  const toLea =
    (answer: RelayAnswer) =>
    (dispatch: Dispatch): RelayAnswer =>
      dispatch.kind === "copy" && dispatch.copy.address === LEA ? answer : ACCEPTED;

  async function sentToJugend(answer: RelayAnswer): Promise<TestWorld> {
    const world = await testWorld({ directory, installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: RUTH, to: JUGEND }));
    await leaving(world, toLea(answer));
    return world;
  }

  const leas = async (world: World) =>
    (await describeMessage(world, 1))?.recipients.find(({ address }) => address === LEA);

  test.each<[string, RelayAnswer]>([
    ["4xx", LATER],
    ["a lost connection", { kind: "lost", reply: "connection lost" }],
    ["no connection", { kind: "unreachable", reply: "ECONNREFUSED" }],
  ])("because of %s is tried again after 5 and 15 minutes, 1 hour, and every 4 hours", async (_, answer) => {
    const world = await sentToJugend(answer);
    for (const [place, waitMs] of [5, 15, 60, 240, 240, 240].map((minutes) => minutes * MINUTE_MS).entries()) {
      expect(await leas(world)).toMatchObject({ state: "deferred", attempts: place + 1, lastReply: answer.reply });
      world.wait(waitMs - 1);
      expect(await leaving(world, toLea(answer)), `wait ${place}`).toEqual([]);
      world.wait(1);
      expect(inWords(await leaving(world, toLea(answer)))).toEqual([`copy to ${LEA}`]);
    }
    world.wait(4 * HOUR_MS);
    expect(inWords(await leaving(world))).toEqual([`copy to ${LEA}`, `report to ${RUTH}`]);
    expect(await leas(world)).toMatchObject({ state: "sent", attempts: 8, nextAttemptAt: null });
  });

  test("is the same mail each time", async () => {
    const world = await testWorld({ directory, installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: RUTH, to: JUGEND }));
    const first = theOne(await leaving(world, toLea(LATER)), "copy", LEA);
    world.wait(5 * MINUTE_MS);
    const second = theOne(await leaving(world), "copy", LEA);
    expect(second.text).toBe(first.text);
    expect(second.returnPath).toBe(first.returnPath);
  });

  test("is given up four days after the first attempt, and the report says so", async () => {
    const world = await sentToJugend(LATER);
    const startedAt = world.clock();
    const words: string[] = [];
    while (world.clock() < startedAt + 5 * DAY_MS) {
      world.wait(HOUR_MS);
      words.push(...inWords(await leaving(world, toLea(LATER))));
    }
    expect(await leas(world)).toMatchObject({ state: "failed", lastReply: LATER.reply });
    expect(words.at(-1)).toBe(`report to ${RUTH}`);
    expect(words.filter((one) => one === `copy to ${LEA}`).length).toBeGreaterThan(20);
  });

  test("for good fails at once, and the report names Léa and the reply", async () => {
    const world = await testWorld({ directory, installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: RUTH, to: JUGEND }));
    const left = await leaving(world, toLea(UNKNOWN));
    expect(inWords(left)).toEqual(
      [BEAT, WUETHRICHS, LEA, RUTH].map((one) => `copy to ${one}`).concat(`report to ${RUTH}`),
    );
    expect(theOne(left, "report").dispatch).toMatchObject({
      notice: {
        notice: {
          outcome: {
            counts: { copies: 4, sent: 3, failed: 1, already: 0, cancelled: 0, leftOut: 1 },
            failed: [{ address: LEA, name: "Léa Dubois", reply: UNKNOWN.reply }],
            leftOut: [{ name: "Hans-Jörg Äschbacher", reason: "no-address" }],
          },
        },
      },
    });
    world.wait(DAY_MS);
    expect(await leaving(world)).toEqual([]);
  });
});

describe("notices", () => {
  test("go before copies, although the copies wait longer", async () => {
    const world = await worldWithCrowds({ 200: 5 });
    world.wait(MINUTE_MS);
    await hand(world, mailTo({ from: RUTH, to: KONF }));
    const kinds = (await turn(world, [], 2)).map(({ kind }) => kind);
    expect(kinds).toEqual(["notice", "copy"]);
  });

  test("that ask about a message are not tried again once somebody else has decided", async () => {
    const world = await testWorld({ directory: stageWithTwoModerators(), installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: BEAT, to: JUGEND }));
    const onTheWire = await turn(world, [], 5);
    await rejectByHand(world, 1, "");
    await turn(world, onTheWire, 0, new Map(), LATER);
    world.wait(DAY_MS);
    expect(inWords(await leaving(world)).filter((words) => words.startsWith("moderate"))).toEqual([]);
  });

  test("are tried again like copies; a question that cannot be delivered is an event", async () => {
    const world = await testWorld({ installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: RUTH, to: JUGEND }));
    await leaving(world, () => LATER);
    world.wait(5 * MINUTE_MS);
    expect(inWords(await leaving(world, () => UNKNOWN))).toEqual([`confirm to ${RUTH}`]);
    world.wait(DAY_MS);
    expect(await leaving(world, ACCEPTS)).toEqual([]);
    const events = await world.store.snapshot((read) =>
      read.selectFrom("events").selectAll().where("kind", "=", "question-undeliverable").execute(),
    );
    expect(events).toMatchObject([{ message_id: 1, address: RUTH, text: `confirm: ${UNKNOWN.reply}` }]);
  });
});
