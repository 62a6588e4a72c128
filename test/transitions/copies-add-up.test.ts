import fc from "fast-check";
import { expect, test } from "vitest";
import type { RelayAnswer } from "../../src/journey/settle.ts";
import { domainOf } from "../../src/mail/address.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import type { CopyCounts } from "../../src/store/copy-counts.ts";
import { copiesAttempted, type Dispatch, type Turns } from "../../src/transitions/copies-attempted.ts";
import { cancelByHand } from "../../src/transitions/decided-by-hand.ts";
import { retryByHand } from "../../src/transitions/message-retried.ts";
import { expandRecipients } from "../../src/transitions/recipients-expanded.ts";
import { serverStarted } from "../../src/transitions/server-started.ts";
import { crowdAddress, inCrowd, stageWithCrowds } from "../support/crowd.ts";
import { mailTo } from "../support/mails.ts";
import { RUTH } from "../support/people.ts";
import { hand, lane } from "../support/post-office.ts";
import { DAY_MS, MINUTE_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const PEOPLE = 7;

const ACCEPTED: RelayAnswer = { kind: "accepted", reply: "250 ok" };
const ANSWERS: RelayAnswer[] = [
  ACCEPTED,
  { kind: "rejected", stage: "rcpt", code: 451, reply: "451 later" },
  { kind: "rejected", stage: "data", code: 554, reply: "554 no" },
  { kind: "rejected", stage: "session", code: 535, reply: "535 password" },
  { kind: "lost", reply: "connection lost" },
  { kind: "unreachable", reply: "ECONNREFUSED" },
];

type Step =
  | { kind: "turn"; slots: number; answers: RelayAnswer[] }
  | { kind: "wait"; ms: number }
  | { kind: "crash" }
  | { kind: "cancel" }
  | { kind: "retry" }
  | { kind: "correct"; person: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("turn" as const),
      slots: fc.nat(4),
      answers: fc.array(fc.constantFrom(...ANSWERS), { maxLength: 4 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: DAY_MS }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("crash" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cancel" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("retry" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("correct" as const), person: fc.integer({ min: 1, max: PEOPLE }) }),
  },
);

/** A server in random weather, which notes what it handed out and what was recorded. */
class Story {
  private onTheWire: Dispatch[] = [];
  private turns: Turns = new Map();
  private owner = "server-1";
  private crashes = 0;
  private corrections = 0;
  private total = PEOPLE;
  private readonly world: TestWorld;
  /** How often the relay took the copy for an address, as far as the record was committed. */
  readonly taken = new Map<string, number>();

  constructor(world: TestWorld) {
    this.world = world;
  }

  async play(one: Step): Promise<void> {
    switch (one.kind) {
      case "turn":
        return this.turn(one.slots, one.answers);
      case "wait":
        return this.world.wait(one.ms);
      case "crash":
        return this.crash();
      case "cancel":
        return void (await cancelByHand(this.world, 1));
      case "retry":
        return this.retry();
      case "correct":
        return this.correct(one.person);
    }
  }

  /** As many copies go as is said; those for corrected addresses are new. */
  async retry(): Promise<void> {
    const before = await this.counts();
    const result = await retryByHand(this.world, 1);
    const after = await this.counts();
    this.total = after.total;
    expect(after.queued - before.queued).toBe(result.kind === "done" ? result.copies : 0);
    expect(after.total - before.total).toBe(after.failed + after.queued - before.failed - before.queued);
    expect(await retryByHand(this.world, 1)).toEqual({ ...result, ...(result.kind === "done" && { copies: 0 }) });
  }

  /** Somebody writes down a new address of a person. */
  async correct(person: number): Promise<void> {
    this.corrections += 1;
    const address = `new${this.corrections}@${domainOf(inCrowd(200, person))}`;
    await this.world.store.atomically((tx) =>
      tx
        .updateTable("person_addresses")
        .set({ address, address_key: address })
        .where("person_id", "=", 200_000_000 + person)
        .execute(),
    );
  }

  /** Answers the oldest mails on the wire and takes the next ones. */
  async turn(slots: number, answers: readonly RelayAnswer[]): Promise<void> {
    const ended = this.onTheWire.splice(0, answers.length);
    const attempted = ended.map((dispatch, place) => ({ dispatch, answer: answers[place] ?? ACCEPTED }));
    const next = await copiesAttempted(this.world, attempted, slots, lane({ owner: this.owner, turns: this.turns }));
    for (const { dispatch, answer } of attempted) {
      if (dispatch.kind !== "copy" || answer.kind !== "accepted") continue;
      this.taken.set(dispatch.copy.address, (this.taken.get(dispatch.copy.address) ?? 0) + 1);
    }
    for (const dispatch of next) {
      if (dispatch.kind !== "copy") continue;
      const { address } = dispatch.copy;
      expect(this.taken.get(address) ?? 0, `${address} has it already`).toBe(0);
      expect(this.addressesOnTheWire(), `${address} is on the wire`).not.toContain(address);
    }
    this.onTheWire.push(...next);
    await this.expectSum();
  }

  /** The server dies with mails on the wire, and another one is started. */
  async crash(): Promise<void> {
    this.onTheWire = [];
    this.turns = new Map();
    this.crashes += 1;
    this.owner = `server-${this.crashes + 1}`;
    await serverStarted(this.world);
    await this.expectSum();
  }

  async end(): Promise<void> {
    for (let round = 0; round < 40; round += 1) {
      this.world.wait(4 * 60 * MINUTE_MS);
      do {
        await this.turn(5, Array(5).fill(ACCEPTED));
      } while (this.onTheWire.length > 0);
    }
  }

  private addressesOnTheWire(): string[] {
    return this.onTheWire.flatMap((dispatch) => (dispatch.kind === "copy" ? [dispatch.copy.address] : []));
  }

  private async counts(): Promise<CopyCounts> {
    const { copies } = (await describeMessage(this.world, 1)) ?? {};
    if (copies === undefined) throw new Error("the message is gone");
    return copies;
  }

  private async expectSum(): Promise<void> {
    const { recipients = [] } = (await describeMessage(this.world, 1)) ?? {};
    const { total, ...states } = await this.counts();
    expect(total).toBe(this.total);
    expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(total);
    expect(states.sent).toBe(this.taken.size);
    expect(states.sending).toBe(this.addressesOnTheWire().length);
    const sent = recipients.filter(({ state }) => state === "sent");
    expect(sent.every(({ address }) => this.taken.has(address))).toBe(true);
    const reached = sent.flatMap(({ persons }) => persons);
    expect(new Set(reached).size, "nobody has got it twice").toBe(reached.length);
  }
}

test("whatever happens to a message, its copies add up, nobody is sent it twice, and it comes to an end", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const directory = stageWithCrowds({ 200: PEOPLE });
      const world = await testWorld({ directory, installation: { batch: NO_PACE } });
      await hand(world, mailTo({ from: RUTH, to: crowdAddress(200) }));
      while (await expandRecipients(world));
      const story = new Story(world);
      for (const one of steps) await story.play(one);
      await story.end();
      const { state, copies } = (await describeMessage(world, 1)) ?? {};
      // A cancelled message may have had all its copies on the wire already; a sent one has none that was stopped.
      expect(["sent", "cancelled"]).toContain(state);
      if (state === "sent") expect(copies?.cancelled).toBe(0);
      expect(copies).toMatchObject({ queued: 0, sending: 0, deferred: 0 });
    }),
    { numRuns: 25 },
  );
});
