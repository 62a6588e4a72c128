import { describe, expect, test } from "vitest";
import { summariseBounces } from "../../src/questions/bounces.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import { mailTo } from "../support/mails.ts";
import { CONTACT, DOMAIN, JUGEND, LEA, RUTH, STRANGER, stage } from "../support/people.ts";
import { hand, inWords, type Left, leaving, theOne } from "../support/post-office.ts";
import { bounceOf, complaintOf } from "../support/returned.ts";
import { NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const UNPROVEN = { proof: "none" } as const;

/** Ruth has written to Jugend. @returns the copy that Léa got */
async function sent(): Promise<{ world: TestWorld; copy: Left }> {
  const directory = stage({ jugend: { loginsMaySend: "send" } });
  const world = await testWorld({ directory, installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: JUGEND, subject: "Sommerlager" }));
  return { world, copy: theOne(await leaving(world), "copy", LEA) };
}

const events = (world: TestWorld) =>
  world.store.snapshot(async (read) => {
    const rows = await read.selectFrom("events").select(["kind", "text"]).where("kind", "!=", "released").execute();
    return rows.map(({ kind, text }) => `${kind}: ${text}`);
  });

const bounced = async (world: TestWorld) => (await describeMessage(world, 1))?.copies.bounced;

describe("to the return path of a copy", () => {
  test("a person answers: their words go on to the author", async () => {
    const { world, copy } = await sent();
    await hand(
      world,
      mailTo({ from: LEA, to: copy.returnPath, subject: "Re: Sommerlager", text: "Ich komme!" }),
      UNPROVEN,
    );
    const left = await leaving(world);
    expect(inWords(left)).toEqual([`forwarded to ${RUTH}`]);
    expect(left[0]?.text).toContain("Ich komme!");
    expect(await bounced(world)).toBe(0);
  });

  test("the notice names the address where they came in, whatever else the mail was for", async () => {
    const { world, copy } = await sent();
    const to = [`noreply@${DOMAIN}`, copy.returnPath];
    await hand(world, mailTo({ from: LEA, to, subject: "Re: Sommerlager", text: "Ich komme!" }), UNPROVEN);
    const { dispatch } = theOne(await leaving(world), "forwarded", RUTH);
    expect(dispatch).toMatchObject({ notice: { notice: { kind: "forwarded", to: copy.returnPath } } });
  });

  test("who may not read the group does not learn so who belongs to it: the words go to the contact", async () => {
    const directory = stage({ jugend: { othersMaySend: "send" } });
    const world = await testWorld({ directory, installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: STRANGER, to: JUGEND }));
    const copy = theOne(await leaving(world), "copy", LEA);
    await hand(world, mailTo({ from: LEA, to: copy.returnPath, text: "Bin in den Bergen." }), UNPROVEN);
    expect(inWords(await leaving(world))).toEqual([`forwarded to ${CONTACT}`]);
  });

  test.each([
    ["Auto-Submitted: auto-replied", "Abwesend"],
    ["X-Mailer: Ferienprogramm", "Abwesenheitsnotiz: Sommerlager"],
  ])("a holiday program answers («%s»): nobody hears of it", async (header, subject) => {
    const { world, copy } = await sent();
    const reply = mailTo({
      from: LEA,
      to: copy.returnPath,
      subject,
      text: "Ich bin bis Montag weg.",
      headers: [header],
    });
    await hand(world, reply, UNPROVEN);
    expect(await leaving(world)).toEqual([]);
    expect(await bounced(world)).toBe(0);
    expect(await events(world)).toEqual(["mail-dropped: automatic mail to a return path"]);
  });

  test("Léa's server sends her copy back to where it came from: nobody gets it, again and again", async () => {
    const { world, copy } = await sent();
    await hand(world, { from: LEA, to: [copy.returnPath], raw: Buffer.from(copy.text) }, UNPROVEN);
    expect(await leaving(world)).toEqual([]);
    expect(await bounced(world)).toBe(0);
    expect(await events(world)).toEqual(["mail-dropped: a mail of ours goes in circles"]);
  });

  test("a report of a delay is noted, and no more", async () => {
    const { world, copy } = await sent();
    await hand(world, bounceOf(copy, { action: "delayed", status: "4.4.1", words: "450 4.4.1 timed out" }), UNPROVEN);
    expect(await bounced(world)).toBe(0);
    expect(await events(world)).toEqual(["mail-returned: a report says: delayed"]);
  });
});

describe("to an invented return path", () => {
  const INVENTED = `bounce-${"a".repeat(40)}@${DOMAIN}`;

  test("what a person writes is dropped, and the client hears the same", async () => {
    const { world, copy } = await sent();
    const post = (to: string) => mailTo({ from: STRANGER, to, subject: "Hallo", text: "Wer ist da?" });
    expect(await hand(world, post(INVENTED), UNPROVEN)).toEqual(await hand(world, post(copy.returnPath), UNPROVEN));
    expect(inWords(await leaving(world))).toEqual([`forwarded to ${RUTH}`]);
  });

  test("a report that names the author's Message-ID and everybody's address disables nobody", async () => {
    const { world, copy } = await sent();
    const text = copy.text.replace(/^X-Rundmail-Copy: .*$/m, "X-Forged: yes");
    for (const forge of [bounceOf, complaintOf])
      await hand(world, forge({ ...copy, text, returnPath: INVENTED }), UNPROVEN);
    expect(await bounced(world)).toBe(0);
    const { suppressions } = await world.store.snapshot((read) =>
      read
        .selectFrom("suppressions")
        .select((eb) => eb.fn.countAll<number>().as("suppressions"))
        .executeTakeFirstOrThrow(),
    );
    expect(suppressions).toBe(0);
  });
});

describe("a report to", () => {
  test.each([
    JUGEND,
    `service@${DOMAIN}`,
    `noreply@${DOMAIN}`,
    `abuse@${DOMAIN}`,
    `confirm-${"a".repeat(40)}@${DOMAIN}`,
  ])("%s counts by the copy that came back with it", async (to) => {
    const { world, copy } = await sent();
    await hand(world, bounceOf(copy, { to }), UNPROVEN);
    expect(await bounced(world)).toBe(1);
  });

  test.each<[string, string | undefined, number]>([
    ["counts by that copy too, and people read it as well", undefined, 1],
    ["of others is for people to read, and waits in no folder", "Message-ID: <other@else.example>", 0],
  ])("postmaster %s", async (_what, returned, count) => {
    const { world, copy } = await sent();
    const report = bounceOf(copy, { to: `postmaster@${DOMAIN}` });
    const raw = report.raw.toString("latin1").replace(/X-Rundmail-Copy:[^\r\n]*/g, (ours) => returned ?? ours);
    await hand(world, { ...report, raw: Buffer.from(raw, "latin1") }, UNPROVEN);
    expect(inWords(await leaving(world))).toEqual([`forwarded to ${CONTACT}`]);
    expect(await bounced(world)).toBe(count);
    expect(await summariseBounces(world, { state: undefined, limit: 9 })).toHaveLength(count);
  });
});

test("a question that comes back is an event with the reason, and costs nobody their place", async () => {
  const world = await testWorld({ installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: JUGEND }));
  const question = theOne(await leaving(world), "confirm");
  for (let time = 0; time < 5; time += 1) await hand(world, bounceOf(question), UNPROVEN);
  expect((await events(world))[0]).toBe(`question-undeliverable: 550 5.1.1 <${RUTH}>: User unknown`);
  expect(await world.store.snapshot((read) => read.selectFrom("bounces").selectAll().execute())).toEqual([]);
});
