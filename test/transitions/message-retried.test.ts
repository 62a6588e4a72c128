import { describe, expect, test } from "vitest";
import { describeMessage } from "../../src/questions/messages.ts";
import { addSuppression } from "../../src/store/suppressions.ts";
import { type ByHand, cancelByHand } from "../../src/transitions/decided-by-hand.ts";
import { retryByHand } from "../../src/transitions/message-retried.ts";
import type { World } from "../../src/world.ts";
import { crowdAddress, inCrowd, stageWithCrowds } from "../support/crowd.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, JUGEND, KONF, LEA, PERSON, RUTH, stage, type WrittenSettings, WUETHRICHS } from "../support/people.ts";
import { ACCEPTS, hand, inWords, type Left, leaving, type Relay, theOne } from "../support/post-office.ts";
import { bounceOf } from "../support/returned.ts";
import { MINUTE_MS, NO_PACE, suppress, type TestWorld, testWorld } from "../support/world.ts";

const NEW = "neu@post.example";
const OTHER = "anders@post.example";

type Name = keyof typeof PERSON;

/** Changes to Ruth's stage: the addresses of persons, and who has left the Jugend or is hidden. */
interface Changes {
  emails?: Partial<Record<Name, string[]>>;
  left?: Name;
  hidden?: Name;
  settings?: WrittenSettings;
}

function stageWith({ emails = {}, left, hidden, settings = {} }: Changes) {
  const people = stage({ jugend: { loginsMaySend: "send", ...settings }, konf: { loginsMaySend: "send" } });
  const nameOf = (id: number) => (Object.keys(PERSON) as Name[]).find((name) => PERSON[name] === id);
  return {
    ...people,
    persons: people.persons.map((person) => {
      const name = nameOf(person.id);
      const changed = name && emails[name]?.map((address) => ({ address, preferred: true }));
      return { ...person, ...(changed && { emails: changed }), hidden: name === hidden };
    }),
    groups: people.groups.map((group) => ({
      ...group,
      members: group.members.filter(({ person }) => group.id !== 123 || nameOf(person) !== left || left === undefined),
    })),
  };
}

/** A relay that does not know some addresses. */
const knowsAllBut =
  (...unknown: string[]): Relay =>
  (dispatch) =>
    dispatch.kind === "copy" && unknown.includes(dispatch.copy.address)
      ? { kind: "rejected", stage: "rcpt", code: 550, reply: "550 5.1.1 unknown" }
      : ACCEPTS(dispatch);

/** Ruth has written to the Jugend; the copies to some addresses have failed. */
async function failedAt(dead: string[], before: Changes = {}): Promise<TestWorld> {
  const world = await testWorld({ directory: stageWith(before), installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: JUGEND, text: "###_SALUTATION### ###VORNAME###" }));
  await leaving(world, knowsAllBut(...dead));
  world.wait(MINUTE_MS);
  return world;
}

/** A second retry right away must do nothing more. */
async function retry(world: World): Promise<ByHand> {
  const result = await retryByHand(world, 1);
  expect(await retryByHand(world, 1)).toEqual(going(0));
  return result;
}

const going = (copies: number): ByHand => ({ kind: "done", copies });

/** Every copy of the message: `ruth@… sent: 1`, with the ids of its persons. */
async function copies(world: World): Promise<string[]> {
  const { recipients } = (await describeMessage(world, 1)) ?? { recipients: [] };
  return recipients.map(({ address, state, persons }) => `${address} ${state}: ${persons.join(", ")}`);
}

/** The first words of a copy. */
const greeting = ({ text }: Left) => text.split("\r\n\r\n")[1]?.trim();

const bounces = (world: World) =>
  world.store.snapshot(async (read) => {
    const rows = await read.selectFrom("bounces").select(["address", "state"]).orderBy("id").execute();
    return rows.map(({ address, state }) => `${address} ${state}`);
  });

const REPORT = `report to ${RUTH}`;
const { anna, urs, beat, lea, ruth } = PERSON;

