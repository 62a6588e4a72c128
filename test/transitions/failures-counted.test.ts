import { describe, expect, test } from "vitest";
import type { RelayAnswer } from "../../src/journey/settle.ts";
import { summariseBounces } from "../../src/questions/bounces.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import { describeQueue } from "../../src/questions/queue.ts";
import { listSuppressions } from "../../src/store/suppressions.ts";
import { copiesAttempted } from "../../src/transitions/copies-attempted.ts";
import { expandRecipients } from "../../src/transitions/recipients-expanded.ts";
import type { World } from "../../src/world.ts";
import { crowdAddress, inCrowd, stageWithCrowds } from "../support/crowd.ts";
import { mailTo, type Post } from "../support/mails.ts";
import { CONTACT, RUTH } from "../support/people.ts";
import { ACCEPTS, hand, type Left, lane, leaving, type Relay, written } from "../support/post-office.ts";
import { bounceOf, complaintOf } from "../support/returned.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const UNKNOWN: RelayAnswer = {
  kind: "rejected",
  stage: "rcpt",
  code: 550,
  reply: "550 5.1.1 <x>: Recipient address rejected: User unknown",
};

const [FIRST, SECOND] = [inCrowd(200, 1), inCrowd(200, 2)];

/** Ruth may write to a group of two. */
function twoPeople(settings: Record<string, unknown> = {}): Promise<TestWorld> {
  const directory = stageWithCrowds({ 200: 2 });
  const groups = directory.groups.map((group) =>
    group.id === 200 ? { ...group, settings: { ...group.settings, ...settings } } : group,
  );
  return testWorld({ directory: { ...directory, groups }, installation: { batch: NO_PACE } });
}

async function mailing(world: TestWorld, relay: Relay = ACCEPTS): Promise<Left[]> {
  world.wait(MINUTE_MS);
  await hand(world, mailTo({ from: RUTH, to: crowdAddress(200) }));
  return (await leaving(world, relay)).filter(({ kind }) => kind === "copy");
}

/** A mailing of which the copy to the first person comes back some seconds later. */
async function bouncing(world: TestWorld, report: (copy: Left) => Post = bounceOf): Promise<void> {
  const copies = await mailing(world);
  world.wait(5_000);
  await hand(world, report(the(copies, FIRST)), { proof: "none" });
}

function the(copies: readonly Left[], address: string): Left {
  const copy = copies.find(({ to }) => to === address);
  if (copy === undefined) throw new Error(`no copy went to ${address}`);
  return copy;
}

const suppressed = async (world: World) =>
  (await world.store.snapshot(listSuppressions)).map(({ address, category, by }) => `${address} ${category} ${by}`);

const events = (world: World) =>
  world.store.snapshot(async (read) => {
    const rows = await read.selectFrom("events").select(["kind", "address"]).orderBy("id").execute();
    return rows.map(({ kind, address }) => `${kind} ${address ?? ""}`.trim());
  });

const BY_RULE = `${FIRST} hard bounces.rules`;

