import { describe, expect, test } from "vitest";
import { findDestination } from "../../src/questions/destination.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import { mailTo, type Post } from "../support/mails.ts";
import { BEAT, DOMAIN, JUGEND, LEA, RUTH, STRANGER, stage } from "../support/people.ts";
import { hand, inWords, type Left, leaving, theOne, type Way } from "../support/post-office.ts";
import { bounceOf } from "../support/returned.ts";
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

describe("while too much waits to be passed on,", () => {
  const PUT_OFF = expect.stringMatching(/^452 4\.3\.1/);
  const TAKEN = "250 2.6.0 accepted";
  const UNPROVEN: Way = { proof: "none" };

  /** Ruth has written to Jugend, and then a hundred mails came to postmaster. @returns what Léa and Beat got */
  async function flooded(settings: object = {}): Promise<{ world: TestWorld; lea: Left; beat: Left }> {
    const directory = stage({ jugend: { loginsMaySend: "send", ...settings } });
    const world = await testWorld({ directory, installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: RUTH, to: JUGEND }));
    const left = await leaving(world);
    await toPostmaster(world, 100);
    return { world, lea: theOne(left, "copy", LEA), beat: theOne(left, "copy", BEAT) };
  }

  const words = (to: string | string[]): Post => mailTo({ from: LEA, to, subject: "Re: Hallo", text: "Ich komme!" });

  const optOutAddress = (copy: Left): string =>
    /mailto:([^?>]+)/.exec(copy.header("list-unsubscribe") ?? "")?.[1] ?? "";

  const mailsStored = (world: TestWorld) =>
    world.store.snapshot(async (read) => (await read.selectFrom("mails").select("id").execute()).length);

  test("what a person answers to a return path is put off and not kept, and taken when there is room", async () => {
    const { world, lea } = await flooded();
    const before = await mailsStored(world);
    expect(await hand(world, words(lea.returnPath), UNPROVEN)).toEqual([PUT_OFF]);
    expect(await mailsStored(world)).toBe(before);
    expect(inWords(await leaving(world))).not.toContain(`forwarded to ${RUTH}`);
    expect(await hand(world, words(lea.returnPath), UNPROVEN)).toEqual([TAKEN]);
    expect(inWords(await leaving(world))).toEqual([`forwarded to ${RUTH}`]);
  });

  test("a hundred answers to one return path fill it themselves", async () => {
    const directory = stage({ jugend: { loginsMaySend: "send" } });
    const world = await testWorld({ directory, installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: RUTH, to: JUGEND }));
    const { returnPath } = theOne(await leaving(world), "copy", LEA);
    const said: string[] = [];
    for (let mail = 0; mail < 102; mail += 1) {
      said.push(...(await hand(world, mailTo({ from: LEA, to: returnPath, subject: `${mail}` }), UNPROVEN)));
    }
    expect(said).toEqual([...Array(100).fill(TAKEN), PUT_OFF, PUT_OFF]);
  });

  test("nobody hears whether the token of a return path was a true one", async () => {
    const { world, lea } = await flooded();
    const invented = `bounce-${"a".repeat(40)}@${DOMAIN}`;
    expect(await hand(world, words(invented), UNPROVEN)).toEqual(await hand(world, words(lea.returnPath), UNPROVEN));
  });

  test("a bounce is taken all the same, and counts", async () => {
    const { world, lea } = await flooded();
    expect(await hand(world, bounceOf(lea), UNPROVEN)).toEqual([TAKEN]);
    expect((await describeMessage(world, 1))?.copies.bounced).toBe(1);
  });

  test("a bounce to the address for opting out is taken too, even if it looks like a wish", async () => {
    const { world, beat } = await flooded({ class: "official" });
    const headers = [`X-Failed-Recipients: ${BEAT}`];
    const text = `This message was created automatically by mail delivery software.\n
A message that you sent could not be delivered to one or more of its recipients.\n
  ${BEAT}\n    550 5.1.1 user unknown\n
------ This is a copy of the message, including all the headers. ------\n\n${beat.text}`;
    const post = mailTo({ from: "x@post.example", to: optOutAddress(beat), subject: "unsubscribe", text, headers });
    expect(await hand(world, { ...post, from: "" }, UNPROVEN)).toEqual([TAKEN]);
    expect((await describeMessage(world, 1))?.copies.bounced).toBe(1);
  });

  test("what is put off for one address of ours is put off for all, and sent once when it comes again", async () => {
    const { world, lea } = await flooded();
    const both = mailTo({ from: RUTH, to: [JUGEND, lea.returnPath], subject: "Sommerlager" });
    expect(await hand(world, both)).toEqual([PUT_OFF]);
    expect(await describeMessage(world, 2)).toBeUndefined();
    await leaving(world);
    expect(await hand(world, both)).toEqual([TAKEN]);
    expect((await leaving(world)).filter(({ kind, to }) => kind === "copy" && to === LEA)).toHaveLength(1);
  });

  test("a front server hears by LMTP which address must wait, and the others have their mail", async () => {
    const { world, lea } = await flooded();
    const both = mailTo({ from: RUTH, to: [JUGEND, lea.returnPath], subject: "Sommerlager" });
    expect(await hand(world, both, { protocol: "lmtp" })).toEqual([TAKEN, PUT_OFF]);
    expect((await leaving(world)).filter(({ kind, to }) => kind === "copy" && to === LEA)).toHaveLength(1);
  });

  test("a wish that a person must read waits, and Beat's own opt-out does not", async () => {
    const official = await flooded({ class: "official" });
    const wish = mailTo({ from: BEAT, to: optOutAddress(official.beat), subject: "unsubscribe" });
    expect(await hand(official.world, wish, UNPROVEN)).toEqual([PUT_OFF]);
    await leaving(official.world);
    expect(await hand(official.world, wish, UNPROVEN)).toEqual([TAKEN]);

    const { world, beat } = await flooded();
    const own = mailTo({ from: BEAT, to: optOutAddress(beat), subject: "unsubscribe" });
    expect(await hand(world, own, UNPROVEN)).toEqual([TAKEN]);
    expect(inWords(await leaving(world))).toContain(`unsubscribed to ${BEAT}`);
  });
});
