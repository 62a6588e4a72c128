import { describe, expect, test } from "vitest";
import type { BounceRule } from "../../src/journey/bounce/rules.ts";
import type { RelayAnswer } from "../../src/journey/settle.ts";
import { domainsWithoutProvider } from "../../src/questions/domains-without-provider.ts";
import { providerPause } from "../../src/store/providers.ts";
import { listSuppressions } from "../../src/store/suppressions.ts";
import { providerFound } from "../../src/transitions/provider-found.ts";
import type { World } from "../../src/world.ts";
import { mailTo } from "../support/mails.ts";
import { CONTACT, DOMAIN, RUTH, stage } from "../support/people.ts";
import { ACCEPTS, hand, inWords, leaving, type Relay, theOne } from "../support/post-office.ts";
import { bounceOf } from "../support/returned.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const BLOCKED: RelayAnswer = {
  kind: "rejected",
  stage: "rcpt",
  code: 554,
  reply: "554 5.7.1 Service unavailable; client host blocked using zen.spamhaus.org",
};

const UNKNOWN: RelayAnswer = { kind: "rejected", stage: "rcpt", code: 550, reply: "550 5.1.1 User unknown" };

const HOSTER = "hoster.ch";
const WORKERS = 6;

/** The nth member has an address in a domain of their own. */
const domainOf = (member: number) => `verein${member}.ch`;
const addressOf = (member: number) => `person@${domainOf(member)}`;
const ALL = Array.from({ length: WORKERS }, (_, place) => place + 1);

async function sixDomains(rules: BounceRule[] = []): Promise<TestWorld> {
  const people = stage();
  const directory = {
    ...people,
    persons: [
      ...people.persons,
      ...ALL.map((member) => ({ id: 200 + member, emails: [{ address: addressOf(member) }] })),
    ],
    groups: [
      ...people.groups,
      {
        id: 200,
        name: "Vereine",
        settings: { loginsMaySend: "send" },
        members: ALL.map((member) => ({ person: 200 + member })),
      },
    ],
  };
  const world = await testWorld({ directory, installation: { batch: NO_PACE } });
  return rules.length === 0 ? world : world.reopened({ bounces: { ...world.installation.bounces, rules } });
}

/** Ruth writes to all six, and each of these domains refuses the mail. */
async function blockedAt(world: World, members: readonly number[] = ALL, answer = BLOCKED): Promise<void> {
  const refusing: Relay = (dispatch) =>
    dispatch.kind === "copy" && members.some((member) => dispatch.copy.address === addressOf(member))
      ? answer
      : ACCEPTS(dispatch);
  await hand(world, mailTo({ from: RUTH, to: `gr000200@${DOMAIN}` }));
  await leaving(world, refusing);
}

const states = (world: World) =>
  world.store.snapshot(async (read) => {
    const rows = await read.selectFrom("bounces").select(["domain", "state"]).orderBy("domain").execute();
    return rows.map(({ domain, state }) => `${domain} ${state}`);
  });

const pause = (world: World, provider = HOSTER) => world.store.snapshot((read) => providerPause(read, provider));

/** It becomes known that these domains have their mail at the hoster. */
async function found(world: World, members: readonly number[]): Promise<void> {
  for (const member of members) await providerFound(world, { domain: domainOf(member), provider: HOSTER });
}

