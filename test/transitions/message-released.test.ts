import { describe, expect, test } from "vitest";
import { planRemoval } from "../../src/questions/directory.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import { approveByHand } from "../../src/transitions/decided-by-hand.ts";
import { directoryChanged } from "../../src/transitions/directory-changed.ts";
import { expandRecipients } from "../../src/transitions/recipients-expanded.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, DOMAIN, JUGEND, KIM, KONF, LEA, PERSON, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { answerTo, fates, hand, inWords, type Left, leaving, theOne } from "../support/post-office.ts";
import { MINUTE_MS, NO_PACE, suppress, type TestWorld, testWorld } from "../support/world.ts";

const copiesTo = (left: readonly Left[]) => left.filter(({ kind }) => kind === "copy").map(({ to }) => to);

/** Ruth has written and was asked; then things change, and she says yes. */
async function askedBefore(
  given: { directory?: unknown; to?: string; text?: string } = {},
): Promise<{ world: TestWorld; sayYes(): Promise<void> }> {
  const { directory = stage(), to = JUGEND, text = "Hallo ###VORNAME###" } = given;
  const world = await testWorld({ directory, installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to, text }));
  const question = theOne(await leaving(world), "confirm");
  return { world, sayYes: async () => void (await hand(world, answerTo(question, "Ja"))) };
}

function jugendWith(members: number[]) {
  return { groups: [{ ...stage().groups[0], members: members.map((person) => ({ person })) }] };
}

describe("recipients are those at release", () => {
  test("Léa has left, Kim has come", async () => {
    const { world, sayYes } = await askedBefore();
    await world.change(jugendWith([PERSON.ruth, PERSON.beat, PERSON.kim]));
    await sayYes();
    expect(copiesTo(await leaving(world))).toEqual([BEAT, KIM, RUTH]);
  });

  test("Beat is called Benno now, and has moved to another address", async () => {
    const { world, sayYes } = await askedBefore();
    await world.change({
      persons: [{ id: PERSON.beat, firstName: "Benno", emails: [{ address: "benno@neu.example" }] }],
    });
    await sayYes();
    expect(theOne(await leaving(world), "copy", "benno@neu.example").text).toContain("Hallo Benno");
  });

  test("what changes after release does not change the copies that wait", async () => {
    const { world, sayYes } = await askedBefore();
    await sayYes();
    while (await expandRecipients(world));
    await world.change({
      persons: [{ id: PERSON.beat, firstName: "Benno", emails: [{ address: "benno@neu.example" }] }],
    });
    await world.change(jugendWith([PERSON.kim]));
    const left = await leaving(world);
    expect(copiesTo(left)).toEqual([BEAT, WUETHRICHS, LEA, RUTH]);
    expect(theOne(left, "copy", BEAT).text).toContain("Hallo Beat");
  });

  test("Ruth has moved to another address, and still is who wrote", async () => {
    const { world, sayYes } = await askedBefore();
    await world.change({ persons: [{ id: PERSON.ruth, emails: [{ address: "ruth@neu.example" }] }] });
    await sayYes();
    expect(copiesTo(await leaving(world))).toEqual([BEAT, WUETHRICHS, LEA, "ruth@neu.example"]);
  });

  test("the settings of the group are those at release as well", async () => {
    const { world, sayYes } = await askedBefore();
    await world.change({ groups: [{ ...stage().groups[0], settings: { subjectPrefix: "[Jugend]" } }] });
    await sayYes();
    expect(theOne(await leaving(world), "copy", BEAT).header("subject")).toMatch(/^\[Jugend\] /);
  });

  test("Jugend is called Junge now, and its old alias belongs to Konf: no answer goes astray", async () => {
    const [jugend, konf] = stage({ jugend: { replyTo: "group" } }).groups;
    const { world, sayYes } = await askedBefore({
      directory: stage({ jugend: { replyTo: "group" } }),
      text: "###GRUPPE###",
    });
    await world.change({
      groups: [
        { ...jugend, name: "Junge", alias: "junge" },
        { ...konf, alias: "jugend" },
      ],
    });
    await sayYes();
    const left = await leaving(world);
    const copy = theOne(left, "copy", BEAT);
    expect(copy.header("from")).toContain(`via Junge <junge@${DOMAIN}>`);
    expect(copy.header("reply-to")).toBe(`Junge <junge@${DOMAIN}>`);
    expect(copy.text).toContain("Junge");
    expect(theOne(left, "report").dispatch).toMatchObject({
      notice: { notice: { target: { name: "Junge", address: `junge@${DOMAIN}` } } },
    });
    expect(await describeMessage(world, 1)).toMatchObject({ target: { address: `junge@${DOMAIN}` } });
  });
});