describe("a failed copy goes again", () => {
  test("to Léa at the same address, and her failure does not count any more", async () => {
    const world = await failedAt([LEA]);
    expect(await bounces(world)).toEqual([`${LEA} counted`]);
    expect(await retry(world)).toEqual(going(1));
    expect(await bounces(world)).toEqual([`${LEA} replaced`]);
    expect(inWords(await leaving(world))).toEqual([`copy to ${LEA}`, REPORT]);
  });

  test("to Léa at the corrected address; that the old one failed stays in the books", async () => {
    const world = await failedAt([LEA]);
    await world.change(stageWith({ emails: { lea: [NEW] } }));
    expect(await retry(world)).toEqual(going(1));
    const left = await leaving(world);
    expect(inWords(left)).toEqual([`copy to ${NEW}`, REPORT]);
    expect(theOne(left, "report").dispatch).toMatchObject({
      notice: { notice: { outcome: { counts: { copies: 5, sent: 4, failed: 1 } } } },
    });
    expect(await copies(world)).toEqual([
      `${BEAT} sent: ${beat}`,
      `${WUETHRICHS} sent: ${anna}, ${urs}`,
      `${LEA} failed: ${lea}`,
      `${RUTH} sent: ${ruth}`,
      `${NEW} sent: ${lea}`,
    ]);
    expect(await bounces(world)).toEqual([`${LEA} counted`]);
    expect(await retry(world)).toEqual(going(0));
  });

  test("to Léa where it came back after the relay had taken it", async () => {
    const world = await testWorld({ directory: stageWith({}), installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: RUTH, to: JUGEND }));
    const copy = theOne(await leaving(world), "copy", LEA);
    await hand(world, bounceOf(copy), { proof: "none" });
    expect(await retry(world)).toEqual(going(1));
    expect(inWords(await leaving(world))).toEqual([`copy to ${LEA}`, REPORT]);
    expect(await copies(world)).toContain(`${LEA} sent: ${lea}`);
  });

  test("and again when the corrected address fails too", async () => {
    const world = await failedAt([LEA]);
    await world.change(stageWith({ emails: { lea: [NEW] } }));
    await retry(world);
    await leaving(world, knowsAllBut(NEW));
    expect(await retry(world)).toEqual(going(1));
    expect(inWords(await leaving(world))).toEqual([`copy to ${NEW}`, REPORT]);
    expect(await copies(world)).toEqual(expect.arrayContaining([`${LEA} failed: ${lea}`, `${NEW} sent: ${lea}`]));
  });

  test("once, however often the address is corrected after it has reached her", async () => {
    const world = await failedAt([LEA]);
    await world.change(stageWith({ emails: { lea: [NEW] } }));
    expect(await retry(world)).toEqual(going(1));
    await world.change(stageWith({ emails: { lea: [OTHER] } }));
    expect(await retry(world)).toEqual(going(0));
    expect(inWords(await leaving(world))).toEqual([`copy to ${NEW}`, REPORT]);
    expect(await retry(world)).toEqual(going(0));
  });

  test("to the second of her addresses where that one is corrected", async () => {
    const world = await failedAt([NEW], { emails: { lea: [LEA, NEW] } });
    await world.change(stageWith({ emails: { lea: [LEA, OTHER] } }));
    expect(await retry(world)).toEqual(going(1));
    expect(inWords(await leaving(world))).toEqual([`copy to ${OTHER}`, REPORT]);
  });

  test("to every address that Léa prefers now", async () => {
    const world = await failedAt([LEA]);
    await world.change(stageWith({ emails: { lea: [NEW, OTHER] } }));
    expect(await retry(world)).toEqual(going(2));
    expect(inWords(await leaving(world))).toEqual([`copy to ${OTHER}`, `copy to ${NEW}`, REPORT]);
  });

  test("only to the one of her two addresses that failed", async () => {
    const world = await failedAt([NEW], { emails: { lea: [LEA, NEW] } });
    await world.change(stageWith({ emails: { lea: [OTHER, NEW] } }));
    expect(await retry(world)).toEqual(going(1));
    expect(inWords(await leaving(world))).toEqual([`copy to ${NEW}`, REPORT]);
  });

  test("in parts when thousands have failed", async () => {
    const world = await testWorld({ directory: stageWithCrowds({ 200: 2_100 }), installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: RUTH, to: crowdAddress(200) }));
    await leaving(world, (dispatch) =>
      dispatch.kind === "copy" ? { kind: "unsendable", reply: "no" } : ACCEPTS(dispatch),
    );
    expect(await retry(world)).toEqual(going(2_100));
    expect((await describeMessage(world, 1))?.copies).toMatchObject({ total: 2_100, queued: 2_100 });
  });
});

