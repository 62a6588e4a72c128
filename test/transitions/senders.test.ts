import { describe, expect, test } from "vitest";
import type { RelayAnswer } from "../../src/journey/settle.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import { describeQueue } from "../../src/questions/queue.ts";
import { switchQueueByHand } from "../../src/transitions/decided-by-hand.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, DOMAIN, HAUSKREIS, JUGEND, KIM, KONF, MARIA, OFFICE, RUTH, stage } from "../support/people.ts";
import { ACCEPTS, dispatched, hand, inWords, leaving, type Relay, theOne } from "../support/post-office.ts";
import { bounceOf } from "../support/returned.ts";
import { senders } from "../support/senders.ts";
import { HOUR_MS, MINUTE_MS, type TestWorld, testWorld } from "../support/world.ts";

const SENDS = { loginsMaySend: "send" };
const KUNDE = { kunde: { from: "versand@kunde.example", domains: ["kunde.example"] } };

/** Jugend sends as `kunde`, Konfirmanden as nobody in particular. */
async function twoSenders(kunde: object = {}, others: object = {}): Promise<TestWorld> {
  return testWorld({
    directory: stage({ jugend: { ...SENDS, sender: "kunde" }, konf: SENDS }),
    installation: senders({ kunde: { ...KUNDE.kunde, ...kunde }, ...others }),
  });
}

const letter = (to: string, subject = "Sommerlager") => mailTo({ from: `Ruth Keller <${RUTH}>`, to, subject });
const says =
  (answer: RelayAnswer): Relay =>
  () =>
    answer;
const NO_LOGIN = says({ kind: "rejected", stage: "session", code: 535, reply: "535 5.7.8 wrong password" });
const OVER_QUOTA = says({ kind: "rejected", stage: "rcpt", code: 450, reply: "450 4.7.1 hourly limit exceeded" });

async function events(world: TestWorld, kind: string): Promise<string[]> {
  const rows = await world.store.snapshot((read) =>
    read.selectFrom("events").selectAll().where("kind", "=", kind).orderBy("id").execute(),
  );
  return rows.map(({ message_id, text }) => `${message_id}: ${text}`);
}