describe("a check that fails at release ends in a refusal that Ruth hears of; nothing goes out", () => {
  const filter = { id: 3, name: "Küttigen", where: { field: "ORT", equals: "Küttigen" } };

  test.each<[string, string, object]>([
    ["no-recipients", JUGEND, jugendWith([PERSON.hansjoerg])],
    ["my-list-empty", `ml@${DOMAIN}`, { logins: [{ ...stage().logins[0], myList: [] }] }],
    ["filter-empty", `fp3@${DOMAIN}`, { persons: [{ id: PERSON.beat, emails: [{ address: BEAT }] }] }],
  ])("%s, of a mail to %s", async (reason, to, change) => {
    const { world, sayYes } = await askedBefore({ directory: { ...stage(), filters: [filter] }, to });
    await world.change(change);
    await sayYes();
    const left = await leaving(world);
    expect(inWords(left)).toEqual([`refused to ${RUTH}`]);
    expect(left[0]?.dispatch).toMatchObject({ notice: { notice: { reason } } });
    expect(await describeMessage(world, 1)).toMatchObject({ state: "refused", reason, copies: { total: 0 } });
  });

  test.each<[string, string, object]>([
    ["login-required", `ml@${DOMAIN}`, { enabled: false }],
    ["no-access", `ml@${DOMAIN}`, { read: { persons: false } }],
    ["no-access", `fp3@${DOMAIN}`, { read: { persons: false } }],
    ["no-access", KONF, { read: { groups: [] } }],
    ["sender-not-allowed", KONF, { enabled: false }],
    ["login-required", `ml@${DOMAIN}`, { person: PERSON.maria }],
    ["sender-not-allowed", KONF, { person: PERSON.maria }],
  ])("%s, of a mail to %s, once Ruth's login has lost the right", async (reason, to, change) => {
    const { world, sayYes } = await askedBefore({ directory: { ...stage(), filters: [filter] }, to });
    await world.change({ logins: [{ ...stage().logins[0], ...change }] });
    await sayYes();
    expect(inWords(await leaving(world))).toEqual([`refused to ${RUTH}`]);
    expect(await describeMessage(world, 1)).toMatchObject({ state: "refused", reason, copies: { total: 0 } });
  });

  test.each([`ml@${DOMAIN}`, `fp3@${DOMAIN}`])("%s is for logins that may read persons, also by hand", async (to) => {
    const { world } = await askedBefore({ directory: { ...stage(), filters: [filter] }, to });
    await world.change({ logins: [{ ...stage().logins[0], read: { persons: false } }] });
    expect(await approveByHand(world, 1)).toEqual({ kind: "not-now", state: "refused" });
    expect(inWords(await leaving(world))).toEqual([`refused to ${RUTH}`]);
  });

  test("too many: one more than allowed has come, at the last moment", async () => {
    const world = await testWorld({ installation: { batch: NO_PACE, maxRecipients: 4 } });
    await hand(world, mailTo({ from: RUTH, to: JUGEND }));
    const question = theOne(await leaving(world), "confirm");
    await world.change(jugendWith([PERSON.ruth, PERSON.beat, PERSON.anna, PERSON.lea, PERSON.kim]));
    await hand(world, answerTo(question, "Ja"));
    const left = await leaving(world);
    expect(inWords(left)).toEqual([`refused to ${RUTH}`]);
    expect(left[0]?.dispatch).toMatchObject({ notice: { notice: { limit: { allowed: 4, found: 5 } } } });
    expect(await fates(world)).toEqual([`${JUGEND} refused: too-many-recipients`]);
  });
});

