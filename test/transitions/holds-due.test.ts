import { describe, expect, test } from "vitest";
import { describeMessage } from "../../src/questions/messages.ts";
import { approveByHand } from "../../src/transitions/decided-by-hand.ts";
import { holdsDue } from "../../src/transitions/holds-due.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, JUGEND, LEADER, MARIA, RUTH, STRANGER, stage, stageWithTwoModerators } from "../support/people.ts";
import { answerTo, fates, hand, inWords, type Left, leaving, theOne } from "../support/post-office.ts";
import { DAY_MS, HOUR_MS, NO_PACE, suppress, type TestWorld, testWorld } from "../support/world.ts";

/** Looks every hour, as a timer would do more often. @returns what left, with the day on which it did */
async function daysPass(world: TestWorld, days: number): Promise<{ words: string[]; left: Left[] }> {
  const all: Left[] = [];
  const words: string[] = [];
  for (let hour = 0; hour < days * 24; hour += 1) {
    world.wait(HOUR_MS);
    while ((await holdsDue(world)) > 0);
    const left = await leaving(world);
    words.push(...inWords(left).map((line) => `day ${(hour + 1) / 24}: ${line}`));
    all.push(...left);
  }
  return { words, left: all };
}

async function ruthWasAsked(): Promise<{ world: TestWorld; question: Left }> {
  const world = await testWorld({ installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: JUGEND, subject: "Lager" }));
  return { world, question: theOne(await leaving(world), "confirm") };
}

describe("Ruth does not answer", () => {
  test("and is reminded after one day and three, told on the fifth, and hears no more", async () => {
    const { world } = await ruthWasAsked();
    const { words } = await daysPass(world, 9);
    expect(words).toEqual([`day 1: reminder to ${RUTH}`, `day 3: reminder to ${RUTH}`, `day 5: expired to ${RUTH}`]);
    expect(await describeMessage(world, 1)).toMatchObject({ state: "expired", hold: null });
  });

  test("and a reminder has the same answer address, so that answering it decides", async () => {
    const { world, question } = await ruthWasAsked();
    const { left } = await daysPass(world, 1);
    const reminder = theOne(left, "reminder");
    expect(reminder.header("reply-to")).toBe(question.header("reply-to"));
    expect(reminder.header("x-rundmail-message")).toBe("1");
    await hand(world, answerTo(reminder, "Ja"));
    expect(await fates(world)).toEqual([`${JUGEND} queued`]);
    const { words } = await daysPass(world, 6);
    expect(words.filter((line) => line.includes("reminder") || line.includes("expired"))).toEqual([]);
  });

  test("and a reminder tells whom the mail would reach by then", async () => {
    const { world, question } = await ruthWasAsked();
    expect(question.text).toContain("5 Personen");
    await suppress(world, BEAT);
    const { left } = await daysPass(world, 1);
    expect(theOne(left, "reminder").text).toContain("4 Personen");
  });

  test("and answers on the sixth day: she hears that it is over", async () => {
    const { world, question } = await ruthWasAsked();
    await daysPass(world, 6);
    await hand(world, answerTo(question, "Ja"));
    const left = await leaving(world);
    expect(inWords(left)).toEqual([`answer to ${RUTH}`]);
    expect(left[0]?.dispatch).toMatchObject({ notice: { notice: { why: "decided", decision: "expired" } } });
    expect(await fates(world)).toEqual([`${JUGEND} expired`]);
  });

  test("and the server stood still for four days: one reminder, not two", async () => {
    const { world } = await ruthWasAsked();
    world.wait(4 * DAY_MS);
    const { words } = await daysPass(world, 2);
    expect(words).toEqual([`day ${1 / 24}: reminder to ${RUTH}`, `day 1: expired to ${RUTH}`]);
  });

  test("and not a moment is taken from her", async () => {
    const { world } = await ruthWasAsked();
    world.wait(5 * DAY_MS - 1);
    await holdsDue(world);
    expect(await fates(world)).toEqual([`${JUGEND} held`]);
    world.wait(1);
    await holdsDue(world);
    expect(await fates(world)).toEqual([`${JUGEND} expired`]);
  });
});

describe("the moderators do not answer", () => {
  test("and each is reminded with the own token; in the end Beat is told, and they", async () => {
    const world = await testWorld({ directory: stageWithTwoModerators(), installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: BEAT, to: JUGEND }));
    const asked = await leaving(world);
    const { words, left } = await daysPass(world, 6);
    expect(words).toEqual([
      `day 1: reminder to ${RUTH}`,
      `day 1: reminder to ${MARIA}`,
      `day 3: reminder to ${RUTH}`,
      `day 3: reminder to ${MARIA}`,
      `day 5: expired to ${BEAT}`,
      `day 5: decided to ${RUTH}`,
      `day 5: decided to ${MARIA}`,
    ]);
    expect(theOne(left, "decided", MARIA).dispatch).toMatchObject({
      notice: { notice: { decision: "expired", decidedBy: null }, message: 1 },
    });
    for (const to of [RUTH, MARIA]) {
      const reminders = left.filter((mail) => mail.kind === "reminder" && mail.to === to);
      const address = theOne(asked, "moderate", to).header("reply-to");
      expect(reminders.map((mail) => mail.header("reply-to"))).toEqual([address, address]);
    }
  });

  test("and an unproven stranger is not told", async () => {
    const jugend = { othersMaySend: "moderate", moderatorRole: LEADER };
    const world = await testWorld({ directory: stage({ jugend }), installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: STRANGER, to: JUGEND }), { client: "anybody" });
    expect(inWords(await leaving(world))).toEqual([`moderate to ${RUTH}`]);
    const { words } = await daysPass(world, 6);
    expect(words).toEqual([...[1, 3].map((day) => `day ${day}: reminder to ${RUTH}`), `day 5: decided to ${RUTH}`]);
    expect(await fates(world)).toEqual([`${JUGEND} expired`]);
  });
});

test("what the operator decided is not asked about any more, not even if the question has not left yet", async () => {
  const world = await testWorld({ installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: JUGEND }));
  await approveByHand(world, 1);
  expect(inWords(await leaving(world)).filter((words) => words.startsWith("confirm"))).toEqual([]);
  expect((await daysPass(world, 6)).words).toEqual([]);
});

test("two hundred holds that run out together are all ended", async () => {
  const world = await testWorld({ installation: { batch: NO_PACE } });
  for (let mail = 0; mail < 200; mail += 1) await hand(world, mailTo({ from: RUTH, to: JUGEND, subject: `${mail}` }));
  world.wait(5 * DAY_MS);
  while ((await holdsDue(world)) > 0);
  expect(new Set(await fates(world))).toEqual(new Set([`${JUGEND} expired`]));
});