describe("Anna and Urs shared a dead address", () => {
  test("and moved apart: each gets a copy of their own", async () => {
    const world = await failedAt([WUETHRICHS]);
    await world.change(stageWith({ emails: { anna: [NEW], urs: [OTHER] } }));
    expect(await retry(world)).toEqual(going(2));
    const left = await leaving(world);
    expect(greeting(theOne(left, "copy", NEW))).toBe("Liebe Anna");
    expect(greeting(theOne(left, "copy", OTHER))).toBe("Lieber Urs");
    expect(await copies(world)).toContain(`${WUETHRICHS} failed: ${anna}, ${urs}`);
  });

  test("and moved together: they share one copy again", async () => {
    const world = await failedAt([WUETHRICHS]);
    await world.change(stageWith({ emails: { anna: [NEW], urs: [NEW] } }));
    expect(await retry(world)).toEqual(going(1));
    expect(greeting(theOne(await leaving(world), "copy", NEW))).toBe("Liebe Anna, lieber Urs");
    expect(await copies(world)).toContain(`${NEW} sent: ${anna}, ${urs}`);
  });

  test("and Urs moved out: Anna is greeted alone where she still is", async () => {
    const world = await failedAt([WUETHRICHS]);
    await world.change(stageWith({ emails: { urs: [OTHER] } }));
    expect(await retry(world)).toEqual(going(2));
    const left = await leaving(world);
    expect(greeting(theOne(left, "copy", WUETHRICHS))).toBe("Liebe Anna");
    expect(greeting(theOne(left, "copy", OTHER))).toBe("Lieber Urs");
    expect(await copies(world)).toEqual(
      expect.arrayContaining([`${WUETHRICHS} sent: ${anna}`, `${OTHER} sent: ${urs}`]),
    );
  });

  test("with a copy each: each of them gets theirs at the new one", async () => {
    const settings = { copies: "per-person" };
    const world = await failedAt([WUETHRICHS], { settings });
    await world.change(stageWith({ emails: { anna: [NEW], urs: [NEW] }, settings }));
    expect(await retry(world)).toEqual(going(2));
    const left = await leaving(world);
    expect(inWords(left)).toEqual([`copy to ${NEW}`, `copy to ${NEW}`, REPORT]);
    expect(left.slice(0, 2).map(greeting)).toEqual(["Liebe Anna", "Lieber Urs"]);
  });
});

test("Beat and Léa had each other's address: both go again, each with the right name", async () => {
  const world = await failedAt([BEAT, LEA]);
  await world.change(stageWith({ emails: { beat: [LEA], lea: [BEAT] } }));
  expect(await retry(world)).toEqual(going(2));
  const left = await leaving(world);
  expect(greeting(theOne(left, "copy", BEAT))).toBe("Chère Léa");
  expect(greeting(theOne(left, "copy", LEA))).toBe("Lieber Beat");
});

test("who moved to an address that fails as well joins those who go again there", async () => {
  const world = await failedAt([WUETHRICHS, LEA]);
  await world.change(stageWith({ emails: { lea: [WUETHRICHS] } }));
  expect(await retry(world)).toEqual(going(1));
  await leaving(world);
  expect(await copies(world)).toEqual(
    expect.arrayContaining([`${WUETHRICHS} sent: ${anna}, ${urs}, ${lea}`, `${LEA} failed: ${lea}`]),
  );
});

