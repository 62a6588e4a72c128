import { describe, expect, test } from "vitest";
import { previewMessage } from "../../src/questions/message-preview.ts";
import type { Whom } from "../../src/questions/whom.ts";
import { copiesAttempted } from "../../src/transitions/copies-attempted.ts";
import { cancelByHand, rejectByHand } from "../../src/transitions/decided-by-hand.ts";
import { expandRecipients } from "../../src/transitions/recipients-expanded.ts";
import { addressOf } from "../support/directory.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, JUGEND, KIM, KONF, LEA, PERSON, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { answerTo, hand, type Left, lane, leaving, theOne } from "../support/post-office.ts";
import { NO_PACE, suppress, type TestWorld, testWorld } from "../support/world.ts";

const GREETING = {
  from: RUTH,
  to: JUGEND,
  subject: "Für ###VORNAME###",
  text: "###_SALUTATION### ###VORNAME### ###TITEL###",
};

const person = (id: number): Whom => ({ kind: "person", id });
const at = (address: string): Whom => ({ kind: "address", address: addressOf(address) });

/** A mail of Ruth that waits for her answer. */
async function held(jugend = {}): Promise<{ world: TestWorld; question: Left }> {
  const world = await testWorld({ directory: stage({ jugend }), installation: { batch: NO_PACE } });
  await hand(world, mailTo(GREETING));
  return { world, question: theOne(await leaving(world), "confirm") };
}

async function preview(world: TestWorld, whom?: Whom, id = 1) {
  const shown = await previewMessage(world, id, whom);
  if (shown.kind !== "preview") throw new Error(JSON.stringify(shown));
  return shown;
}

/** The mail but for what only a copy that exists has. */
function withoutToken(mail: string): string {
  return mail
    .replace(/^X-Rundmail-Copy: .*$/m, "X-Rundmail-Copy: …")
    .replace(/^List-Unsubscribe: <mailto:unsubscribe-[^@]*/m, "List-Unsubscribe: …");
}

describe("a held message shows the copy that would leave if it were released now", () => {
  test("byte for byte, but for the token", async () => {
    const { world, question } = await held();
    const before = new Map<string, string>();
    for (const address of [RUTH, BEAT, WUETHRICHS, LEA])
      before.set(address, (await preview(world, at(address))).raw.toString());
    await hand(world, answerTo(question, "Ja"));
    const copies = (await leaving(world)).filter(({ kind }) => kind === "copy");
    expect(copies).toHaveLength(4);
    for (const { to, text } of copies) expect(withoutToken(before.get(to) ?? "")).toBe(withoutToken(text));
  });

  test("with the values of now", async () => {
    const { world } = await held();
    expect((await preview(world, person(PERSON.beat))).preview).toMatchObject({
      message: 1,
      state: null,
      address: BEAT,
      persons: [PERSON.beat],
      names: ["Beat Müller-Lüdenscheidt"],
      text: "Lieber Beat",
    });
    await world.change({
      persons: [{ id: PERSON.beat, firstName: "Bea", lastName: "Huber", gender: "f", emails: [{ address: BEAT }] }],
    });
    expect((await preview(world, person(PERSON.beat))).preview).toMatchObject({
      text: "Liebe Bea",
      names: ["Bea Huber"],
    });
  });

  test("for all who share an address, or for each alone", async () => {
    expect((await preview((await held()).world, person(PERSON.urs))).preview).toMatchObject({
      persons: [PERSON.anna, PERSON.urs],
      text: "Liebe Anna, lieber Urs",
    });
    const { world } = await held({ copies: "per-person" });
    expect((await preview(world, person(PERSON.urs))).preview).toMatchObject({ persons: [4], text: "Lieber Urs" });
  });

  test("and for nobody in particular that of the recipient who lacks most", async () => {
    const { world } = await held();
    await world.change({ persons: [{ id: PERSON.lea, lastName: "Dubois", emails: [{ address: LEA }] }] });
    expect((await preview(world)).preview.address).toBe(LEA);
  });
});

