import { describe, expect, test } from "vitest";
import type { Address } from "../../src/mail/address.ts";
import { describeBounce, summariseBounces } from "../../src/questions/bounces.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import { listSuppressions } from "../../src/store/suppressions.ts";
import { assignBounce } from "../../src/transitions/bounce-assigned.ts";
import { dismissBounce } from "../../src/transitions/bounce-dismissed.ts";
import { mailTo } from "../support/mails.ts";
import { JUGEND, LEA, RUTH, STRANGER, stage } from "../support/people.ts";
import { hand, leaving } from "../support/post-office.ts";
import { bounceOf, complaintOf } from "../support/returned.ts";
import { DAY_MS, MINUTE_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const office = (): Promise<TestWorld> =>
  testWorld({ directory: stage({ jugend: { loginsMaySend: "send" } }), installation: { batch: NO_PACE } });

async function mailing(world: TestWorld): Promise<void> {
  world.wait(MINUTE_MS);
  await hand(world, mailTo({ from: RUTH, to: JUGEND }));
  await leaving(world);
  world.wait(MINUTE_MS);
}

/** A report about a forwarding address of hers, which proves nothing. @returns its number */
async function strayReport(world: TestWorld, write = bounceOf): Promise<number> {
  const returnPath = `bounce-${"a".repeat(40)}@${world.installation.domain}`;
  const forwarded = { to: "lea@daheim.example", returnPath, text: `To: ${LEA}\r\n\r\n` };
  await hand(world, write(forwarded), { proof: "none" });
  const [newest] = await summariseBounces(world, { state: "manual", limit: 1 });
  if (newest === undefined) throw new Error("nothing is in the manual folder");
  return newest.id;
}

const assign = (world: TestWorld, id: number, address: string) => assignBounce(world, id, address as Address);

const stateFor = async (world: TestWorld, message: number) =>
  (await describeMessage(world, message))?.recipients.find(({ address }) => address === LEA)?.state;

const suppressed = async (world: TestWorld) =>
  (await world.store.snapshot(listSuppressions)).map(({ address }) => address);

const manual = async (world: TestWorld) =>
  (await summariseBounces(world, { state: "manual", limit: 10 })).map(({ id }) => id);

describe("somebody says whose a report is", () => {
  test("and the last copy to the address has bounced", async () => {
    const world = await office();
    await mailing(world);
    await mailing(world);
    const id = await strayReport(world);
    expect(await assign(world, id, LEA)).toEqual({ kind: "assigned", message: 2, state: "counted" });
    expect([await stateFor(world, 1), await stateFor(world, 2)]).toEqual(["sent", "bounced"]);
    expect(await manual(world)).toEqual([]);
    const details = await describeBounce(world, id);
    expect(details).toMatchObject({ address: LEA, state: "counted", message: 2, names: ["Léa Dubois"] });
    expect(details?.events.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      expect.stringMatching(/^bounce-manual: /),
      "bounce-assigned: the report named lea@daheim.example",
      expect.stringMatching(/^unreachable: /),
    ]);
  });

  test("a week later, and it is about the copy that had gone by then", async () => {
    const world = await office();
    await mailing(world);
    const id = await strayReport(world);
    await mailing(world);
    world.wait(40 * DAY_MS);
    expect(await assign(world, id, LEA)).toEqual({ kind: "assigned", message: 1, state: "counted" });
    expect([await stateFor(world, 1), await stateFor(world, 2)]).toEqual(["bounced", "sent"]);
  });

  test("of a copy from long before, and nothing is charged", async () => {
    const world = await office();
    await mailing(world);
    world.wait(31 * DAY_MS);
    const ids = [await strayReport(world), await strayReport(world)];
    for (const id of ids) expect((await assign(world, id, LEA)).kind).toBe("assigned");
    expect(await describeBounce(world, ids[0] ?? 0)).toMatchObject({ state: "late", message: 1 });
    expect(await stateFor(world, 1)).toBe("sent");
  });

  test("three times, and the rule acts", async () => {
    const world = await office();
    for (let time = 0; time < 3; time += 1) {
      expect(await suppressed(world)).toEqual([]);
      await mailing(world);
      await assign(world, await strayReport(world), LEA);
    }
    expect(await suppressed(world)).toEqual([LEA]);
  });

  test("to whom no copy went, and it counts for the address alone", async () => {
    const world = await office();
    for (let time = 0; time < 3; time += 1) {
      const id = await strayReport(world);
      expect(await assign(world, id, STRANGER)).toEqual({ kind: "assigned", message: null, state: "counted" });
    }
    expect(await suppressed(world)).toEqual([STRANGER]);
  });

  test("who complains, and the copy stays sent", async () => {
    const world = await office();
    await mailing(world);
    await assign(world, await strayReport(world, complaintOf), LEA);
    expect(await suppressed(world)).toEqual([LEA]);
    expect(await stateFor(world, 1)).toBe("sent");
    // Another complaint is about another copy, or about none.
    expect(await assign(world, await strayReport(world, complaintOf), LEA)).toMatchObject({ message: null });
  });
});

test("our own address, a second time, or what is not there: nothing happens", async () => {
  const world = await office();
  const id = await strayReport(world);
  expect(await assign(world, id, JUGEND)).toEqual({ kind: "own-address" });
  expect(await manual(world)).toEqual([id]);
  expect(await assign(world, 99, LEA)).toEqual({ kind: "no-such-bounce" });
  await assign(world, id, LEA);
  expect(await assign(world, id, LEA)).toEqual({ kind: "not-manual", state: "counted" });
  expect(await dismissBounce(world, id)).toEqual({ kind: "not-manual", state: "counted" });
});

test("a dismissed report charges nobody and stays readable", async () => {
  const world = await office();
  const id = await strayReport(world);
  expect(await dismissBounce(world, id)).toEqual({ kind: "dismissed" });
  expect(await manual(world)).toEqual([]);
  expect(await describeBounce(world, id)).toMatchObject({
    state: "dismissed",
    report: { from: "MAILER-DAEMON@mx.weg.example", text: expect.stringContaining("This is the mail system") },
  });
  expect(await dismissBounce(world, 99)).toEqual({ kind: "no-such-bounce" });
});
