import fc from "fast-check";
import { expect, test } from "vitest";
import type { RelayAnswer } from "../../src/journey/settle.ts";
import type { Notice } from "../../src/notices/notice.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import { describeQueue } from "../../src/questions/queue.ts";
import { listSuppressions } from "../../src/store/suppressions.ts";
import { copiesAttempted, type Dispatch } from "../../src/transitions/copies-attempted.ts";
import { cancelByHand } from "../../src/transitions/decided-by-hand.ts";
import { retryByHand } from "../../src/transitions/message-retried.ts";
import { reportCounts } from "../../src/transitions/message-settled.ts";
import { tellNews } from "../../src/transitions/news-told.ts";
import { expandRecipients } from "../../src/transitions/recipients-expanded.ts";
import { crowdAddress, stageWithCrowds } from "../support/crowd.ts";
import { mailTo } from "../support/mails.ts";
import { RUTH } from "../support/people.ts";
import { hand, type Left, lane, written } from "../support/post-office.ts";
import { bounceOf, complaintOf } from "../support/returned.ts";
import { DAY_MS, HOUR_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const PEOPLE = 6;

const ANSWERS: RelayAnswer[] = [
  { kind: "accepted", reply: "250 ok" },
  { kind: "accepted", reply: "250 2.0.0 queued" },
  { kind: "rejected", stage: "rcpt", code: 450, reply: "450 4.2.0 greylisted" },
  { kind: "rejected", stage: "rcpt", code: 550, reply: "550 5.1.1 User unknown" },
  { kind: "rejected", stage: "data", code: 554, reply: "554 5.7.1 spam" },
  { kind: "lost", reply: "connection lost" },
];

const REPORTS = [
  (copy: Left) => bounceOf(copy),
  (copy: Left) => bounceOf(copy, { status: "5.2.2", words: "552 5.2.2 Mailbox full" }),
  (copy: Left) => bounceOf(copy, { status: "5.7.1", words: "554 5.7.1 blocked as spam" }),
  (copy: Left) => bounceOf(copy, { status: "4.4.1", words: "connection timed out", action: "delayed" }),
  complaintOf,
];

type Step =
  | { kind: "turn"; slots: number; answers: RelayAnswer[] }
  | { kind: "report"; copy: number; report: number }
  | { kind: "wait"; ms: number }
  | { kind: "news" | "retry" | "cancel" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("turn" as const),
      slots: fc.nat(4),
      answers: fc.array(fc.constantFrom(...ANSWERS), { maxLength: 4 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("report" as const),
      copy: fc.nat(PEOPLE),
      report: fc.nat(REPORTS.length - 1),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 2 * DAY_MS }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("news", "news", "retry", "cancel") }) },
);

/** A message in random weather. After each step everybody who asks must be told the same numbers. */
class Story {
  private onTheWire: Dispatch[] = [];
  /** Every copy that was ever on the wire, as it was written. */
  private readonly left: Left[] = [];
  private readonly world: TestWorld;
  /** What notices have told, by the row that holds them. */
  private toldUpTo = 0;

  constructor(world: TestWorld) {
    this.world = world;
  }

  async play(one: Step): Promise<void> {
    switch (one.kind) {
      case "turn":
        await this.turn(one.slots, one.answers);
        break;
      case "report": {
        const copy = this.left.at(one.copy % Math.max(this.left.length, 1));
        const report = REPORTS[one.report];
        if (copy !== undefined && report !== undefined) await hand(this.world, report(copy), { proof: "none" });
        break;
      }
      case "wait":
        this.world.wait(one.ms);
        break;
      case "news":
        await tellNews(this.world);
        break;
      case "retry":
        await retryByHand(this.world, 1);
        break;
      case "cancel":
        await cancelByHand(this.world, 1);
        break;
    }
    await this.expectOneTruth();
  }

  private async turn(slots: number, answers: readonly RelayAnswer[]): Promise<void> {
    const ended = this.onTheWire.splice(0, answers.length);
    const attempted = ended.map((dispatch, place) => ({ dispatch, answer: answers[place] ?? ACCEPTED }));
    const next = await copiesAttempted(this.world, attempted, slots, lane());
    this.left.push(...(await written(this.world, next)).filter(({ kind }) => kind === "copy"));
    this.onTheWire.push(...next);
  }

