import { expect, test } from "vitest";
import { findDestination } from "../../src/questions/destination.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, DOMAIN, JUGEND, PERSON, RUTH, stage } from "../support/people.ts";
import { fates, hand, leaving, theOne } from "../support/post-office.ts";
import { NO_PACE, suppress, type TestWorld, testWorld } from "../support/world.ts";

/** What was asked about the directory is remembered; here it changes between two mails that ask the same. */

/** A server's world, and the same database as a command in another process has it. */
async function serverAndCommand(): Promise<{ server: TestWorld; command: TestWorld }> {
  const server = await testWorld({ installation: { batch: NO_PACE } });
  return { server, command: await server.reopened() };
}

function isThere(world: TestWorld, address: string): Promise<boolean> {
  return findDestination(world, address).then(({ ok }) => ok);
}

test("who loses the right to write is refused with the next mail", async () => {
  const { server, command } = await serverAndCommand();
  await hand(server, mailTo({ from: RUTH, to: JUGEND }));
  const logins = stage().logins.map((login) => ({ ...login, enabled: false }));
  await command.change({ logins });
  await hand(server, mailTo({ from: RUTH, to: JUGEND }));
  expect(await fates(server)).toEqual([`${JUGEND} held`, `${JUGEND} refused: sender-not-allowed`]);
});

test("an address is there as soon as somebody has made it, and gone as soon as it was taken away", async () => {
  const { server, command } = await serverAndCommand();
  const chor = `chor@${DOMAIN}`;
  expect(await isThere(server, chor)).toBe(false);
  await command.change({ groups: [{ id: 200, name: "Chor", parent: null, alias: "chor" }] });
  expect(await isThere(server, chor)).toBe(true);
  await command.change({ groups: [{ id: 200, name: "Chor", parent: null, alias: "kirchenchor" }] });
  expect(await isThere(server, chor)).toBe(false);
});

test("a question counts who belongs to the group at that moment", async () => {
  const { server, command } = await serverAndCommand();
  const asked = async () => {
    await hand(server, mailTo({ from: RUTH, to: JUGEND }));
    const { text } = theOne(await leaving(server), "confirm");
    return /(\d+) Personen an/.exec(text)?.[1];
  };
  expect(await asked()).toBe("5");
  await suppress(command, BEAT);
  expect(await asked()).toBe("4");
  await command.change({ persons: [{ id: PERSON.lea, firstName: "Léa", lastName: "Dubois", hidden: true }] });
  expect(await asked()).toBe("3");
});

test("a change that was undone is no change", async () => {
  const { server } = await serverAndCommand();
  const before = await server.store.directoryVersion();
  await expect(
    server.store.atomically(async (tx) => {
      await tx.deleteFrom("logins").execute();
      await tx
        .updateTable("directory_version")
        .set({ version: before + 1 })
        .execute();
      throw new Error("undone");
    }),
  ).rejects.toThrow("undone");
  expect(await server.store.directoryVersion()).toBe(before);
  await hand(server, mailTo({ from: RUTH, to: JUGEND }));
  expect(await describeMessage(server, 1)).toMatchObject({ category: "login" });
});