describe("a dead address", () => {
  test("is given up at the third mailing, and the fourth leaves it out by name", async () => {
    const world = await twoPeople();
    await bouncing(world);
    await bouncing(world);
    expect(await suppressed(world)).toEqual([]);
    await bouncing(world);
    expect(await suppressed(world)).toEqual([BY_RULE]);
    expect((await mailing(world)).map(({ to }) => to)).toEqual([SECOND]);
    expect(await events(world)).toContain(`suppressed ${FIRST}`);
  });

  test("counts the same when the relay says it in the session", async () => {
    const world = await twoPeople();
    const refusing: Relay = (dispatch) =>
      dispatch.kind === "copy" && dispatch.copy.address === FIRST ? UNKNOWN : ACCEPTS(dispatch);
    await mailing(world, refusing);
    await bouncing(world);
    expect(await suppressed(world)).toEqual([]);
    await mailing(world, refusing);
    expect(await suppressed(world)).toEqual([BY_RULE]);
  });

  test("stays dead in the books when a mailing was long under way before it came back", async () => {
    const world = await twoPeople();
    const [one, two, three] = [await mailing(world), await mailing(world), await mailing(world)];
    for (const copies of [one, two, three]) {
      world.wait(DAY_MS);
      await hand(world, bounceOf(the(copies, FIRST)), { proof: "none" });
    }
    expect(await suppressed(world)).toEqual([BY_RULE]);
  });

  test("still gets the invoice, and what comes back of that counts too", async () => {
    const world = await twoPeople({ class: "transactional" });
    for (let time = 0; time < 4; time += 1) await bouncing(world);
    expect(await suppressed(world)).toEqual([BY_RULE]);
    expect((await mailing(world)).map(({ to }) => to).toSorted()).toEqual([FIRST, SECOND]);
  });

  test("begins anew after a delivery", async () => {
    const world = await twoPeople();
    await bouncing(world);
    await bouncing(world);
    await mailing(world);
    await bouncing(world);
    await bouncing(world);
    expect(await suppressed(world)).toEqual([]);
    await bouncing(world);
    expect(await suppressed(world)).toEqual([BY_RULE]);
  });

  test("is no row where a delivery lies between, in whatever order the reports come", async () => {
    const world = await twoPeople();
    const early = await mailing(world);
    await mailing(world);
    await bouncing(world);
    await bouncing(world);
    await hand(world, bounceOf(the(early, FIRST)), { proof: "none" });
    expect(await suppressed(world)).toEqual([]);
  });

  test("is told at the third mailing also where the reports come out of turn", async () => {
    const world = await twoPeople();
    const full = (copy: Left) => bounceOf(copy, { status: "5.2.2", words: "552 5.2.2 mailbox full" });
    const mailings = [await mailing(world), await mailing(world), await mailing(world), await mailing(world)];
    for (const place of [0, 1, 3, 2]) {
      expect(await events(world)).not.toContain(`unreachable ${FIRST}`);
      await hand(world, full(the(mailings[place] ?? [], FIRST)), { proof: "none" });
    }
    expect((await events(world)).filter((event) => event === `unreachable ${FIRST}`)).toHaveLength(1);
  });

  test("begins anew when the span of the rule is over", async () => {
    const world = await twoPeople();
    await bouncing(world);
    world.wait(91 * DAY_MS);
    await bouncing(world);
    await bouncing(world);
    expect(await suppressed(world)).toEqual([]);
  });
});

test.each<[string, RelayAnswer]>([
  ["cannot be reached", { kind: "unreachable", reply: "connect ECONNREFUSED 127.0.0.1:25" }],
  ["loses the line", { kind: "lost", reply: "connection lost" }],
  ["shuts us out", { kind: "rejected", stage: "session", code: 421, reply: "421 too many sessions" }],
])("a relay of ours that %s for too long is nobody's failure", async (_, answer) => {
  const world = await twoPeople();
  const relay: Relay = ({ kind }) => (kind === "copy" ? answer : { kind: "accepted", reply: "250 ok" });
  await mailing(world, relay);
  for (let day = 0; day < 6; day += 1) {
    world.wait(DAY_MS);
    await leaving(world, relay);
  }
  expect(await describeMessage(world, 1)).toMatchObject({ state: "sent", copies: { failed: 2 } });
  expect(await summariseBounces(world, { state: undefined, limit: 9 })).toEqual([]);
});

