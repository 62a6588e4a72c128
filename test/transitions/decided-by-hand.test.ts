import { describe, expect, test } from "vitest";
import type { RelayAnswer } from "../../src/journey/settle.ts";
import { planRemoval } from "../../src/questions/directory.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import {
  approveByHand,
  type ByHand,
  cancelByHand,
  rejectByHand,
  switchQueueByHand,
} from "../../src/transitions/decided-by-hand.ts";
import { directoryChanged } from "../../src/transitions/directory-changed.ts";
import { retryByHand } from "../../src/transitions/message-retried.ts";
import { expandRecipients } from "../../src/transitions/recipients-expanded.ts";
import type { World } from "../../src/world.ts";
import { mailTo } from "../support/mails.ts";
import {
  BEAT,
  DOMAIN,
  JUGEND,
  LEA,
  MARIA,
  RUTH,
  stage,
  stageWithTwoModerators,
  WUETHRICHS,
} from "../support/people.ts";
import { answerTo, fates, hand, inWords, type Left, leaving, type Relay, theOne } from "../support/post-office.ts";
import { HOUR_MS, MINUTE_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const COPIES = [BEAT, WUETHRICHS, LEA, RUTH].map((address) => `copy to ${address}`);
const DONE: ByHand = { kind: "done", copies: 0 };

async function held(): Promise<{ world: TestWorld; question: Left }> {
  const world = await testWorld({ installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: JUGEND }));
  return { world, question: theOne(await leaving(world), "confirm") };
}

async function moderated(): Promise<TestWorld> {
  const world = await testWorld({ directory: stageWithTwoModerators(), installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: BEAT, to: JUGEND }));
  await leaving(world);
  return world;
}

/** Ruth's mail is released; two copies may go in five minutes. */
async function halfSent(): Promise<TestWorld> {
  const batch = { ...NO_PACE, size: 2 };
  const directory = stage({ jugend: { loginsMaySend: "send" } });
  const world = await testWorld({ directory, installation: { batch } });
  await hand(world, mailTo({ from: RUTH, to: JUGEND }));
  expect(inWords(await leaving(world))).toEqual(COPIES.slice(0, 2));
  return world;
}

/** A relay that knows everybody but one. */
const knowsAllBut =
  (unknown: string): Relay =>
  (dispatch): RelayAnswer =>
    dispatch.kind === "copy" && dispatch.copy.address === unknown
      ? { kind: "rejected", stage: "rcpt", code: 550, reply: "550 5.1.1 unknown" }
      : { kind: "accepted", reply: "250 ok" };

describe("approve", () => {
  test("releases what Ruth was asked about, and she hears of it", async () => {
    const { world, question } = await held();
    expect(await approveByHand(world, 1)).toEqual(DONE);
    expect(inWords(await leaving(world))).toEqual([`released to ${RUTH}`, ...COPIES, `report to ${RUTH}`]);
    expect(await describeMessage(world, 1)).toMatchObject({ state: "sent", decidedBy: "operator" });
    await hand(world, answerTo(question, "Nein"));
    expect(inWords(await leaving(world))).toEqual([`answer to ${RUTH}`]);
  });

  test("says no where nobody is left to write to", async () => {
    const people = stage();
    const directory = { ...people, groups: [...people.groups, { id: 125, name: "Chor", members: [{ person: 2 }] }] };
    const world = await testWorld({ directory, installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: RUTH, to: `gr000125@${DOMAIN}` }));
    const plan = await planRemoval(world.store, "groups", 125);
    if (plan.kind !== "possible") throw new Error(plan.kind);
    await directoryChanged(world.store, plan.difference);
    expect(await approveByHand(world, 1)).toEqual({ kind: "not-now", state: "refused" });
  });

  test("tells every moderator who decided", async () => {
    const world = await moderated();
    await approveByHand(world, 1);
    const told = inWords(await leaving(world)).filter((words) => !/^(copy|report)/.test(words));
    expect(told.toSorted()).toEqual([`decided to ${MARIA}`, `decided to ${RUTH}`, `released to ${BEAT}`]);
  });
});