describe("a released message shows the copy as it was made", () => {
  test("the very bytes that were sent, whatever became of the person since", async () => {
    const { world, question } = await held();
    await hand(world, answerTo(question, "Ja"));
    const sent = theOne(await leaving(world), "copy", WUETHRICHS);
    await world.change({
      persons: [{ id: PERSON.anna, firstName: "Annina", lastName: "Huber", hidden: true, emails: [] }],
    });
    const { raw, preview: shown } = await preview(world, person(PERSON.anna));
    expect(raw.toString()).toBe(sent.text);
    expect(shown).toMatchObject({ state: "sent", persons: [PERSON.anna, PERSON.urs], text: "Liebe Anna, lieber Urs" });
  });

  test("with own Message-IDs where two copies go to one address", async () => {
    const { world, question } = await held({ copies: "per-person" });
    await hand(world, answerTo(question, "Ja"));
    const sent = (await leaving(world)).filter(({ to }) => to === WUETHRICHS);
    const shown = [await preview(world, person(PERSON.anna)), await preview(world, person(PERSON.urs))];
    expect(shown.map(({ raw }) => raw.toString())).toEqual(sent.map(({ text }) => text));
  });

  test("one that is still to go does without who was hidden since", async () => {
    const { world, question } = await held();
    await hand(world, answerTo(question, "Ja"));
    while (await expandRecipients(world));
    await world.change({
      persons: [
        { id: PERSON.anna, firstName: "Anna", lastName: "Wüthrich", hidden: true, emails: [{ address: WUETHRICHS }] },
      ],
    });
    const queued = await preview(world, person(PERSON.urs));
    expect(queued.preview).toMatchObject({ state: "queued", persons: [PERSON.urs], text: "Lieber Urs" });
    expect(theOne(await leaving(world), "copy", WUETHRICHS).text).toBe(queued.raw.toString());
  });

  test("while the list grows, one that is not made yet is shown as it will be", async () => {
    const { world, question } = await held();
    await hand(world, answerTo(question, "Ja"));
    expect((await preview(world, person(PERSON.lea))).preview).toMatchObject({ state: null, text: "Chère Léa" });
  });

  test("and for nobody in particular that of the recipient who lacks most", async () => {
    const { world, question } = await held();
    await world.change({ persons: [{ id: PERSON.lea, lastName: "Dubois", emails: [{ address: LEA }] }] });
    await hand(world, answerTo(question, "Ja"));
    await leaving(world);
    expect((await preview(world)).preview).toMatchObject({ address: LEA, state: "sent" });
  });
});

describe("there is no copy to show", () => {
  const outcome = async (world: TestWorld, whom?: Whom, id = 1) => {
    const shown = await previewMessage(world, id, whom);
    return shown.kind === "preview" ? shown.preview.address : shown;
  };

  test("of a message or a person that there is not", async () => {
    const { world } = await held();
    expect(await outcome(world, person(PERSON.beat), 7)).toEqual({ kind: "no-such-message" });
    expect(await outcome(world, person(99))).toEqual({ kind: "no-such-person" });
    expect(await outcome(world, at("niemand@post.example"))).toEqual({ kind: "no-such-person" });
  });

  test("for who would get none, and why", async () => {
    const { world } = await held();
    await suppress(world, LEA);
    await world.change({
      persons: [{ id: PERSON.beat, firstName: "Beat", lastName: "Huber", hidden: true, emails: [{ address: BEAT }] }],
    });
    expect(await outcome(world, person(PERSON.hansjoerg))).toEqual({ kind: "no-copy", reason: "no-address" });
    expect(await outcome(world, at(BEAT))).toEqual({ kind: "no-copy", reason: "hidden" });
    expect(await outcome(world, at(LEA))).toEqual({ kind: "no-copy", reason: "suppressed" });
    expect(await outcome(world, at(KIM))).toEqual({ kind: "no-copy", reason: "not-in-target" });
  });

  test("for who got none, also when they would now", async () => {
    const { world, question } = await held();
    await hand(world, answerTo(question, "Ja"));
    await leaving(world);
    await world.change({
      persons: [{ id: PERSON.hansjoerg, lastName: "Äschbacher", emails: [{ address: "hj@post.example" }] }],
    });
    expect(await outcome(world, person(PERSON.hansjoerg))).toEqual({ kind: "no-copy", reason: "no-address" });
    expect(await outcome(world, person(PERSON.kim))).toEqual({ kind: "no-copy", reason: "not-in-target" });
  });

  test("for who is served by another target of the same mail, and for who was stopped", async () => {
    const both = stage({ jugend: { loginsMaySend: "send" }, konf: { loginsMaySend: "send" } });
    const world = await testWorld({ directory: both, installation: { batch: { ...NO_PACE, size: 1 } } });
    await hand(world, mailTo({ ...GREETING, to: [JUGEND, KONF] }));
    while (await expandRecipients(world));
    expect(await outcome(world, at(BEAT), 1)).toBe(BEAT);
    expect(await outcome(world, at(BEAT), 2)).toEqual({ kind: "no-copy", reason: "already" });
    const [dispatch] = await copiesAttempted(world, [], 1, lane());
    expect(dispatch?.kind).toBe("copy");
    await cancelByHand(world, 2);
    expect(await outcome(world, at(KIM), 2)).toEqual({ kind: "no-copy", reason: "cancelled" });
  });

  test("of a message that nobody gets", async () => {
    const { world } = await held();
    await rejectByHand(world, 1, "");
    expect(await outcome(world, person(PERSON.beat))).toEqual({ kind: "no-copies", state: "rejected" });
    await hand(world, mailTo({ from: BEAT, to: JUGEND }));
    expect(await outcome(world, person(PERSON.beat), 2)).toEqual({ kind: "no-copies", state: "refused" });
  });
});
