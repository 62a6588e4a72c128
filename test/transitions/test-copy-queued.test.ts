import { simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import { describeMessage } from "../../src/questions/messages.ts";
import { describeQueue } from "../../src/questions/queue.ts";
import type { Whom } from "../../src/questions/whom.ts";
import { rejectByHand } from "../../src/transitions/decided-by-hand.ts";
import { retryByHand } from "../../src/transitions/message-retried.ts";
import { queueTestCopy } from "../../src/transitions/test-copy-queued.ts";
import { addressOf } from "../support/directory.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, DOMAIN, JUGEND, LEA, OFFICE, PERSON, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { answerTo, hand, inWords, type Left, leaving, theOne } from "../support/post-office.ts";
import { bounceOf } from "../support/returned.ts";
import { NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const LETTER = { from: RUTH, to: JUGEND, subject: "Lager für ###VORNAME###", text: "###_SALUTATION### ###VORNAME###" };
const TO = addressOf(OFFICE);

const person = (id: number): Whom => ({ kind: "person", id });

async function held(jugend = {}, installation = { batch: NO_PACE }): Promise<{ world: TestWorld; question: Left }> {
  const world = await testWorld({ directory: stage({ jugend }), installation });
  await hand(world, mailTo(LETTER));
  return { world, question: theOne(await leaving(world), "confirm") };
}

const events = (world: TestWorld) =>
  world.store.snapshot((read) =>
    read
      .selectFrom("events")
      .select(["kind", "message_id", "address", "text"])
      .where("kind", "=", "test-copy")
      .execute(),
  );

describe("the office asks for a test copy of a held message", () => {
  test("and gets one that is marked, with the values of who was named", async () => {
    const { world } = await held();
    expect(await queueTestCopy(world, 1, TO, person(PERSON.urs))).toEqual({
      kind: "queued",
      as: "Anna und Urs Wüthrich",
    });
    const left = await leaving(world);
    expect(inWords(left)).toEqual([`test-copy to ${OFFICE}`]);
    const copy = theOne(left, "test-copy");
    const { subject, text, to } = await simpleParser(copy.text);
    expect([subject, text?.trim(), [to].flat()[0]?.text]).toEqual([
      "[Test] Lager für Anna und Urs",
      "Liebe Anna, lieber Urs",
      `"Anna und Urs Wüthrich" <${WUETHRICHS}>`,
    ]);
    expect(copy.header("x-rundmail-test")).toBe("yes");
    expect(copy.header("x-rundmail-notice")).toBeUndefined();
    expect(copy.header("x-rundmail-message")).toBe("1");
    expect(copy.returnPath).toBe(`bounce-${copy.header("x-rundmail-copy")}@${DOMAIN}`);
    expect(await events(world)).toEqual([
      { kind: "test-copy", message_id: 1, address: OFFICE, text: "as Anna und Urs Wüthrich" },
    ]);
  });

  test("is otherwise the copy that will leave, with a Message-ID of its own, so that the real one is not taken for it", async () => {
    const { world, question } = await held({ subjectPrefix: "[Jugend]" });
    await queueTestCopy(world, 1, TO, person(PERSON.beat));
    const trial = theOne(await leaving(world), "test-copy");
    await hand(world, answerTo(question, "Ja"));
    const real = theOne(await leaving(world), "copy", BEAT);
    expect(trial.header("subject")).toBe(`[Test] ${real.header("subject")}`);
    expect(trial.header("message-id")).not.toBe(real.header("message-id"));
    expect(trial.header("references")).toBe(real.header("message-id"));
    const unmarked = trial.text
      .replace("X-Rundmail-Test: yes\r\n", "")
      .replace(/^(Subject|Message-ID|References|List-Unsubscribe|X-Rundmail-Copy): .*\r\n/gm, "");
    expect(unmarked).toBe(real.text.replace(/^(Subject|Message-ID|List-Unsubscribe|X-Rundmail-Copy): .*\r\n/gm, ""));
  });

  test("nobody being named, it shows who lacks most", async () => {
    const { world } = await held();
    await world.change({
      persons: [{ id: PERSON.lea, lastName: "Dubois", language: "fr", emails: [{ address: LEA }] }],
    });
    expect(await queueTestCopy(world, 1, TO, undefined)).toEqual({ kind: "queued", as: "Dubois" });
    expect((await simpleParser(theOne(await leaving(world), "test-copy").text)).text?.trim()).toBe("Bonjour");
  });

  test("it counts as no copy and decides nothing", async () => {
    const { world, question } = await held();
    await queueTestCopy(world, 1, addressOf(BEAT), person(PERSON.beat));
    await leaving(world);
    expect(await describeMessage(world, 1)).toMatchObject({ state: "held", copies: { total: 0 }, recipients: [] });
    await hand(world, answerTo(question, "Ja"));
    const left = await leaving(world);
    expect(left.filter(({ kind }) => kind === "copy")).toHaveLength(4);
    expect(await describeMessage(world, 1)).toMatchObject({ state: "sent", copies: { total: 4, sent: 4 } });
  });
});

describe("of a released message", () => {
  test("it has the values from then, and the report does not know of it", async () => {
    const { world, question } = await held();
    await hand(world, answerTo(question, "Ja"));
    await leaving(world);
    await world.change({
      persons: [{ id: PERSON.beat, firstName: "Bea", lastName: "Huber", gender: "f", emails: [{ address: BEAT }] }],
    });
    await queueTestCopy(world, 1, TO, person(PERSON.beat));
    const left = await leaving(world);
    expect(inWords(left)).toEqual([`test-copy to ${OFFICE}`]);
    expect(left[0]?.text).toContain("Lieber Beat");
    expect(await describeMessage(world, 1)).toMatchObject({ state: "sent", copies: { total: 4, sent: 4 } });
    expect(await retryByHand(world, 1)).toEqual({ kind: "done", copies: 0 });
  });

  test("it may come before the list of recipients is complete", async () => {
    const { world, question } = await held();
    await hand(world, answerTo(question, "Ja"));
    expect(await queueTestCopy(world, 1, TO, person(PERSON.beat))).toMatchObject({ kind: "queued" });
    expect(inWords(await leaving(world)).slice(0, 2)).toContain(`test-copy to ${OFFICE}`);
  });
});

test("it keeps to the pace, as notices do", async () => {
  const { world } = await held({}, { batch: { ...NO_PACE, size: 2 } });
  for (const _ of [1, 2, 3]) await queueTestCopy(world, 1, TO, undefined);
  expect(inWords(await leaving(world))).toEqual([`test-copy to ${OFFICE}`]);
  expect(await describeQueue(world)).toMatchObject({ waiting: 2 });
  world.wait(NO_PACE.everyMs + 1);
  expect(await leaving(world)).toHaveLength(2);
});

test("a second try is the same mail, whatever has changed", async () => {
  const { world } = await held();
  await queueTestCopy(world, 1, TO, person(PERSON.beat));
  const [first] = await leaving(world, () => ({ kind: "lost", reply: "connection lost" }));
  await world.change({
    persons: [{ id: PERSON.beat, firstName: "Bea", lastName: "Huber", emails: [{ address: BEAT }] }],
  });
  world.wait(5 * 60_000);
  const [second] = await leaving(world);
  expect(second?.text).toBe(first?.text);
});

test("it comes back, and the operator finds out why", async () => {
  const { world } = await held();
  await queueTestCopy(world, 1, TO, undefined);
  const copy = theOne(await leaving(world), "test-copy");
  await hand(world, bounceOf(copy));
  const told = await world.store.snapshot((read) => read.selectFrom("events").select(["kind", "text"]).execute());
  expect(told.map(({ kind, text }) => `${kind}: ${text}`)).toContain(`mail-returned: 550 5.1.1 <${TO}>: User unknown`);
});

test("there is none of a message that nobody gets, of nobody, and of who gets none", async () => {
  const { world } = await held();
  expect(await queueTestCopy(world, 7, TO, undefined)).toEqual({ kind: "no-such-message" });
  expect(await queueTestCopy(world, 1, TO, person(99))).toEqual({ kind: "no-such-person" });
  expect(await queueTestCopy(world, 1, TO, person(PERSON.hansjoerg))).toEqual({
    kind: "no-copy",
    reason: "no-address",
  });
  await rejectByHand(world, 1, "");
  expect(await queueTestCopy(world, 1, TO, undefined)).toEqual({ kind: "no-copies", state: "rejected" });
  expect(await events(world)).toEqual([]);
});
