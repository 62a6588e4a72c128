import { expect, onTestFinished, test } from "vitest";
import { type ProviderLookups, startProviderLookups } from "../../src/dns/provider-lookups.ts";
import { crowdAddress, stageWithCrowds } from "../support/crowd.ts";
import { type DnsServer, dnsServer } from "../support/dns-server.ts";
import { mailTo } from "../support/mails.ts";
import { RUTH } from "../support/people.ts";
import { ACCEPTS, hand, leaving } from "../support/post-office.ts";
import { NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

/** Copies to groups fail at one domain each: `crowd200.example` and so on. */
async function failedAt(groups: readonly number[]): Promise<TestWorld> {
  const sizes = Object.fromEntries(groups.map((group) => [group, 1]));
  const world = await testWorld({ directory: stageWithCrowds(sizes), installation: { batch: NO_PACE } });
  for (const group of groups) await fail(world, group);
  return world;
}

async function fail(world: TestWorld, group: number): Promise<void> {
  await hand(world, mailTo({ from: RUTH, to: crowdAddress(group) }));
  await leaving(world, (dispatch) =>
    dispatch.kind === "copy"
      ? { kind: "rejected", stage: "rcpt", code: 550, reply: "550 5.1.1 unknown" }
      : ACCEPTS(dispatch),
  );
}

function started(world: TestWorld, server: DnsServer): ProviderLookups {
  const lookups = startProviderLookups(world, [server.address]);
  onTestFinished(() => lookups.stop());
  return lookups;
}

/** What is remembered: `crowd200.example of hoster.ch`. */
const remembered = (world: TestWorld) =>
  world.store.snapshot(async (read) => {
    const rows = await read.selectFrom("mail_domains").selectAll().orderBy("domain").execute();
    return rows.map(({ domain, provider }) => `${domain} of ${provider}`);
  });

const hostedBy = (exchange: string) => [{ type: "MX", preference: 10, exchange }] as const;

test("the providers of all domains where copies failed become known, and each is asked for once", async () => {
  const groups = Array.from({ length: 25 }, (_, place) => 200 + place);
  const world = await failedAt(groups);
  const server = await dnsServer(
    Object.fromEntries(groups.map((group) => [`crowd${group}.example MX`, hostedBy("mx.hoster.ch")])),
  );
  const lookups = started(world, server);
  await expect
    .poll(() => remembered(world), { timeout: 10_000 })
    .toEqual(groups.map((group) => `crowd${group}.example of hoster.ch`));
  await lookups.stop();
  expect(server.asked.toSorted()).toEqual(groups.map((group) => `crowd${group}.example MX`));
});

test("one domain whose server fails holds up nobody, and stands for itself", async () => {
  const world = await failedAt([200, 201]);
  const server = await dnsServer({
    "crowd200.example MX": "servfail",
    "crowd201.example MX": hostedBy("mx.hoster.ch"),
  });
  started(world, server);
  await expect
    .poll(() => remembered(world), { timeout: 10_000 })
    .toEqual(["crowd200.example of crowd200.example", "crowd201.example of hoster.ch"]);
});

test("nobody is asked while nothing has failed; a ring is heard", async () => {
  const world = await failedAt([]);
  await world.change(stageWithCrowds({ 200: 1 }));
  const server = await dnsServer({ "crowd200.example MX": hostedBy("mx.hoster.ch") });
  const lookups = started(world, server);
  await fail(world, 200);
  lookups.look();
  await expect.poll(() => remembered(world), { timeout: 10_000 }).toEqual(["crowd200.example of hoster.ch"]);
});

test("who stops while a server is silent does not wait for it, and nothing is made of it", async () => {
  const world = await failedAt([200]);
  const server = await dnsServer({ "crowd200.example MX": "silent" });
  const lookups = started(world, server);
  await expect.poll(() => server.asked, { timeout: 10_000 }).not.toEqual([]);
  const startedAt = performance.now();
  await lookups.stop();
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  expect(await remembered(world)).toEqual([]);
});