describe("nothing goes to", () => {
  test.each<[string, Changes]>([
    ["Léa who has left the group", { left: "lea" }],
    ["Léa who has left the group, and is to be found elsewhere", { left: "lea", emails: { lea: [NEW] } }],
    ["Léa who is hidden", { hidden: "lea" }],
    ["Léa who has no address any more", { emails: { lea: [] } }],
    ["an address that got the message already through Beat", { emails: { lea: [BEAT] } }],
  ])("%s", async (_, changes) => {
    const world = await failedAt([LEA]);
    await world.change(stageWith(changes));
    expect(await retry(world)).toEqual(going(0));
    expect(await leaving(world)).toEqual([]);
    expect(await copies(world)).toContain(`${LEA} failed: ${lea}`);
    expect((await describeMessage(world, 1))?.state).toBe("sent");
  });

  test("a suppressed address, be it the old one or the new one", async () => {
    const world = await failedAt([LEA]);
    await suppress(world, LEA);
    expect(await retry(world)).toEqual(going(0));
    await suppress(world, NEW);
    await world.change(stageWith({ emails: { lea: [NEW] } }));
    expect(await retry(world)).toEqual(going(0));
  });

  test("Urs who has left, while Anna at the same address gets hers", async () => {
    const world = await failedAt([WUETHRICHS]);
    await world.change(stageWith({ left: "urs" }));
    expect(await retry(world)).toEqual(going(1));
    expect(greeting(theOne(await leaving(world), "copy"))).toBe("Liebe Anna");
  });

  test("an address that another message of the same mail has served", async () => {
    const world = await testWorld({ directory: stageWith({}), installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: RUTH, to: [JUGEND, KONF] }));
    await leaving(world, knowsAllBut(LEA));
    await world.change(stageWith({ emails: { lea: ["kim@post.example"] } }));
    expect(await retry(world)).toEqual(going(0));
  });

  test("anybody of a group that is gone", async () => {
    const world = await testWorld({ directory: stageWithCrowds({ 200: 2 }), installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: RUTH, to: crowdAddress(200) }));
    await leaving(world, knowsAllBut(inCrowd(200, 1)));
    await world.store.atomically((tx) => tx.deleteFrom("groups").where("id", "=", 200).execute());
    expect(await retry(world)).toEqual(going(0));
  });
});

describe("an address that a bounce rule has given up", () => {
  async function givenUp(world: TestWorld, address: string): Promise<void> {
    const { id } = await world.store.snapshot((read) =>
      read.selectFrom("bounces").select("id").executeTakeFirstOrThrow(),
    );
    const by = { reason: "550 unknown", sinceAt: world.clock(), by: "bounces.rules", bounce: id };
    await world.store.atomically((tx) => addSuppression(tx, { address, category: "hard", ...by }));
  }

  test("gets nothing", async () => {
    const world = await failedAt([LEA]);
    await givenUp(world, LEA);
    expect(await retry(world)).toEqual(going(0));
  });

  test("gets the invoice again", async () => {
    const world = await failedAt([LEA], { settings: { class: "transactional" } });
    await givenUp(world, LEA);
    expect(await retry(world)).toEqual(going(1));
    expect(inWords(await leaving(world))).toEqual([`copy to ${LEA}`, REPORT]);
  });
});

test("what a provider's rest holds back goes when it is over", async () => {
  const world = await failedAt([LEA]);
  const resumeAt = world.clock() + 15 * MINUTE_MS;
  await world.store.atomically(async (tx) => {
    const pause = { provider: "poste.example", failures: 1, resume_at: resumeAt, reply: "554 blocked" };
    await tx.insertInto("provider_pauses").values(pause).execute();
  });
  expect(await retry(world)).toEqual(going(1));
  expect(await leaving(world)).toEqual([]);
  world.wait(15 * MINUTE_MS);
  expect(inWords(await leaving(world))).toEqual([`copy to ${LEA}`, REPORT]);
});

test("a cancelled message is not sent again", async () => {
  const world = await testWorld({ directory: stageWith({}), installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: JUGEND }));
  await cancelByHand(world, 1);
  expect(await retryByHand(world, 1)).toEqual({ kind: "not-now", state: "cancelled" });
});