describe("after release, copies that have not gone are stopped", () => {
  const wait = {
    directory: stage({ jugend: { loginsMaySend: "send" } }),
    installation: { batch: { ...NO_PACE, size: 1 } },
  };

  /** Ruth's mail is released, and the first copy has gone to Beat. */
  async function begun(): Promise<TestWorld> {
    const world = await testWorld(wait);
    await hand(world, mailTo({ from: RUTH, to: JUGEND, text: "###_SALUTATION### ###VORNAME###" }));
    expect(copiesTo(await leaving(world))).toEqual([BEAT]);
    return world;
  }

  async function rest(world: TestWorld): Promise<Left[]> {
    const left: Left[] = [];
    for (let window = 0; window < 6; window += 1) {
      world.wait(5 * MINUTE_MS);
      left.push(...(await leaving(world)));
    }
    return left;
  }

  test("for Léa, who was hidden; the report counts it", async () => {
    const world = await begun();
    await world.change({ persons: [{ id: PERSON.lea, hidden: true, emails: [{ address: LEA }] }] });
    const left = await rest(world);
    expect(inWords(left)).toEqual([`copy to ${WUETHRICHS}`, `copy to ${RUTH}`, `report to ${RUTH}`]);
    expect(theOne(left, "report").dispatch).toMatchObject({
      notice: { notice: { outcome: { counts: { copies: 4, sent: 3, cancelled: 1 } } } },
    });
  });

  test("for whoever's address was suppressed", async () => {
    const world = await begun();
    await suppress(world, LEA);
    expect(copiesTo(await rest(world))).toEqual([WUETHRICHS, RUTH]);
    expect((await describeMessage(world, 1))?.copies).toMatchObject({ suppressed: 1, sent: 3, total: 4 });
  });

  test("for Urs, who was hidden: Anna, who shares the address, is greeted alone", async () => {
    const world = await begun();
    await world.change({ persons: [{ id: PERSON.urs, hidden: true, emails: [{ address: WUETHRICHS }] }] });
    const { text } = theOne(await rest(world), "copy", WUETHRICHS);
    expect(text).toContain("Liebe Anna");
    expect(text).not.toContain("Urs");
  });

  test("for all who were left: then the message ends, with a report", async () => {
    const world = await begun();
    const gone = [PERSON.ruth, PERSON.anna, PERSON.urs, PERSON.lea].map((id) => ({ id, hidden: true }));
    await world.change({ persons: gone });
    expect(inWords(await rest(world))).toEqual([`report to ${RUTH}`]);
    expect(await fates(world)).toEqual([`${JUGEND} sent`]);
  });
});

describe("a group that is gone when Ruth says yes", () => {
  test("has no recipients", async () => {
    const { world, sayYes } = await askedBefore({ to: `gr000125@${DOMAIN}`, directory: withChoir() });
    await remove(world, 125);
    await sayYes();
    expect(inWords(await leaving(world))).toEqual([`refused to ${RUTH}`]);
    expect(await describeMessage(world, 1)).toMatchObject({ state: "refused", reason: "no-recipients" });
  });

  test("also if it goes while the list is made", async () => {
    const { world, sayYes } = await askedBefore({ to: `gr000125@${DOMAIN}`, directory: withChoir() });
    await sayYes();
    await remove(world, 125);
    expect(inWords(await leaving(world))).toEqual([`refused to ${RUTH}`]);
  });

  function withChoir() {
    const people = stage();
    return { ...people, groups: [...people.groups, { id: 125, name: "Chor", members: [{ person: PERSON.beat }] }] };
  }

  async function remove(world: TestWorld, group: number): Promise<void> {
    const plan = await planRemoval(world.store, "groups", group);
    if (plan.kind !== "possible") throw new Error(plan.kind);
    await directoryChanged(world.store, plan.difference);
  }
});
