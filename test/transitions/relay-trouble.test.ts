import { describe, expect, test } from "vitest";
import type { RelayAnswer } from "../../src/journey/settle.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import { describeQueue } from "../../src/questions/queue.ts";
import { copiesAttempted, type Dispatch } from "../../src/transitions/copies-attempted.ts";
import { expandRecipients } from "../../src/transitions/recipients-expanded.ts";
import type { World } from "../../src/world.ts";
import { crowdAddress, stageWithCrowds } from "../support/crowd.ts";
import { mailTo } from "../support/mails.ts";
import { KONF, RUTH } from "../support/people.ts";
import { dispatched, hand, lane } from "../support/post-office.ts";
import { DAY_MS, HOUR_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const ACCEPTED: RelayAnswer = { kind: "accepted", reply: "250 ok" };
const LATER: RelayAnswer = { kind: "rejected", stage: "rcpt", code: 451, reply: "451 4.7.1 later" };
const NO_LOGIN: RelayAnswer = { kind: "rejected", stage: "session", code: 535, reply: "535 5.7.8 wrong password" };
const QUOTA: RelayAnswer = {
  kind: "rejected",
  stage: "data",
  code: 550,
  reply: "550 5.4.5 Daily sending quota exceeded",
};

/** Ruth has written to 20 people. */
async function crowd(): Promise<TestWorld> {
  const world = await testWorld({ directory: stageWithCrowds({ 200: 20 }), installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: crowdAddress(200) }));
  while (await expandRecipients(world));
  return world;
}

function turn(world: World, ended: readonly [Dispatch, RelayAnswer][], slots: number): Promise<Dispatch[]> {
  const attempted = ended.map(([dispatch, answer]) => ({ dispatch, answer }));
  return copiesAttempted(world, attempted, slots, lane());
}

const recipients = async (world: World) => (await describeMessage(world, 1))?.recipients ?? [];

/** How long nothing was handed out, in minutes. */
async function restMinutes(world: TestWorld): Promise<number> {
  const until = (await describeQueue(world)).pauses[0]?.until ?? "";
  return (Date.parse(until) - world.clock()) / 60_000;
}

describe.each([NO_LOGIN, QUOTA])("a relay that says «$reply»", (trouble) => {
  test("is left alone, and no copy has used up a try", async () => {
    const world = await crowd();
    expect(await dispatched(world, () => trouble)).toHaveLength(5);
    expect(await restMinutes(world)).toBeGreaterThan(0);
    expect(await dispatched(world)).toEqual([]);
    const all = await recipients(world);
    expect(all.map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(Array(20).fill("queued 0"));
  });

  test("is left alone longer each time; what it takes then ends that", async () => {
    const world = await crowd();
    const rests: number[] = [];
    for (let time = 0; time < 6; time += 1) {
      await dispatched(world, () => trouble);
      rests.push(await restMinutes(world));
      world.wait(HOUR_MS);
    }
    expect(rests).toEqual(rests.toSorted((a, b) => a - b));
    expect(rests.at(-1)).toBeGreaterThan(rests[0] ?? 0);

    expect(await dispatched(world)).toHaveLength(21);
    expect((await describeQueue(world)).pauses).toEqual([]);
    await hand(world, mailTo({ from: RUTH, to: crowdAddress(200), subject: "noch einmal" }));
    await dispatched(world, () => trouble);
    expect(await restMinutes(world)).toBe(rests[0]);
  });
});

describe("several connections", () => {
  test("that tell the same trouble are one trouble", async () => {
    const world = await crowd();
    const [first, second, third] = await turn(world, [], 3);
    if (first === undefined || second === undefined || third === undefined) throw new Error("not enough copies");
    await turn(world, [[first, NO_LOGIN]], 1);
    const rest = await restMinutes(world);
    world.wait(1_000);
    await turn(world, [[second, NO_LOGIN]], 1);
    await turn(world, [[third, ACCEPTED]], 1);
    expect(await restMinutes(world)).toBe(rest - 1 / 60);
    const events = await world.store.snapshot((read) =>
      read.selectFrom("events").selectAll().where("kind", "=", "relay-paused").execute(),
    );
    expect(events).toHaveLength(1);
  });

  test("a copy that one of them still delivers is sent", async () => {
    const world = await crowd();
    const [first, second] = await turn(world, [], 2);
    if (first === undefined || second === undefined) throw new Error("not enough copies");
    await turn(world, [[first, NO_LOGIN]], 1);
    expect(await turn(world, [[second, ACCEPTED]], 5)).toEqual([]);
    expect((await recipients(world)).filter(({ state }) => state === "sent")).toHaveLength(1);
  });
});

test("a relay over quota for a week costs no copy its four days", async () => {
  const world = await crowd();
  for (let hour = 0; hour < 7 * 24; hour += 2) {
    world.wait(2 * HOUR_MS);
    await dispatched(world, () => QUOTA);
  }
  world.wait(2 * HOUR_MS);
  await dispatched(world, () => LATER);
  expect(new Set((await recipients(world)).map(({ state }) => state))).toEqual(new Set(["deferred"]));
  world.wait(DAY_MS);
  await dispatched(world);
  expect((await describeMessage(world, 1))?.copies).toMatchObject({ sent: 20, failed: 0 });
});

test("questions wait for the relay too, and are not lost", async () => {
  const world = await crowd();
  await dispatched(world, () => NO_LOGIN);
  await hand(world, mailTo({ from: RUTH, to: KONF }));
  expect(await dispatched(world)).toEqual([]);
  world.wait(HOUR_MS);
  expect((await dispatched(world))[0]?.kind).toBe("notice");
});

test("whoever looks at the queue reads why it waits and until when, also where nobody answers at all", async () => {
  const world = await crowd();
  expect(await describeQueue(world)).toMatchObject({ waiting: 20, deferred: [] });
  const nobody: RelayAnswer = { kind: "unreachable", reply: "connect ECONNREFUSED 127.0.0.1:25" };
  const first = await dispatched(world, (dispatch) => (dispatch.kind === "copy" ? nobody : ACCEPTED));
  world.wait(60_000);
  await hand(world, mailTo({ from: RUTH, to: KONF }));
  await dispatched(world, () => LATER);
  const inMinutes = (minutes: number) => new Date(world.clock() + minutes * 60_000).toISOString();
  expect(await describeQueue(world)).toMatchObject({
    nextAt: inMinutes(4),
    pauses: [],
    deferred: [
      { reply: nobody.reply, waiting: first.length, nextAt: inMinutes(4) },
      { reply: LATER.reply, waiting: 1, nextAt: inMinutes(5) },
    ],
  });
  world.wait(HOUR_MS);
  await dispatched(world);
  expect(await describeQueue(world)).toMatchObject({ waiting: 0, deferred: [] });
});

test("a restart does not end the rest", async () => {
  const world = await crowd();
  await dispatched(world, () => NO_LOGIN);
  expect(await dispatched(await world.reopened())).toEqual([]);
});
