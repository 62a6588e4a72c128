import { describe, expect, test } from "vitest";
import type { BounceRule } from "../../src/journey/bounce/rules.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, DOMAIN, HAUSKREIS, JUGEND, LEA, PERSON, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { answerTo, hand, type Left, leaving } from "../support/post-office.ts";
import { bounceOf } from "../support/returned.ts";
import { DAY_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const RULE: BounceRule = { category: "hard", after: 1, withinMs: DAY_MS, action: "remove-from-group" };

function parish(directory: unknown = stage({ jugend: { loginsMaySend: "send" } })): Promise<TestWorld> {
  const bounces = { rules: [RULE], gatherMs: 0, tellEveryMs: DAY_MS };
  return testWorld({ directory, installation: { batch: NO_PACE, bounces } });
}

/** Ruth writes, says yes where she is asked, and the copy to somebody comes back. */
async function bouncing(world: TestWorld, to: string, dead: string): Promise<void> {
  const copies = await mailing(world, to);
  const copy = copies.find((one) => one.to === dead);
  if (copy === undefined) throw new Error(`no copy went to ${dead}`);
  await hand(world, bounceOf(copy), { proof: "none" });
}

async function mailing(world: TestWorld, to: string): Promise<Left[]> {
  world.wait(60_000);
  await hand(world, mailTo({ from: RUTH, to, text: "Grüezi" }));
  let left = await leaving(world);
  const question = left.find(({ kind }) => kind === "confirm");
  if (question !== undefined) {
    await hand(world, answerTo(question, "Ja"));
    left = await leaving(world);
  }
  return left.filter(({ kind }) => kind === "copy");
}

const recipients = async (world: TestWorld, to: string) => (await mailing(world, to)).map((copy) => copy.to).toSorted();

const events = (world: TestWorld) =>
  world.store.snapshot(async (read) => {
    const rows = await read
      .selectFrom("events")
      .select(["kind", "address"])
      .where("bounce_id", "is not", null)
      .execute();
    return rows.map(({ kind, address }) => `${kind} ${address}`);
  });

describe("who cannot be reached leaves", () => {
  test("the group, and stays everywhere else", async () => {
    const world = await parish();
    await bouncing(world, JUGEND, LEA);
    expect(await recipients(world, JUGEND)).toEqual([BEAT, WUETHRICHS, RUTH]);
    expect(await events(world)).toEqual([`removed-from-group ${LEA}`]);
    const person = await world.store.snapshot((read) =>
      read.selectFrom("persons").select("id").where("id", "=", PERSON.lea).executeTakeFirst(),
    );
    expect(person).toBeDefined();
  });

  test("the group together with whoever shares the address", async () => {
    const world = await parish();
    await bouncing(world, JUGEND, WUETHRICHS);
    expect(await recipients(world, JUGEND)).toEqual([BEAT, LEA, RUTH]);
  });

  test("a small group", async () => {
    const world = await parish();
    const [first] = await recipients(world, HAUSKREIS);
    if (first === undefined) throw new Error("nobody is in the small group");
    await bouncing(world, HAUSKREIS, first);
    expect(await recipients(world, HAUSKREIS)).not.toContain(first);
  });

  test("My List", async () => {
    const people = stage();
    const logins = people.logins.map((login) => ({ ...login, myList: [PERSON.beat, PERSON.lea] }));
    const world = await parish({ ...people, logins });
    await bouncing(world, `ml@${DOMAIN}`, LEA);
    expect(await recipients(world, `ml@${DOMAIN}`)).toEqual([BEAT]);
  });
});

test("nobody leaves who was reached at another address by the same mail", async () => {
  const people = stage({ jugend: { loginsMaySend: "send" } });
  const emails = [
    { address: LEA, preferred: true },
    { address: "lea@buero.example", preferred: true },
  ];
  const persons = people.persons.map((person) => (person.id === PERSON.lea ? { ...person, emails } : person));
  const world = await parish({ ...people, persons });
  await bouncing(world, JUGEND, LEA);
  expect(await recipients(world, JUGEND)).toContain("lea@buero.example");
  expect(await events(world)).toEqual([`unreachable ${LEA}`]);
});

test("nobody can leave a search, so the overview only names them", async () => {
  const people = stage();
  const filters = [{ id: 3, name: "Léas", alias: "leas", where: { all: [{ field: "firstName", equals: "Léa" }] } }];
  const world = await parish({ ...people, filters });
  await bouncing(world, `leas@${DOMAIN}`, LEA);
  expect(await events(world)).toEqual([`unreachable ${LEA}`]);
  expect(await recipients(world, `leas@${DOMAIN}`)).toEqual([LEA]);
  expect((await describeMessage(world, 1))?.copies).toMatchObject({ bounced: 1 });
});

describe("nobody hears twice of the same dead address", () => {
  test("when it is found by a search, which nobody can leave", async () => {
    const people = stage();
    const filters = [{ id: 3, name: "Léas", alias: "leas", where: { all: [{ field: "firstName", equals: "Léa" }] } }];
    const world = await parish({ ...people, filters });
    for (let time = 0; time < 3; time += 1) await bouncing(world, `leas@${DOMAIN}`, LEA);
    expect(await events(world)).toEqual([`unreachable ${LEA}`]);
  });

  test("when the next mail had left before she was taken out of the group", async () => {
    const world = await parish();
    const copies = [...(await mailing(world, JUGEND)), ...(await mailing(world, JUGEND))];
    for (const copy of copies.filter(({ to }) => to === LEA)) await hand(world, bounceOf(copy), { proof: "none" });
    expect(await events(world)).toEqual([`removed-from-group ${LEA}`]);
  });

  test("when one rule tells of it and another takes her out of the group", async () => {
    const world = await (await parish()).reopened({
      bounces: { rules: [{ ...RULE, action: "notify" }, RULE], gatherMs: 0, tellEveryMs: DAY_MS },
    });
    await bouncing(world, JUGEND, LEA);
    expect(await events(world)).toEqual([`removed-from-group ${LEA}`]);
  });
});