describe("a report", () => {
  test("that comes twice counts once", async () => {
    const world = await twoPeople();
    const copy = the(await mailing(world), FIRST);
    for (let time = 0; time < 5; time += 1) await hand(world, bounceOf(copy), { proof: "none" });
    expect(await suppressed(world)).toEqual([]);
    expect((await describeMessage(world, 1))?.copies).toMatchObject({ bounced: 1, sent: 1 });
  });

  test("makes the copy bounced, with the words of the other server", async () => {
    const world = await twoPeople();
    await bouncing(world, (copy) => bounceOf(copy, { words: "550 5.1.1 Diese Adresse gibt es nicht" }));
    const recipients = (await describeMessage(world, 1))?.recipients ?? [];
    expect(recipients.map(({ state, lastReply }) => `${state}: ${lastReply}`)).toEqual([
      "bounced: 550 5.1.1 Diese Adresse gibt es nicht",
      "sent: 250 2.0.0 ok",
    ]);
  });

  test("of a delay changes nothing", async () => {
    const world = await twoPeople();
    for (let time = 0; time < 5; time += 1) {
      await bouncing(world, (copy) => bounceOf(copy, { action: "delayed", status: "4.4.1", words: "timed out" }));
    }
    expect(await suppressed(world)).toEqual([]);
    expect((await describeMessage(world, 5))?.copies).toMatchObject({ bounced: 0, sent: 2 });
  });

  test("of a copy from long ago changes nothing", async () => {
    const world = await twoPeople();
    const mailings = [await mailing(world), await mailing(world), await mailing(world)];
    world.wait(60 * DAY_MS);
    for (const copies of mailings) await hand(world, bounceOf(the(copies, FIRST)), { proof: "none" });
    expect(await suppressed(world)).toEqual([]);
    expect((await describeMessage(world, 1))?.copies).toMatchObject({ bounced: 0, sent: 2 });
  });

  test("with a token that is none, or of another copy's address, harms nobody", async () => {
    const world = await twoPeople();
    for (let time = 0; time < 4; time += 1) {
      await bouncing(world, (copy) => {
        const forged = copy.returnPath.replace(/[a-z0-9](?=@)/, (letter) => (letter === "a" ? "b" : "a"));
        const text = copy.text.replace(/^X-Rundmail-Copy: .*$/m, "X-Rundmail-Copy: none");
        return bounceOf({ ...copy, returnPath: forged, text });
      });
    }
    expect(await suppressed(world)).toEqual([]);
    expect((await events(world)).filter((event) => event === `bounce-manual ${FIRST}`)).toHaveLength(4);
  });

  test("to another address of ours counts by the returned headers", async () => {
    const world = await twoPeople();
    for (let time = 0; time < 3; time += 1) {
      await bouncing(world, (copy) => bounceOf(copy, { to: crowdAddress(200) }));
    }
    expect(await suppressed(world)).toEqual([BY_RULE]);
  });

  test("that overtakes the record of its copy is not lost", async () => {
    const world = await twoPeople();
    await hand(world, mailTo({ from: RUTH, to: crowdAddress(200) }));
    while (await expandRecipients(world));
    const onTheWire = await copiesAttempted(world, [], 5, lane());
    await hand(world, bounceOf(the(await written(world, onTheWire), FIRST)), { proof: "none" });
    const attempted = onTheWire.map((dispatch) => ({ dispatch, answer: ACCEPTS(dispatch) }));
    await copiesAttempted(world, attempted, 0, lane());
    expect((await describeMessage(world, 1))?.copies).toMatchObject({ bounced: 1, sent: 1 });
  });

  test("that overtakes the record of a copy that had waited for a month is not about the first try", async () => {
    const world = await twoPeople();
    await hand(world, mailTo({ from: RUTH, to: crowdAddress(200) }));
    await leaving(world, () => ({ kind: "rejected", stage: "rcpt", code: 451, reply: "451 4.3.0 later" }));
    world.wait(31 * DAY_MS);
    const onTheWire = await copiesAttempted(world, [], 5, lane());
    await hand(world, bounceOf(the(await written(world, onTheWire), FIRST)), { proof: "none" });
    const attempted = onTheWire.map((dispatch) => ({ dispatch, answer: ACCEPTS(dispatch) }));
    await copiesAttempted(world, attempted, 0, lane());
    expect((await describeMessage(world, 1))?.copies).toMatchObject({ bounced: 1, sent: 1 });
    expect((await summariseBounces(world, { state: undefined, limit: 9 })).map(({ state }) => state)).toEqual([
      "counted",
    ]);
  });

  test("for refused content never counts against the person", async () => {
    const world = await twoPeople();
    for (let time = 0; time < 6; time += 1) {
      await bouncing(world, (copy) => bounceOf(copy, { status: "5.7.1", words: "550 5.7.1 Message rejected as spam" }));
    }
    expect(await suppressed(world)).toEqual([]);
  });
});

test("a complaint suppresses at once, and the copy was delivered all the same", async () => {
  const world = await twoPeople();
  await bouncing(world, complaintOf);
  expect(await suppressed(world)).toEqual([`${FIRST} complaint bounces.rules`]);
  expect((await describeMessage(world, 1))?.copies).toMatchObject({ bounced: 0, sent: 2 });
});

