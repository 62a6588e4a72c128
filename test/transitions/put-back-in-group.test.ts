import { describe, expect, test } from "vitest";
import type { BounceRule } from "../../src/journey/bounce/rules.ts";
import { planRemoval } from "../../src/questions/directory.ts";
import { directoryChanged } from "../../src/transitions/directory-changed.ts";
import { tellNews } from "../../src/transitions/news-told.ts";
import { crowdAddress, inCrowd, stageWithCrowds } from "../support/crowd.ts";
import { exported } from "../support/directory-store.ts";
import { mailTo } from "../support/mails.ts";
import { DOMAIN, LEADER, PERSON, RUTH } from "../support/people.ts";
import { answerTo, hand, type Left, leaving } from "../support/post-office.ts";
import { bounceOf } from "../support/returned.ts";
import { DAY_MS, MINUTE_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const RULES: BounceRule[] = [{ category: "hard", after: 1, withinMs: DAY_MS, action: "remove-from-group" }];

const GROUP = crowdAddress(200);
const SUBGROUP = `sg0008@${DOMAIN}`;
const MY_LIST = `ml@${DOMAIN}`;

/** Six people at one provider. */
const SIX = [1, 2, 3, 4, 5, 6];
/** When so many of them fail it is the provider. */
const FIVE = [1, 2, 3, 4, 5];
const person = (nth: number) => 200_000_000 + nth;

/** They are a group with a leader, a small group, and in Ruth's list. */
function places() {
  const crowd = stageWithCrowds({ 200: SIX.length });
  const leads = { person: person(1), role: LEADER };
  return {
    ...crowd,
    groups: crowd.groups.map((group) =>
      group.id === 200 ? { ...group, roles: [LEADER], members: [...group.members, leads] } : group,
    ),
    subgroups: [{ id: 8, name: "Hauskreis Nord", members: SIX.map((nth) => ({ person: person(nth), role: "L" })) }],
    logins: crowd.logins.map((login) => ({ ...login, myList: [PERSON.beat, ...SIX.map(person)] })),
  };
}

function parish(directory: unknown = places()): Promise<TestWorld> {
  const bounces = { rules: RULES, gatherMs: 0, tellEveryMs: DAY_MS };
  return testWorld({ directory, installation: { batch: NO_PACE, bounces } });
}

/** Ruth writes, and says yes where she is asked. */
async function mailing(world: TestWorld, to: string): Promise<Left[]> {
  world.wait(MINUTE_MS);
  await hand(world, mailTo({ from: RUTH, to, text: "Grüezi" }));
  let left = await leaving(world);
  const question = left.find(({ kind }) => kind === "confirm");
  if (question !== undefined) {
    await hand(world, answerTo(question, "Ja"));
    left = await leaving(world);
  }
  return left.filter(({ kind }) => kind === "copy");
}

async function bounces(world: TestWorld, copies: readonly Left[], nths: readonly number[]): Promise<void> {
  for (const nth of nths) {
    const copy = copies.find(({ to }) => to === inCrowd(200, nth));
    if (copy === undefined) throw new Error(`no copy went to person ${nth}`);
    await hand(world, bounceOf(copy), { proof: "none" });
  }
}

async function erase(world: TestWorld, nth: number): Promise<void> {
  const plan = await planRemoval(world.store, "persons", person(nth));
  if (plan.kind !== "possible") throw new Error(plan.kind);
  await directoryChanged(world.store, plan.difference);
}

/** Who is in the group, and in which role. */
async function members(world: TestWorld): Promise<string[]> {
  const { groups } = await exported(world.store);
  const group = groups.find(({ id }) => id === 200);
  return (group?.members ?? []).map((one) => `${one.person - person(0)}${one.role === null ? "" : " leads"}`);
}

const kept = (world: TestWorld) =>
  world.store.snapshot(async (read) =>
    (await read.selectFrom("removed_memberships").select("person_id").execute()).map((row) => row.person_id),
  );

const events = (world: TestWorld) =>
  world.store.snapshot(async (read) => {
    const rows = await read
      .selectFrom("events")
      .select(["kind", "address"])
      .where("kind", "=", "put-back-in-group")
      .execute();
    return rows.map(({ address }) => address);
  });

describe("who left because their provider refused us is put back", () => {
  test.each([
    ["into the group, with their roles", GROUP],
    ["into the small group, with their letter", SUBGROUP],
    ["into My List", MY_LIST],
  ])("%s, and nobody reads that they had left", async (_, to) => {
    const world = await parish();
    const before = await exported(world.store);
    const copies = await mailing(world, to);
    await bounces(world, copies, FIVE.slice(0, -1));
    expect(await exported(world.store)).not.toEqual(before);
    expect(await kept(world)).not.toEqual([]);
    const version = await world.store.directoryVersion();
    await bounces(world, copies, FIVE.slice(-1));
    expect(await exported(world.store)).toEqual(before);
    // What was read of the directory before is out of date.
    expect(await world.store.directoryVersion()).toBeGreaterThan(version);
    expect(await events(world)).toEqual([1, 2, 3, 4].map((nth) => inCrowd(200, nth)));
    expect(await kept(world)).toEqual([]);
    await tellNews(world);
    expect((await leaving(world)).filter(({ kind }) => kind === "overview")).toEqual([]);
  });

  test("and gets the next mail", async () => {
    const world = await parish();
    await bounces(world, await mailing(world, GROUP), FIVE);
    world.wait(DAY_MS);
    expect((await mailing(world, GROUP)).map(({ to }) => to).toSorted()).toEqual(SIX.map((nth) => inCrowd(200, nth)));
  });
});

test("nobody leaves because of what they are not charged with, though they are charged with another failure", async () => {
  const world = await parish();
  await bounces(world, await mailing(world, SUBGROUP), [5]);
  const before = await exported(world.store);
  await bounces(world, await mailing(world, GROUP), FIVE);
  expect(await exported(world.store)).toEqual(before);
  expect(await kept(world)).toEqual([person(5)]);
});

describe("nobody is put back", () => {
  test("who was erased meanwhile, and nothing of them is kept", async () => {
    const world = await parish();
    const copies = await mailing(world, GROUP);
    await bounces(world, copies, [1, 2, 3, 4]);
    await erase(world, 2);
    expect(await kept(world)).toEqual([1, 1, 3, 4].map(person));
    await bounces(world, copies, [5]);
    expect(await members(world)).toEqual(["1", "1 leads", "3", "4", "5", "6"]);
  });

  test("in another role than the one somebody has given them meanwhile", async () => {
    const world = await parish();
    const copies = await mailing(world, GROUP);
    await bounces(world, copies, [1, 2, 3, 4]);
    const groups = places().groups.map((group) =>
      group.id === 200 ? { ...group, members: [1, 5, 6].map((nth) => ({ person: person(nth) })) } : group,
    );
    await world.change({ groups });
    await bounces(world, copies, [5]);
    expect(await members(world)).toEqual(["1", "2", "3", "4", "5", "6"]);
    expect(await events(world)).toEqual([2, 3, 4].map((nth) => inCrowd(200, nth)));
  });

  test("as a leader where the group knows no leaders any more: they are an ordinary member", async () => {
    const world = await parish();
    const copies = await mailing(world, GROUP);
    await bounces(world, copies, [1, 2, 3, 4]);
    const groups = places().groups.map((group) =>
      group.id === 200 ? { ...group, roles: [], members: [5, 6].map((nth) => ({ person: person(nth) })) } : group,
    );
    await world.change({ groups });
    await bounces(world, copies, [5]);
    expect(await members(world)).toEqual(["1", "2", "3", "4", "5", "6"]);
  });

  test("who had come back and left again, because of a failure of their own", async () => {
    const world = await parish();
    const copies = await mailing(world, GROUP);
    await bounces(world, copies, [1, 2, 3, 4]);
    await world.change({ groups: places().groups });
    await bounces(world, await mailing(world, GROUP), [2]);
    await bounces(world, copies, [5]);
    expect(await members(world)).toEqual(["1", "1 leads", "3", "4", "5", "6"]);
    expect(await kept(world)).toEqual([person(2)]);
  });
});

test("what a dead address cost somebody months ago is forgotten when the next one leaves", async () => {
  const world = await parish();
  await bounces(world, await mailing(world, GROUP), [1, 2]);
  world.wait(91 * DAY_MS);
  await bounces(world, await mailing(world, GROUP), [3]);
  expect(await kept(world)).toEqual([person(3)]);
});