describe("six domains refuse us, each for itself as it seems", () => {
  test("and when five turn out to be one provider's, nobody there is charged, it rests, and the operator is told", async () => {
    const world = await sixDomains();
    await blockedAt(world);
    expect(await states(world)).toEqual(ALL.map((member) => `${domainOf(member)} counted`));
    await found(world, [1, 2, 3, 4]);
    expect(await pause(world)).toBeUndefined();
    await found(world, [5]);
    expect(await states(world)).toEqual([
      ...[1, 2, 3, 4, 5].map((member) => `${domainOf(member)} spared`),
      `${domainOf(6)} counted`,
    ]);
    expect(await pause(world)).toMatchObject({ failures: 1, resumeAt: world.clock() + 15 * MINUTE_MS });
    expect(inWords(await leaving(world))).toEqual([`operator to ${CONTACT}`]);
    await found(world, [6]);
    expect(await states(world)).toEqual(ALL.map((member) => `${domainOf(member)} spared`));
    expect(await leaving(world)).toEqual([]);
  });

  test("what a rule has done meanwhile is undone", async () => {
    const world = await sixDomains([{ category: "hard", after: 1, withinMs: DAY_MS, action: "suppress" }]);
    await blockedAt(world, ALL, UNKNOWN);
    expect(await world.store.snapshot(listSuppressions)).toHaveLength(WORKERS);
    await found(world, ALL);
    expect(await world.store.snapshot(listSuppressions)).toEqual([]);
  });

  test("who is unknown there is still charged, though the others' failures turn out to be the provider's", async () => {
    const world = await sixDomains([{ category: "hard", after: 1, withinMs: DAY_MS, action: "suppress" }]);
    await hand(world, mailTo({ from: RUTH, to: `gr000200@${DOMAIN}` }));
    const left = await leaving(world);
    const comesBack = async (member: number, said: Parameters<typeof bounceOf>[1]) =>
      hand(world, bounceOf(theOne(left, "copy", addressOf(member)), said), { proof: "none" });
    for (const member of [1, 2, 3, 4, 5]) await comesBack(member, { status: "4.4.1", words: "timed out" });
    // Failures from before are judged with the next one.
    world.wait(25 * HOUR_MS);
    await found(world, ALL);
    await comesBack(6, {});
    expect(await states(world)).toEqual([
      ...[1, 2, 3, 4, 5].map((member) => `${domainOf(member)} spared`),
      `${domainOf(6)} counted`,
    ]);
    expect((await world.store.snapshot(listSuppressions)).map(({ address }) => address)).toEqual([addressOf(6)]);
  });

  test("and yesterday's failures are left as they were", async () => {
    const world = await sixDomains();
    await blockedAt(world);
    world.wait(25 * HOUR_MS);
    await found(world, ALL);
    expect(await states(world)).toEqual(ALL.map((member) => `${domainOf(member)} counted`));
    expect(await pause(world)).toBeUndefined();
  });
});

test("while a provider rests, copies to a domain that turns out to be one of its own wait as well", async () => {
  const world = await sixDomains();
  await blockedAt(world, [1, 2, 3, 4, 5]);
  await found(world, [1, 2, 3, 4, 5]);
  await leaving(world);
  await hand(world, mailTo({ from: RUTH, to: `gr000200@${DOMAIN}` }));
  const slow: Relay = () => ({ kind: "rejected", stage: "rcpt", code: 451, reply: "451 4.3.0 later" });
  expect(inWords(await leaving(world, slow))).toEqual([`copy to ${addressOf(6)}`]);
  await found(world, [6]);
  world.wait(10 * MINUTE_MS);
  expect(await leaving(world)).toEqual([]);
  world.wait(5 * MINUTE_MS);
  expect(inWords(await leaving(world))).toEqual([
    ...ALL.map((member) => `copy to ${addressOf(member)}`),
    `report to ${RUTH}`,
  ]);
});

describe("domains are to be looked up", () => {
  test("when copies have failed there, and not when all is well", async () => {
    const world = await sixDomains();
    await blockedAt(world, []);
    expect(await domainsWithoutProvider(world)).toEqual([]);
    await blockedAt(world, [2, 4]);
    expect(await domainsWithoutProvider(world)).toEqual([domainOf(2), domainOf(4)]);
  });

  test("after a month when their provider is known", async () => {
    const world = await sixDomains();
    await blockedAt(world, [2]);
    await found(world, [2]);
    world.wait(29 * DAY_MS);
    await blockedAt(world, [2]);
    expect(await domainsWithoutProvider(world)).toEqual([]);
    world.wait(DAY_MS);
    await blockedAt(world, [2]);
    expect(await domainsWithoutProvider(world)).toEqual([domainOf(2)]);
  });

  test("after an hour when DNS said nothing, and no more when the failure is a day old", async () => {
    const world = await sixDomains();
    await blockedAt(world, [2]);
    const nothing = () => providerFound(world, { domain: domainOf(2), provider: domainOf(2) });
    await nothing();
    world.wait(59 * MINUTE_MS);
    expect(await domainsWithoutProvider(world)).toEqual([]);
    world.wait(MINUTE_MS);
    expect(await domainsWithoutProvider(world)).toEqual([domainOf(2)]);
    await nothing();
    world.wait(DAY_MS);
    expect(await domainsWithoutProvider(world)).toEqual([]);
  });
});