describe("who sends as whom", () => {
  test("the mail of a group leaves as its own sender, everything else and all notices as `default`", async () => {
    const world = await twoSenders();
    await hand(world, letter(JUGEND));
    await hand(world, letter(KONF));
    const asKunde = await leaving(world, ACCEPTS, "kunde");
    expect(inWords(asKunde).map((words) => words.split(" ")[0])).toEqual(Array(4).fill("copy"));
    expect(new Set(asKunde.map((mail) => mail.header("from")))).toEqual(
      new Set(["Ruth Keller via Jugend <versand@kunde.example>"]),
    );
    expect(asKunde[0]?.header("reply-to")).toBe(`Ruth Keller <${RUTH}>`);
    expect(asKunde[0]?.header("x-original-from")).toBe(`Ruth Keller <${RUTH}>`);
    expect(inWords(await leaving(world))).toEqual([
      `report to ${RUTH}`,
      ...[BEAT, KIM, MARIA, OFFICE].toSorted().map((address) => `copy to ${address}`),
      `report to ${RUTH}`,
    ]);
    expect(await describeMessage(world, 1)).toMatchObject({ state: "sent", sender: "kunde" });
    expect(await describeMessage(world, 2)).toMatchObject({ state: "sent", sender: "default" });
  });

  test("a group below inherits it, or has its own; a small group has its own, a My List none", async () => {
    const jugend = { ...SENDS, sender: "kunde" };
    const directory = stage({ jugend, konf: SENDS, hauskreis: { ...SENDS, sender: "klein" } });
    const [first, second, ...rest] = directory.groups;
    const below = { ...second, parent: first?.id };
    const world = await testWorld({
      directory: { ...directory, groups: [first, below, ...rest] },
      installation: senders({ ...KUNDE, klein: {} }),
    });
    for (const to of [KONF, HAUSKREIS, `ml@${DOMAIN}`, `gr000123.000045@${DOMAIN}`]) await hand(world, letter(to));
    await world.change({ groups: [{ ...below, settings: { ...SENDS, sender: "klein" } }] });
    await hand(world, letter(KONF, "anders"));
    await leaving(world);
    const senderOf = async (id: number) => (await describeMessage(world, id))?.sender;
    expect(await Promise.all([1, 2, 4, 5].map(senderOf))).toEqual(["kunde", "klein", "kunde", "klein"]);
    // Ruth is asked about her My List.
    expect(await senderOf(3)).toBeNull();
  });

  test("what is set later does not change what is released", async () => {
    const world = await twoSenders();
    await hand(world, letter(JUGEND));
    await world.change({ groups: [{ ...stage().groups[0], settings: SENDS }] });
    expect(await leaving(world)).toEqual([]);
    expect(await leaving(world, ACCEPTS, "kunde")).toHaveLength(4);
  });

  test("an author of ours stays in From, if nobody could have forged them", async () => {
    const dkim = { domain: "post.example", selector: "s", keyFile: "/dev/null" };
    const own = { from: "author-if-ours", domains: ["post.example"], dkim };
    const directory = stage({ jugend: { loginsMaySend: "confirm", sender: "eigene" } });
    const world = await testWorld({ directory, installation: senders({ eigene: own }) });
    await hand(world, letter(JUGEND));
    await hand(world, letter(JUGEND, "Fälschung"), { proof: "none" });
    for (const question of await leaving(world)) {
      await hand(
        world,
        mailTo({ from: RUTH, to: question.header("reply-to")?.match(/<?([^<>]+)>?$/)?.[1] ?? "", text: "Ja" }),
      );
    }
    const left = await leaving(world, ACCEPTS, "eigene");
    const froms = left
      .filter(({ to }) => to === BEAT)
      .map((mail) => [mail.header("from"), mail.header("x-original-from")]);
    expect(froms).toEqual([
      [`Ruth Keller <${RUTH}>`, undefined],
      [`Ruth Keller via Jugend <${JUGEND}>`, `Ruth Keller <${RUTH}>`],
    ]);
  });

  test("whoever writes X-Original-From into a mail has not written it into the copies", async () => {
    const world = await twoSenders();
    const forged = mailTo({
      from: RUTH,
      to: JUGEND,
      headers: ["X-Original-From: chef@bank.example", "X-Original-From: noch@bank.example"],
    });
    await hand(world, forged);
    const [copy] = await leaving(world, ACCEPTS, "kunde");
    expect(copy?.text).not.toContain("bank.example");
    expect(copy?.header("x-original-from")).toBe(RUTH);
  });

  test("a fixed return path is that of every copy; of notices where `default` has one", async () => {
    const path = "bounces@kunde.example";
    const world = await twoSenders({ returnPath: path }, { default: { returnPath: "post@verein.example" } });
    await hand(world, letter(JUGEND));
    const copies = await leaving(world, ACCEPTS, "kunde");
    expect(new Set(copies.map(({ returnPath }) => returnPath))).toEqual(new Set([path]));
    expect(theOne(await leaving(world), "report").returnPath).toBe("post@verein.example");
  });
});

test("a bounce to a fixed return path is known by the token that the copy bears", async () => {
  const world = await twoSenders({ returnPath: `service@${DOMAIN}` });
  await hand(world, letter(JUGEND));
  const copy = theOne(await leaving(world, ACCEPTS, "kunde"), "copy", BEAT);
  expect(copy.returnPath).toBe(`service@${DOMAIN}`);
  await hand(world, bounceOf(copy));
  expect(await describeMessage(world, 1)).toMatchObject({ copies: { sent: 3, bounced: 1 } });
});