  private async expectOneTruth(): Promise<void> {
    const shown = await describeMessage(this.world, 1);
    if (shown === undefined) throw new Error("the message is gone");
    const { total, ...states } = shown.copies;
    const listed = Object.groupBy(shown.recipients, ({ state }) => state);
    for (const [state, count] of Object.entries(states)) expect(listed[state]?.length ?? 0, state).toBe(count);
    expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(total);
    expect(total).toBe(PEOPLE);

    const { store } = this.world;
    const told = await store.snapshot((read) => reportCounts(read, 1));
    expect(told.copies).toBe(
      told.sent + told.failed + told.already + told.cancelled + waiting(states) + states.sending,
    );
    expect(told.sent).toBe(states.sent);
    expect(told.failed).toBe(states.failed + states.bounced);

    const rows = await store.snapshot((read) =>
      read.selectFrom("notices").select(["id", "kind", "state", "details"]).orderBy("id").execute(),
    );
    const queue = await describeQueue(this.world);
    const noticesWaiting = rows.filter(({ state }) => state === "queued" || state === "deferred").length;
    expect(queue.waiting).toBe(waiting(states) + noticesWaiting);

    // A copy has one failure at most that counts, and none that counts is of a copy that was delivered.
    const counted = await store.snapshot((read) =>
      read
        .selectFrom("bounces")
        .innerJoin("copies", "copies.id", "bounces.copy_id")
        .select(["copies.id", "copies.state", "copies.address_key"])
        .where("bounces.state", "in", ["counted", "spared"])
        .where("category", "!=", "complaint")
        .execute(),
    );
    expect(new Set(counted.map(({ id }) => id)).size).toBe(counted.length);
    for (const { state } of counted) expect(state).not.toBe("sent");

    for (const { id, details } of rows.filter((row) => row.id > this.toldUpTo)) {
      this.toldUpTo = id;
      const notice = JSON.parse(details) as Notice;
      if (notice.kind === "bounces") {
        expect(notice.counts).toEqual(told);
        expect(notice.failed.length).toBe(notice.news);
        // Of a copy that was on the wire when the rest was cancelled, the relay may say so in the session.
        const unreached = [...(listed["bounced"] ?? []), ...(listed["failed"] ?? [])].map((one) => one.address);
        for (const { address } of notice.failed) expect(unreached).toContain(address);
      }
      if (notice.kind === "report" && notice.outcome !== null) {
        expect(notice.outcome.counts).toEqual(told);
        expect(notice.outcome.failed).toHaveLength(told.failed);
      }
      if (notice.kind === "overview") {
        const suppressed = (await store.snapshot(listSuppressions)).map(({ address }) => address);
        for (const { address } of notice.lists.suppressed) expect(suppressed).toContain(address);
      }
    }
  }
}

const ACCEPTED: RelayAnswer = { kind: "accepted", reply: "250 ok" };

function waiting({ queued, deferred }: { queued: number; deferred: number }): number {
  return queued + deferred;
}

const REFUSED_AFTER_CANCELLING: Step[] = [
  { kind: "turn", slots: 1, answers: [] },
  { kind: "cancel" },
  {
    kind: "turn",
    slots: 0,
    answers: [{ kind: "rejected", stage: "rcpt", code: 550, reply: "550 5.1.1 User unknown" }],
  },
  { kind: "wait", ms: 600_000 },
  { kind: "news" },
];

test("report, addendum, overview, message show and queue show never tell different numbers", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const world = await testWorld({
        directory: stageWithCrowds({ 200: PEOPLE }),
        installation: { batch: NO_PACE, retry: { waitsMs: [HOUR_MS], giveUpAfterMs: DAY_MS } },
      });
      await hand(world, mailTo({ from: RUTH, to: crowdAddress(200) }));
      while (await expandRecipients(world));
      const story = new Story(world);
      for (const one of steps) await story.play(one);
    }),
    { numRuns: 40, examples: [[REFUSED_AFTER_CANCELLING]] },
  );
});