describe("reject", () => {
  test("says in words who has decided", async () => {
    const world = await moderated();
    await rejectByHand(world, 1, "Zu spät");
    expect(theOne(await leaving(world), "decided", RUTH).text).toContain("Entschieden von: die Verwaltung");
  });

  test("tells Beat the reason, and the moderators that it is over", async () => {
    const world = await moderated();
    expect(await rejectByHand(world, 1, "Zu spät")).toEqual(DONE);
    const left = await leaving(world);
    expect(inWords(left).toSorted()).toEqual([`decided to ${MARIA}`, `decided to ${RUTH}`, `rejected to ${BEAT}`]);
    expect(theOne(left, "rejected").dispatch).toMatchObject({ notice: { notice: { reasonText: "Zu spät" } } });
    expect(await describeMessage(world, 1)).toMatchObject({ state: "rejected", reasonText: "Zu spät" });
  });
});

describe("cancel", () => {
  test("a held message ends it; nothing goes out", async () => {
    const { world, question } = await held();
    expect(await cancelByHand(world, 1)).toEqual(DONE);
    const told = theOne(await leaving(world), "rejected", RUTH);
    expect(told.header("subject")).toMatch(/^Abgebrochen: /);
    await hand(world, answerTo(question, "Ja"));
    expect(inWords(await leaving(world))).toEqual([`answer to ${RUTH}`]);
    expect(await fates(world)).toEqual([`${JUGEND} cancelled`]);
  });

  test("a released message before its list is complete stops all of it", async () => {
    const { world, question } = await held();
    await hand(world, answerTo(question, "Ja"));
    expect(await cancelByHand(world, 1)).toEqual(DONE);
    expect(inWords(await leaving(world))).toEqual([`report to ${RUTH}`]);
    expect(await fates(world)).toEqual([`${JUGEND} cancelled`]);
  });

  test("in the middle stops the rest, and Ruth gets the report", async () => {
    const world = await halfSent();
    expect(await cancelByHand(world, 1)).toEqual({ kind: "done", copies: 2 });
    world.wait(HOUR_MS);
    const left = await leaving(world);
    expect(inWords(left)).toEqual([`report to ${RUTH}`]);
    expect(theOne(left, "report").dispatch).toMatchObject({
      notice: { notice: { outcome: { counts: { copies: 4, sent: 2, cancelled: 2 } } } },
    });
    expect((await describeMessage(world, 1))?.copies).toMatchObject({ sent: 2, cancelled: 2, total: 4 });
  });

  test("is told to an author who may know no more than that: nothing was sent", async () => {
    const world = await moderated();
    await approveByHand(world, 1);
    while (await expandRecipients(world));
    await cancelByHand(world, 1);
    const told = theOne(await leaving(world), "report", BEAT);
    expect(told.header("subject")).toMatch(/^Abgebrochen: /);
    expect(told.text).toContain("Niemand hat sie bekommen.");
  });

  test("a copy that is on the wire meanwhile is not tried again if it comes back", async () => {
    const { world, question } = await held();
    await hand(world, answerTo(question, "Ja"));
    let cancelled: Promise<ByHand> | undefined;
    await leaving(world, (dispatch) => {
      if (dispatch.kind === "notice") return { kind: "accepted", reply: "250 ok" };
      cancelled ??= cancelByHand(world, 1);
      return { kind: "rejected", stage: "rcpt", code: 451, reply: "451 later" };
    });
    await cancelled;
    world.wait(HOUR_MS);
    expect((await leaving(world)).filter(({ kind }) => kind === "copy")).toEqual([]);
    expect((await describeMessage(world, 1))?.copies).toMatchObject({ cancelled: 4, total: 4 });
  });
});

