import { expect, test } from "vitest";
import { findDestination } from "../../src/questions/destination.ts";
import { mailTo } from "../support/mails.ts";
import { DOMAIN, JUGEND, STRANGER } from "../support/people.ts";
import { hand, leaving } from "../support/post-office.ts";
import { HOUR_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const CONTACTS = ["postmaster", "Postmaster", "abuse", "service"].map((word) => `${word}@${DOMAIN}`);
const MEGABYTE = 1_048_576;

async function toPostmaster(world: TestWorld, count: number): Promise<void> {
  for (let mail = 0; mail < count; mail += 1) {
    await hand(world, mailTo({ from: STRANGER, to: `postmaster@${DOMAIN}`, subject: `${mail}` }), { proof: "none" });
  }
}

/** What RCPT says to each address. */
async function rcpt(world: TestWorld, addresses: readonly string[]): Promise<string[]> {
  const routings = await Promise.all(addresses.map((address) => findDestination(world, address)));
  return routings.map((routing) => (routing.ok ? "ok" : `${routing.reply.code} ${routing.reply.status}`));
}

test("a flood of mail to postmaster is put off once a hundred wait, until some of them have left", async () => {
  const world = await testWorld({ installation: { batch: NO_PACE } });
  await toPostmaster(world, 99);
  expect(await rcpt(world, CONTACTS)).toEqual(CONTACTS.map(() => "ok"));
  await toPostmaster(world, 1);
  expect(await rcpt(world, [...CONTACTS, "postmaster"])).toEqual(Array(5).fill("452 4.3.1"));
  expect(await rcpt(world, [JUGEND, `noreply@${DOMAIN}`])).toEqual(["ok", "ok"]);
  expect(await leaving(world)).toHaveLength(10);
  expect(await rcpt(world, CONTACTS)).toEqual(CONTACTS.map(() => "ok"));
  await toPostmaster(world, 10);
  expect(await rcpt(world, CONTACTS)).toEqual(Array(4).fill("452 4.3.1"));
  world.wait(HOUR_MS + 1);
  await leaving(world);
  expect(await rcpt(world, CONTACTS)).toEqual(CONTACTS.map(() => "ok"));
});

test("and sooner where the mails are big", async () => {
  const world = await testWorld();
  await toPostmaster(world, 4);
  await world.store.atomically((tx) =>
    tx
      .updateTable("mails")
      .set({ size_bytes: 26 * MEGABYTE })
      .execute(),
  );
  expect(await rcpt(world, CONTACTS)).toEqual(Array(4).fill("452 4.3.1"));
});