describe("each has its own pace and its own troubles", () => {
  test("one that is slow does not hold up the other, and a restart gains nothing", async () => {
    const world = await twoSenders({ batch: { size: 1, every: "5m", perHour: 2 } });
    await hand(world, letter(JUGEND));
    await hand(world, letter(KONF));
    expect(await dispatched(world, ACCEPTS, "kunde")).toHaveLength(1);
    expect(await dispatched(world)).toHaveLength(5);
    const again = await world.reopened();
    expect(await dispatched(again, ACCEPTS, "kunde")).toEqual([]);
    again.wait(5 * MINUTE_MS);
    expect(await dispatched(again, ACCEPTS, "kunde")).toHaveLength(1);
    again.wait(5 * MINUTE_MS);
    // The hour is full.
    expect(await dispatched(again, ACCEPTS, "kunde")).toEqual([]);
    expect(await describeQueue(again)).toMatchObject({
      waiting: 2,
      nextAt: new Date(again.clock() + 50 * MINUTE_MS).toISOString(),
      limits: [
        { sender: "kunde", windowMs: 5 * MINUTE_MS, used: 0, of: 1 },
        { sender: "kunde", windowMs: HOUR_MS, used: 2, of: 2 },
      ],
      senders: [
        { sender: "default", state: "ready", waiting: 0, nextAt: null },
        { sender: "kunde", state: "ready", waiting: 2 },
      ],
    });
  });

  test("the attempts of one are never swept away by the other, whose windows are shorter", async () => {
    const world = await twoSenders({ batch: { size: 3, every: "5d" } });
    await hand(world, letter(JUGEND));
    expect(await dispatched(world, ACCEPTS, "kunde")).toHaveLength(3);
    world.wait(48 * HOUR_MS);
    const paced = await world.reopened({ batch: { size: 30, everyMs: MINUTE_MS, perHour: 0, perDay: 0 } });
    await hand(paced, letter(KONF));
    expect(await dispatched(paced)).toHaveLength(5);
    expect(await dispatched(paced, ACCEPTS, "kunde")).toEqual([]);
  });

  test.each([
    ["refuses its login", NO_LOGIN],
    ["is over quota", OVER_QUOTA],
  ])(
    "one that %s pauses only itself, longer each time, and the operator reads whose trouble it is",
    async (_, trouble) => {
      const world = await twoSenders();
      await hand(world, letter(JUGEND));
      await hand(world, letter(KONF));
      await dispatched(world, trouble, "kunde");
      expect(await dispatched(world, ACCEPTS, "kunde")).toEqual([]);
      expect(await dispatched(world)).toHaveLength(5);
      const { pauses, senders: all } = await describeQueue(world);
      expect(pauses).toMatchObject([{ sender: "kunde" }]);
      expect(all).toMatchObject([
        { sender: "default", state: "ready" },
        { sender: "kunde", state: "rests", waiting: 4, nextAt: pauses[0]?.until },
      ]);
      expect(await events(world, "relay-paused")).toEqual([expect.stringMatching(/^null: kunde: [45]\d\d /)]);
      const { recipients = [] } = (await describeMessage(world, 1)) ?? {};
      expect(new Set(recipients.map(({ state, attempts }) => `${state} ${attempts}`))).toEqual(new Set(["queued 0"]));

      const first = Date.parse(pauses[0]?.until ?? "") - world.clock();
      world.wait(first);
      await dispatched(world, trouble, "kunde");
      const second = Date.parse((await describeQueue(world)).pauses[0]?.until ?? "") - world.clock();
      expect(second).toBeGreaterThan(first);
      expect(await dispatched(await world.reopened(), ACCEPTS, "kunde")).toEqual([]);
    },
  );

  test("questions never wait for the sender of a group", async () => {
    const world = await testWorld({
      directory: stage({ jugend: { sender: "kunde" }, konf: { sender: "kunde", ...SENDS } }),
      installation: senders(KUNDE),
    });
    await hand(world, letter(KONF));
    await dispatched(world, NO_LOGIN, "kunde");
    await hand(world, letter(JUGEND));
    expect(inWords(await leaving(world))).toEqual([`confirm to ${RUTH}`]);
  });

  test("`queue resume` ends the rests of all", async () => {
    const world = await twoSenders();
    await hand(world, letter(JUGEND));
    await hand(world, letter(KONF));
    await dispatched(world, NO_LOGIN, "kunde");
    await dispatched(world, NO_LOGIN);
    expect((await describeQueue(world)).pauses).toHaveLength(2);
    expect(await switchQueueByHand(world, "running")).toBe(true);
    expect((await describeQueue(world)).pauses).toEqual([]);
    expect(await dispatched(world, ACCEPTS, "kunde")).toHaveLength(4);
  });

  test("`queue pause` stops all", async () => {
    const world = await twoSenders();
    await hand(world, letter(JUGEND));
    await switchQueueByHand(world, "paused");
    expect(await dispatched(world, ACCEPTS, "kunde")).toEqual([]);
    expect(await describeQueue(world)).toMatchObject({ paused: true, waiting: 4, nextAt: null });
  });

  test("a question says how long the mail takes at the pace of its own sender", async () => {
    const world = await testWorld({
      directory: stage({ jugend: { sender: "kunde" } }),
      installation: senders({ kunde: { ...KUNDE.kunde, batch: { size: 1, every: "1h" } } }),
    });
    await hand(world, letter(JUGEND));
    const question = theOne(await leaving(world), "confirm");
    expect(question.text).toContain("3 Stunden");
  });
});

test("a group cannot choose a sender that nobody has configured", async () => {
  const world = await twoSenders();
  const wrong = { groups: [{ ...stage().groups[0], settings: { sender: "kunden" } }] };
  await expect(world.change(wrong)).rejects.toThrow("kunde");
});