describe("retry", () => {
  test("sends failed copies once more, and Ruth gets a new report", async () => {
    const { world, question } = await held();
    await hand(world, answerTo(question, "Ja"));
    await leaving(world, knowsAllBut(LEA));
    expect((await describeMessage(world, 1))?.copies).toMatchObject({ sent: 3, failed: 1 });
    expect(await retryByHand(world, 1)).toEqual({ kind: "done", copies: 1 });
    expect(inWords(await leaving(world))).toEqual([`copy to ${LEA}`, `report to ${RUTH}`]);
    expect((await describeMessage(world, 1))?.copies).toMatchObject({ sent: 4, failed: 0 });
    expect(await fates(world)).toEqual([`${JUGEND} sent`]);
  });

  test("begins the waits anew", async () => {
    const { world, question } = await held();
    await hand(world, answerTo(question, "Ja"));
    await leaving(world, knowsAllBut(LEA));
    world.wait(30 * 24 * HOUR_MS);
    await retryByHand(world, 1);
    await leaving(world, () => ({ kind: "rejected", stage: "rcpt", code: 451, reply: "451 later" }));
    const lea = (await describeMessage(world, 1))?.recipients.find(({ address }) => address === LEA);
    expect(lea).toMatchObject({ state: "deferred", attempts: 1 });
    expect(Date.parse(lea?.nextAttemptAt ?? "")).toBe(world.clock() + 5 * MINUTE_MS);
  });

  test("does nothing where nothing has failed", async () => {
    const world = await halfSent();
    expect(await retryByHand(world, 1)).toEqual(DONE);
    expect(await leaving(world)).toEqual([]);
  });
});

describe("a command that comes at the wrong time changes nothing and says why", () => {
  const commands: Record<string, (world: World) => Promise<ByHand>> = {
    approve: (world) => approveByHand(world, 1),
    reject: (world) => rejectByHand(world, 1, ""),
    cancel: (world) => cancelByHand(world, 1),
    retry: (world) => retryByHand(world, 1),
  };

  test("retry on a message that is held", async () => {
    const { world } = await held();
    expect(await retryByHand(world, 1)).toEqual({ kind: "not-now", state: "held" });
  });

  test.each<[string, string[], (world: TestWorld) => Promise<unknown>]>([
    ["queued", ["approve", "reject", "retry"], (world) => approveByHand(world, 1)],
    ["sent", ["approve", "reject", "cancel"], async (world) => [await approveByHand(world, 1), await leaving(world)]],
    ["rejected", ["approve", "reject", "cancel", "retry"], (world) => rejectByHand(world, 1, "")],
    ["cancelled", ["approve", "reject", "cancel", "retry"], (world) => cancelByHand(world, 1)],
  ])("on a message that is %s: %j", async (state, names, bring) => {
    const { world } = await held();
    await bring(world);
    for (const name of names) expect(await commands[name]?.(world), name).toEqual({ kind: "not-now", state });
    expect(await fates(world)).toEqual([`${JUGEND} ${state}`]);
  });

  test("on a message that there is not", async () => {
    const world = await testWorld();
    for (const command of Object.values(commands)) expect(await command(world)).toEqual({ kind: "no-such-message" });
  });

  test("two operators at the same instant: one releases, the other is told", async () => {
    const { world } = await held();
    const results = await Promise.all([approveByHand(world, 1), rejectByHand(world, 1, "")]);
    expect(results).toEqual([DONE, { kind: "not-now", state: "queued" }]);
  });
});

describe("the queue", () => {
  test("is paused: nothing leaves, copies and notices alike, also after a restart; mail still comes in", async () => {
    const { world, question } = await held();
    expect(await switchQueueByHand(world, "paused")).toBe(true);
    expect(await switchQueueByHand(world, "paused")).toBe(false);
    expect(await hand(world, answerTo(question, "Ja"))).toEqual(["250 2.6.0 accepted"]);
    const again = await world.reopened();
    expect(await leaving(again)).toEqual([]);

    expect(await switchQueueByHand(again, "running")).toBe(true);
    expect(await switchQueueByHand(again, "running")).toBe(false);
    expect(inWords(await leaving(again))).toEqual([`released to ${RUTH}`, ...COPIES, `report to ${RUTH}`]);
  });
});
