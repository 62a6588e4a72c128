import { describe, expect, test } from "vitest";
import { mailTo } from "../support/mails.ts";
import { BEAT, JUGEND, LEADER, RUTH, stage } from "../support/people.ts";
import { hand, inWords, type Left, leaving } from "../support/post-office.ts";
import { HOUR_MS, MINUTE_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

async function mailsOfRuth(world: TestWorld, count: number): Promise<void> {
  for (let mail = 0; mail < count; mail += 1) await hand(world, mailTo({ from: RUTH, to: JUGEND, subject: `${mail}` }));
}

/** The number of the message each question is about. */
function messages(left: readonly Left[]): string[] {
  return left.map((mail) => mail.header("x-rundmail-message") ?? "");
}

describe("Ruth gets at most ten questions and notices in an hour", () => {
  test("the eleventh waits an hour, and the order stays", async () => {
    const world = await testWorld({ installation: { batch: NO_PACE } });
    await mailsOfRuth(world, 12);
    const first = await leaving(world);
    expect(messages(first)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
    world.wait(HOUR_MS);
    expect(inWords(await leaving(world))).toEqual([]);
    world.wait(1);
    expect(messages(await leaving(world))).toEqual(["11", "12"]);
  });

  test("in any hour, not in each by the clock", async () => {
    const world = await testWorld({ installation: { batch: NO_PACE } });
    await mailsOfRuth(world, 6);
    expect(await leaving(world)).toHaveLength(6);
    world.wait(50 * MINUTE_MS);
    await mailsOfRuth(world, 6);
    expect(messages(await leaving(world))).toEqual(["7", "8", "9", "10"]);
    // Only the first six are an hour old now.
    world.wait(11 * MINUTE_MS);
    expect(messages(await leaving(world))).toEqual(["11", "12"]);
    world.wait(48 * MINUTE_MS);
    await mailsOfRuth(world, 5);
    expect(await leaving(world)).toHaveLength(4);
  });

  test("and it makes no difference to Beat", async () => {
    const jugend = { membersMaySend: "moderate", moderatorRole: LEADER };
    const world = await testWorld({ directory: stage({ jugend }), installation: { batch: NO_PACE } });
    await mailsOfRuth(world, 12);
    await hand(world, mailTo({ from: BEAT, to: JUGEND }));
    expect(inWords(await leaving(world)).filter((words) => words.includes(BEAT))).toEqual([`held to ${BEAT}`]);
  });

  test("also after a restart", async () => {
    const world = await testWorld({ installation: { batch: NO_PACE } });
    await mailsOfRuth(world, 12);
    await leaving(world);
    const again = await world.reopened();
    expect(await leaving(again)).toEqual([]);
  });

  test("and what her server does not take is none", async () => {
    const world = await testWorld({ installation: { batch: NO_PACE } });
    await mailsOfRuth(world, 12);
    const refused = await leaving(world, () => ({ kind: "rejected", stage: "rcpt", code: 451, reply: "451 later" }));
    expect(refused).toHaveLength(12);
    world.wait(5 * MINUTE_MS);
    expect(await leaving(world)).toHaveLength(10);
  });
});

test("where the installation says so, fewer", async () => {
  const world = await testWorld();
  const strict = await world.reopened({ hold: { ...world.installation.hold, noticesPerHour: 2 } });
  await mailsOfRuth(strict, 3);
  expect(await leaving(strict)).toHaveLength(2);
});
