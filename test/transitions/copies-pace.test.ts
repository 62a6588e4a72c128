import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PaceLimits } from "../../src/journey/installation.ts";
import { describeQueue } from "../../src/questions/queue.ts";
import { copiesAttempted, type Dispatch } from "../../src/transitions/copies-attempted.ts";
import { expandRecipients } from "../../src/transitions/recipients-expanded.ts";
import type { World } from "../../src/world.ts";
import { crowdAddress, stageWithCrowds } from "../support/crowd.ts";
import { mailTo } from "../support/mails.ts";
import { KONF, RUTH } from "../support/people.ts";
import { dispatched, hand, lane } from "../support/post-office.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const WINDOW_MS = NO_PACE.everyMs;

/** Ruth has written to 100 people. */
async function crowd(batch: Partial<PaceLimits>): Promise<TestWorld> {
  const directory = stageWithCrowds({ 200: 100 });
  const world = await testWorld({ directory, installation: { batch: { ...NO_PACE, ...batch } } });
  await hand(world, mailTo({ from: RUTH, to: crowdAddress(200) }));
  while (await expandRecipients(world));
  return world;
}

function attemptNow(world: World, ended: readonly Dispatch[], slots: number): Promise<Dispatch[]> {
  const attempted = ended.map((dispatch) => ({ dispatch, answer: { kind: "accepted", reply: "250" } as const }));
  return copiesAttempted(world, attempted, slots, lane());
}

describe("at most 30 copies in any five minutes", () => {
  test("30 go, then none until the window is over, then 30", async () => {
    const world = await crowd({ size: 30 });
    expect(await dispatched(world)).toHaveLength(30);
    world.wait(WINDOW_MS - 1);
    expect(await dispatched(world)).toHaveLength(0);
    world.wait(1);
    expect(await dispatched(world)).toHaveLength(30);
  });

  test("what was handed out and never began gives its place back", async () => {
    const world = await crowd({ size: 30 });
    const first = await attemptNow(world, [], 30);
    const withheld = first.slice(0, 10).map((dispatch) => ({
      dispatch,
      answer: { kind: "withheld", reply: "not begun" } as const,
    }));
    await copiesAttempted(world, withheld, 0, lane());
    expect(await attemptNow(world, first.slice(10), 30)).toHaveLength(10);
  });

  test("a restart gains nothing", async () => {
    const world = await crowd({ size: 30 });
    await dispatched(world);
    world.wait(MINUTE_MS);
    const again = await world.reopened();
    expect(await dispatched(again)).toHaveLength(0);
    again.wait(4 * MINUTE_MS);
    expect(await dispatched(again)).toHaveLength(30);
  });

  test("the window is any five minutes: what went later is free later", async () => {
    const world = await crowd({ size: 3 });
    const [first] = await attemptNow(world, [], 1);
    if (first === undefined) throw new Error("nothing left");
    await attemptNow(world, [first], 0);
    world.wait(3 * MINUTE_MS);
    expect(await dispatched(world)).toHaveLength(2);
    world.wait(2 * MINUTE_MS);
    expect(await dispatched(world)).toHaveLength(1);
    world.wait(3 * MINUTE_MS);
    expect(await dispatched(world)).toHaveLength(2);
  });

  test("a slot is held while the copy is on the wire, and five minutes from its end", async () => {
    const world = await crowd({ size: 1 });
    const slow = await attemptNow(world, [], 5);
    expect(slow).toHaveLength(1);
    world.wait(10 * MINUTE_MS);
    expect(await attemptNow(world, [], 5)).toEqual([]);
    expect(await attemptNow(world, slow, 5)).toEqual([]);
    world.wait(WINDOW_MS - 1);
    expect(await attemptNow(world, [], 5)).toEqual([]);
    world.wait(1);
    expect(await attemptNow(world, [], 5)).toHaveLength(1);
  });

  test.each([
    ["refused", { kind: "rejected", stage: "rcpt", code: 552, reply: "552 5.2.2 mailbox full" }],
    ["put off", { kind: "rejected", stage: "rcpt", code: 451, reply: "451 later" }],
    ["lost", { kind: "lost", reply: "connection lost" }],
  ] as const)("an attempt counts, also one that was %s", async (_, answer) => {
    const world = await crowd({ size: 10 });
    expect(await dispatched(world, () => answer)).toHaveLength(10);
    expect(await dispatched(world)).toHaveLength(0);
    expect((await describeQueue(world)).limits).toMatchObject([{ used: 10, of: 10 }]);
  });

  test("notices count and go first", async () => {
    const world = await crowd({ size: 2 });
    for (const subject of ["a", "b", "c"]) await hand(world, mailTo({ from: RUTH, to: KONF, subject }));
    expect((await dispatched(world)).map(({ kind }) => kind)).toEqual(["notice", "notice"]);
    world.wait(WINDOW_MS);
    expect((await dispatched(world)).map(({ kind }) => kind)).toEqual(["notice", "copy"]);
  });

  test("a limit that was lowered holds at once", async () => {
    const world = await crowd({ size: 30 });
    await dispatched(world);
    world.wait(4 * MINUTE_MS);
    const strict = await world.reopened({ batch: { ...NO_PACE, size: 5 } });
    expect(await dispatched(strict)).toHaveLength(0);
    strict.wait(MINUTE_MS);
    expect(await dispatched(strict)).toHaveLength(5);
  });
});