describe("a provider that refuses us", () => {
  const BLOCKED: RelayAnswer = {
    kind: "rejected",
    stage: "rcpt",
    code: 554,
    reply: "554 5.7.1 Service unavailable; client host blocked using block.example",
  };

  /** Ruth writes to 12 people at one provider and two elsewhere. */
  async function crowd(): Promise<TestWorld> {
    const world = await testWorld({
      directory: stageWithCrowds({ 200: 12, 201: 2 }),
      installation: { batch: NO_PACE, bounces: { ...STRICT, gatherMs: 0, tellEveryMs: DAY_MS } },
    });
    await hand(world, mailTo({ from: RUTH, to: crowdAddress(200) }));
    return world;
  }
  const STRICT = {
    rules: [
      { category: "hard" as const, after: 1, withinMs: DAY_MS, action: "suppress" as const },
      { category: "soft" as const, after: 1, withinMs: DAY_MS, action: "suppress" as const },
    ],
  };

  test.each([
    ["blocks us", BLOCKED],
    ["says that it knows nobody", UNKNOWN],
    ["says nothing of use", { ...BLOCKED, reply: "554 Transaction failed" }],
  ])("and %s: nobody is charged, its mail waits, and the operator reads it once", async (_, answer) => {
    const world = await crowd();
    const left = await leaving(world, () => answer);
    expect(await suppressed(world)).toEqual([]);
    // Those that were on the wire when it was clear.
    const { failed = 0, queued = 0, deferred = 0 } = (await describeMessage(world, 1))?.copies ?? {};
    expect(failed).toBeLessThanOrEqual(5 + 4);
    expect(failed + queued + deferred).toBe(12);
    const [notice, ...more] = (await leaving(world)).concat(left).filter(({ kind }) => kind === "operator");
    expect(more).toEqual([]);
    expect(notice?.to).toBe(CONTACT);
    expect(notice?.text).toContain("crowd200.example");
    expect((await describeQueue(world)).providers).toMatchObject([{ provider: "crowd200.example" }]);
  });

  test("is tried again after growing waits, and then takes what waited", async () => {
    const world = await crowd();
    await leaving(world, () => BLOCKED);
    const rests: number[] = [];
    for (let time = 0; time < 3; time += 1) {
      const until = Date.parse((await describeQueue(world)).providers[0]?.until ?? "");
      rests.push((until - world.clock()) / MINUTE_MS);
      world.wait(until - world.clock());
      if (time < 2) await leaving(world, (dispatch) => (dispatch.kind === "copy" ? BLOCKED : ACCEPTS(dispatch)));
    }
    expect(rests.slice(0, 2)).toEqual([15, 30]);
    await leaving(world);
    expect((await describeMessage(world, 1))?.copies).toMatchObject({ queued: 0, deferred: 0 });
  });

  test("stops nobody else's mail, and mail that comes later waits for it too", async () => {
    const world = await crowd();
    await leaving(world, () => BLOCKED);
    await hand(world, mailTo({ from: RUTH, to: crowdAddress(201), cc: crowdAddress(200) }));
    const later = (await leaving(world)).filter(({ kind }) => kind === "copy").map(({ to }) => to);
    expect(later.toSorted()).toEqual([inCrowd(201, 1), inCrowd(201, 2)]);
    world.wait(HOUR_MS);
    expect((await leaving(world)).filter(({ kind }) => kind === "copy").length).toBeGreaterThan(0);
  });

  test("told by reports: suppressions that the first ones caused are lifted again", async () => {
    const world = await crowd();
    const copies = (await leaving(world)).filter(({ kind }) => kind === "copy");
    const all = copies.entries();
    for (const [place, copy] of all) {
      await hand(world, bounceOf(copy), { proof: "none" });
      if (place === 3) expect(await suppressed(world)).toHaveLength(4);
      if (place === 11) expect(await suppressed(world)).toEqual([]);
    }
    expect(await events(world)).toContain(`unsuppressed ${inCrowd(200, 1)}`);
  });
});
