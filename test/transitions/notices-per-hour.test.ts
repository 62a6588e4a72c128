import { describe, expect, test } from "vitest";
import { describeQueue } from "../../src/questions/queue.ts";
import { addressOf } from "../support/directory.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, DOMAIN, JUGEND, KONF, LEADER, RUTH, RUTH_AT_SCHOOL, STRANGER, stage } from "../support/people.ts";
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
    const nextAt = new Date(world.clock() + HOUR_MS + 1).toISOString();
    expect(await describeQueue(world)).toMatchObject({ waiting: 2, nextAt, heldBack: { waiting: 2, nextAt } });
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

  test("at all of her addresses together", async () => {
    const world = await testWorld({
      directory: stage({ konf: { loginsMaySend: "no" } }),
      installation: { batch: NO_PACE },
    });
    await mailsOfRuth(world, 10);
    expect(await leaving(world)).toHaveLength(10);
    await hand(world, mailTo({ from: RUTH_AT_SCHOOL, to: KONF }));
    expect(inWords(await leaving(world))).toEqual([]);
    world.wait(HOUR_MS + 1);
    expect(inWords(await leaving(world))).toEqual([`refused to ${RUTH_AT_SCHOOL}`]);
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

describe("what strangers make us write does not keep Ruth's own questions back", () => {
  const POSTMASTER = `postmaster@${DOMAIN}`;

  /** A world whose contact is Ruth. */
  function ruthsWorld(): Promise<TestWorld> {
    const organisation = { name: "Kirchgemeinde Aarau", contact: addressOf(RUTH) };
    return testWorld({ installation: { batch: NO_PACE, organisation } });
  }

  async function flood(world: TestWorld, to: string, from: string, count: number): Promise<void> {
    for (let mail = 0; mail < count; mail += 1) {
      await hand(world, mailTo({ from, to, subject: `Flut ${mail}` }), { proof: "none" });
    }
  }

  test("mail to postmaster has a share of its own, and goes last", async () => {
    const world = await ruthsWorld();
    await flood(world, POSTMASTER, STRANGER, 25);
    await mailsOfRuth(world, 12);
    expect(inWords(await leaving(world))).toEqual([
      ...Array(10).fill(`confirm to ${RUTH}`),
      ...Array(10).fill(`forwarded to ${RUTH}`),
    ]);
    world.wait(HOUR_MS + 1);
    expect(inWords(await leaving(world))).toEqual([
      ...Array(2).fill(`confirm to ${RUTH}`),
      ...Array(10).fill(`forwarded to ${RUTH}`),
    ]);
    world.wait(HOUR_MS + 1);
    expect(inWords(await leaving(world))).toEqual(Array(5).fill(`forwarded to ${RUTH}`));
  });

  test("questions about mail that may be forged go after those about her own, whatever came first", async () => {
    const world = await ruthsWorld();
    await flood(world, POSTMASTER, STRANGER, 1);
    await flood(world, JUGEND, RUTH, 12);
    await mailsOfRuth(world, 2);
    const first = await leaving(world);
    expect(messages(first)).toEqual(["13", "14", "1", "2", "3", "4", "5", "6", "7", "8", ""]);
    world.wait(30 * MINUTE_MS);
    await mailsOfRuth(world, 1);
    expect(await leaving(world)).toEqual([]);
    world.wait(30 * MINUTE_MS + 1);
    expect(messages(await leaving(world))).toEqual(["15", "9", "10", "11", "12"]);
  });

  test("what her server put off keeps its place among the others", async () => {
    const world = await ruthsWorld();
    await flood(world, JUGEND, RUTH, 2);
    await mailsOfRuth(world, 1);
    await leaving(world, () => ({ kind: "rejected", stage: "rcpt", code: 451, reply: "451 later" }));
    world.wait(5 * MINUTE_MS);
    await flood(world, JUGEND, RUTH, 1);
    await mailsOfRuth(world, 1);
    expect(messages(await leaving(world))).toEqual(["3", "5", "1", "2", "4"]);
  });
});