describe("at most so many in an hour and a day", () => {
  test("the hour is full before the window", async () => {
    const world = await crowd({ size: 30, perHour: 40 });
    expect(await dispatched(world)).toHaveLength(30);
    world.wait(WINDOW_MS);
    expect(await dispatched(world)).toHaveLength(10);
    world.wait(HOUR_MS - WINDOW_MS - 1);
    expect(await dispatched(world)).toHaveLength(0);
    world.wait(1);
    expect(await dispatched(world)).toHaveLength(30);
  });

  test("the day is full before the hour, and `queue show` says until when", async () => {
    const world = await crowd({ perDay: 20, perHour: 50 });
    const startedAt = world.clock();
    expect(await dispatched(world)).toHaveLength(20);
    world.wait(12 * HOUR_MS);
    expect(await dispatched(world)).toHaveLength(0);
    expect(await describeQueue(world)).toMatchObject({
      waiting: 80,
      nextAt: new Date(startedAt + DAY_MS).toISOString(),
      limits: [
        { windowMs: HOUR_MS, used: 0, of: 50 },
        { windowMs: DAY_MS, used: 20, of: 20 },
      ],
    });
    world.wait(12 * HOUR_MS);
    expect(await dispatched(world)).toHaveLength(20);
  });
});

test("without a limit everything goes at once", async () => {
  expect(await dispatched(await crowd({}))).toHaveLength(101);
});

test("however long copies and pauses take: no window of five minutes ever sees more than its size", async () => {
  const step = fc.record({ waitMs: fc.integer({ min: 0, max: 2 * WINDOW_MS }), slots: fc.nat(6), ends: fc.nat(6) });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 8 }), fc.array(step, { maxLength: 25 }), async (size, steps) => {
      const world = await crowd({ size });
      const begun: { at: number; endedAt: number | undefined }[] = [];
      const onTheWire: { dispatch: Dispatch; attempt: (typeof begun)[number] }[] = [];
      for (const { waitMs, slots, ends } of steps) {
        world.wait(waitMs);
        const now = world.clock();
        const ended = onTheWire.splice(0, ends);
        for (const { attempt } of ended) attempt.endedAt = now;
        const next = await attemptNow(
          world,
          ended.map(({ dispatch }) => dispatch),
          slots,
        );
        for (const dispatch of next) {
          const attempt = { at: now, endedAt: undefined };
          begun.push(attempt);
          onTheWire.push({ dispatch, attempt });
        }
        const counting = begun.filter(({ endedAt }) => endedAt === undefined || endedAt > now - WINDOW_MS);
        expect(counting.length).toBeLessThanOrEqual(size);
        // And nothing is held back without need.
        if (slots > 0 && begun.length < 100 && next.length < slots) expect(counting.length).toBe(size);
      }
    }),
    { numRuns: 15 },
  );
});
