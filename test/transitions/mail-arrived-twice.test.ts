import { describe, expect, test } from "vitest";
import { describeMessage, sourceOf } from "../../src/questions/messages.ts";
import { cancelByHand, switchQueueByHand } from "../../src/transitions/decided-by-hand.ts";
import { mailTo, type Post } from "../support/mails.ts";
import { BEAT, DOMAIN, JUGEND, KIM, KONF, LEA, MARIA, OFFICE, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { fates, hand, inWords, leaving } from "../support/post-office.ts";
import { DAY_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

function worldWhereRuthSends(): Promise<TestWorld> {
  const settings = { loginsMaySend: "send" };
  return testWorld({ directory: stage({ jugend: settings, konf: settings }), installation: { batch: NO_PACE } });
}

/** The same mail as a second server brings it. */
function byAnotherWay(post: Post): Post {
  return { ...post, raw: Buffer.concat([Buffer.from("Received: by other.example\r\n"), post.raw]) };
}

const letter = () => mailTo({ from: RUTH, to: JUGEND, subject: "Lager" });

describe("the same mail for the same target is one message", () => {
  test("when a server hands it over again because it missed our 250", async () => {
    const world = await testWorld();
    const post = letter();
    const replies = [await hand(world, post), await hand(world, byAnotherWay(post))];
    expect(replies).toEqual([["250 2.6.0 accepted"], ["250 2.6.0 accepted"]]);
    expect(await fates(world)).toEqual([`${JUGEND} held`]);
    expect(inWords(await leaving(world))).toEqual([`confirm to ${RUTH}`]);
  });

  test("when it comes over two connections at the same instant", async () => {
    const world = await testWorld();
    const post = letter();
    await Promise.all([hand(world, post), hand(world, byAnotherWay(post)), hand(world, post)]);
    expect(await fates(world)).toEqual([`${JUGEND} held`]);
    expect(inWords(await leaving(world))).toEqual([`confirm to ${RUTH}`]);
  });

  test("when it comes again after it was sent", async () => {
    const world = await worldWhereRuthSends();
    const post = letter();
    await hand(world, post);
    await leaving(world);
    world.wait(DAY_MS - 1);
    expect(await hand(world, post)).toEqual(["250 2.6.0 accepted"]);
    expect(await leaving(world)).toEqual([]);
  });

  test("when it names the group by its alias and by its number", async () => {
    const world = await testWorld();
    await hand(world, mailTo({ from: RUTH, to: [JUGEND, `gr000123@${DOMAIN}`] }));
    expect(await fates(world)).toEqual([`${JUGEND} held`]);
  });

  test.each(["smtp", "lmtp"] as const)("when both addresses are refused (%s): one notice", async (protocol) => {
    const world = await testWorld();
    const replies = await hand(world, mailTo({ from: BEAT, to: [JUGEND, `gr000123@${DOMAIN}`] }), { protocol });
    expect(new Set(replies)).toEqual(new Set(["250 2.6.0 accepted"]));
    expect(await fates(world)).toEqual([`${JUGEND} refused: sender-not-allowed`]);
    expect(inWords(await leaving(world))).toEqual([`refused to ${BEAT}`]);
  });

  test("when a program writes to both of them: it is dropped once", async () => {
    const world = await testWorld();
    const headers = ["Auto-Submitted: auto-replied"];
    await hand(world, mailTo({ from: RUTH, to: [JUGEND, `gr000123@${DOMAIN}`], headers }));
    expect(await fates(world)).toEqual([`${JUGEND} dropped: automatic-message`]);
  });
});

describe("it is another message", () => {
  test("a day later", async () => {
    const world = await testWorld();
    const post = letter();
    await hand(world, post);
    world.wait(DAY_MS);
    await hand(world, post);
    expect(await fates(world)).toEqual([`${JUGEND} held`, `${JUGEND} held`]);
  });

  test("if the text differs under the same Message-ID", async () => {
    const world = await testWorld();
    const post = letter();
    await hand(world, post);
    await hand(world, { ...post, raw: Buffer.concat([post.raw, Buffer.from("PS: mit Zelt\r\n")]) });
    expect(await fates(world)).toEqual([`${JUGEND} held`, `${JUGEND} held`]);
  });

  test("if it was refused at release, and the reason is gone", async () => {
    const world = await worldWhereRuthSends();
    const post = letter();
    await hand(world, post);
    const [jugend] = stage({ jugend: { loginsMaySend: "send" } }).groups;
    await world.change({ groups: [{ ...jugend, members: [] }] });
    expect(inWords(await leaving(world))).toEqual([`refused to ${RUTH}`]);
    await world.change({ groups: [jugend] });
    await hand(world, post);
    expect(await fates(world)).toEqual([`${JUGEND} refused: no-recipients`, `${JUGEND} queued`]);
  });

  test("if it was refused the first time, and the reason is gone", async () => {
    const world = await testWorld({ directory: stage({ jugend: { loginsMaySend: "no" } }) });
    const post = letter();
    await hand(world, post);
    await world.change({ groups: stage().groups });
    await hand(world, post);
    expect(await fates(world)).toEqual([`${JUGEND} refused: sender-not-allowed`, `${JUGEND} held`]);
    expect(await sourceOf(world, 1)).toBeNull();
    expect((await sourceOf(world, 2))?.includes(post.raw)).toBe(true);
  });
});

describe("one mail to Jugend and Konfirmanden, which share Beat", () => {
  const both = () => mailTo({ from: RUTH, to: JUGEND, cc: KONF });
  const once = [BEAT, KIM, LEA, MARIA, OFFICE, RUTH, WUETHRICHS].map((address) => `copy to ${address}`).toSorted();

  test("in one transaction becomes two messages, and Beat gets one copy", async () => {
    const world = await worldWhereRuthSends();
    await hand(world, both());
    const left = inWords(await leaving(world));
    expect(left.filter((words) => words.startsWith("copy")).toSorted()).toEqual(once);
    expect(left.filter((words) => words.startsWith("report"))).toEqual([`report to ${RUTH}`, `report to ${RUTH}`]);
    expect(await fates(world)).toEqual([`${JUGEND} sent`, `${KONF} sent`]);
    expect((await describeMessage(world, 1))?.copies).toMatchObject({ total: 4, sent: 4, already: 0 });
    expect((await describeMessage(world, 2))?.copies).toMatchObject({ total: 4, sent: 3, already: 1 });
    expect(await sourceOf(world, 2)).toEqual(await sourceOf(world, 1));
  });

  test("in two transactions, one target each, is the same mail", async () => {
    const world = await worldWhereRuthSends();
    const post = both();
    await hand(world, { ...post, to: [KONF] });
    const first = await leaving(world);
    await hand(world, { ...byAnotherWay(post), to: [JUGEND] });
    const left = inWords([...first, ...(await leaving(world))]);
    expect(left.filter((words) => words.startsWith("copy")).toSorted()).toEqual(once);
    expect((await describeMessage(world, 2))?.copies).toMatchObject({ total: 4, sent: 3, already: 1 });
  });

  test("is judged for each target alone", async () => {
    const directory = stage({ jugend: { loginsMaySend: "send" } });
    const world = await testWorld({ directory, installation: { batch: NO_PACE } });
    await hand(world, both());
    expect(await fates(world)).toEqual([`${JUGEND} queued`, `${KONF} held`]);
  });
});

test("when the target that serves Beat is stopped before his copy has gone, the other one serves him", async () => {
  const world = await worldWhereRuthSends();
  await switchQueueByHand(world, "paused");
  await hand(world, mailTo({ from: RUTH, to: [JUGEND, KONF], subject: "Lager" }));
  expect(await leaving(world)).toEqual([]);
  await cancelByHand(world, 1);
  await switchQueueByHand(world, "running");
  const copies = inWords(await leaving(world)).filter((left) => left.startsWith("copy"));
  expect(copies.toSorted()).toEqual([MARIA, BEAT, KIM, OFFICE].map((address) => `copy to ${address}`).toSorted());
  expect(await fates(world)).toEqual([`${JUGEND} cancelled`, `${KONF} sent`]);
});
