import { describe, expect, test } from "vitest";
import { describeMessage } from "../../src/questions/messages.ts";
import { cancelByHand } from "../../src/transitions/decided-by-hand.ts";
import { expandRecipients } from "../../src/transitions/recipients-expanded.ts";
import { crowdAddress, inCrowd, stageWithCrowds } from "../support/crowd.ts";
import { mailTo } from "../support/mails.ts";
import {
  BEAT,
  JUGEND,
  KONF,
  LEA,
  PERSON,
  RUTH,
  RUTH_AT_SCHOOL,
  stage,
  type WrittenSettings,
  WUETHRICHS,
} from "../support/people.ts";
import { answerTo, hand, inWords, type Left, leaving, theOne } from "../support/post-office.ts";
import { NO_PACE, suppress, type TestWorld, testWorld } from "../support/world.ts";

const SENDS = { loginsMaySend: "send" };

async function jugendGets(
  settings: WrittenSettings,
  change: (people: ReturnType<typeof stage>) => void = () => undefined,
): Promise<{ world: TestWorld; left: Left[] }> {
  const directory = stage({ jugend: { ...SENDS, ...settings } });
  change(directory);
  const world = await testWorld({ directory, installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: JUGEND, text: "###_SALUTATION### ###VORNAME###" }));
  return { world, left: await leaving(world) };
}

const copiesOf = (left: readonly Left[]) => left.filter(({ kind }) => kind === "copy");
const addresses = (left: readonly Left[]) =>
  copiesOf(left)
    .map(({ to }) => to)
    .toSorted();

describe("who shares an address", () => {
  test("gets one copy together, greeted together", async () => {
    const { left } = await jugendGets({});
    const copy = theOne(left, "copy", WUETHRICHS);
    expect(copy.text).toContain("Liebe Anna, lieber Urs");
    expect(copy.header("to")).toMatch(/^=\?utf-8\?Q\?Anna_und_Urs_W=C3=BCthrich\?= </);
  });

  test("gets one copy each where the group says so, each with a Message-ID of its own", async () => {
    const { left, world } = await jugendGets({ copies: "per-person" });
    expect(addresses(left)).toEqual([BEAT, WUETHRICHS, WUETHRICHS, LEA, RUTH]);
    const theirs = copiesOf(left).filter(({ to }) => to === WUETHRICHS);
    expect(theirs.map(({ text }) => /Lieber? (\w+)/.exec(text)?.[1]).toSorted()).toEqual(["Anna", "Urs"]);
    const original = theOne(left, "copy", BEAT).header("message-id");
    const ids = theirs.map((copy) => copy.header("message-id"));
    expect(new Set([original, ...ids]).size).toBe(3);
    for (const copy of theirs) expect(copy.header("references")).toContain(original);
    const served = (await describeMessage(world, 1))?.recipients.map(({ persons }) => persons);
    expect(served).toHaveLength(5);
    expect(new Set(served?.flat())).toEqual(new Set([PERSON.beat, PERSON.anna, PERSON.urs, PERSON.lea, PERSON.ruth]));
  });
});

describe("at which address", () => {
  const emails = [
    { address: "beat@zuhause.example", kind: "private" },
    { address: "beat@firma.example", kind: "business" },
    { address: "beat@buero.example", kind: "business" },
  ];
  const prefer = (...preferred: string[]) =>
    emails.map((email) => ({ ...email, preferred: preferred.includes(email.address) }));

  test.each<[string, WrittenSettings, object[], string[]]>([
    ["the first", {}, emails, ["beat@zuhause.example"]],
    [
      "every preferred one",
      {},
      prefer("beat@firma.example", "beat@buero.example"),
      ["beat@buero.example", "beat@firma.example"],
    ],
    [
      "the first of the kind that the group wants",
      { addressKind: "business" },
      prefer("beat@buero.example"),
      ["beat@firma.example"],
    ],
    [
      "as always, where there is none of that kind",
      { addressKind: "school" },
      prefer("beat@buero.example"),
      ["beat@buero.example"],
    ],
  ])("Beat is reached: %s", async (_, settings, beats, expected) => {
    const { left } = await jugendGets(settings, (people) => {
      const beat = people.persons.find(({ id }) => id === PERSON.beat);
      if (beat !== undefined) Object.assign(beat, { emails: beats });
    });
    expect(
      addresses(left)
        .filter((address) => address.startsWith("beat@"))
        .toSorted(),
    ).toEqual(expected);
  });

  test("Ruth, who prefers one of two, gets one copy", async () => {
    const { left } = await jugendGets({});
    expect(addresses(left)).toContain(RUTH);
    expect(addresses(left)).not.toContain(RUTH_AT_SCHOOL);
  });

  test("nobody else sees who got it: To is one person, and there is no Cc", async () => {
    const { left } = await jugendGets({});
    for (const copy of copiesOf(left)) {
      expect(copy.header("to")).toContain(`<${copy.to}>`);
      expect(copy.header("cc")).toBeUndefined();
      for (const other of [RUTH_AT_SCHOOL, BEAT, WUETHRICHS, LEA].filter((one) => one !== copy.to)) {
        expect(copy.text).not.toContain(other);
      }
    }
  });
});

test("a domain with an umlaut goes out in the letters that every relay takes", async () => {
  const { left } = await jugendGets({}, ({ persons }) => {
    const lea = persons.find(({ id }) => id === PERSON.lea);
    if (lea !== undefined) lea.emails = [{ address: "lea@müller.example" }];
  });
  const [mail] = left.filter(({ to }) => to.includes("lea"));
  expect(mail?.to).toBe("lea@xn--mller-kva.example");
  expect(mail?.header("to")).toContain("<lea@xn--mller-kva.example>");
});

test("who is left out is counted and named to Ruth, who may read the group", async () => {
  const directory = stage({ jugend: SENDS });
  const lea = directory.persons.find(({ id }) => id === PERSON.lea);
  if (lea !== undefined) Object.assign(lea, { hidden: true });
  const world = await testWorld({ directory, installation: { batch: NO_PACE } });
  await suppress(world, BEAT.toUpperCase());
  await hand(world, mailTo({ from: RUTH, to: JUGEND }));
  const left = await leaving(world);
  expect(inWords(left)).toEqual([`copy to ${WUETHRICHS}`, `copy to ${RUTH}`, `report to ${RUTH}`]);
  expect(theOne(left, "report").dispatch).toMatchObject({
    notice: {
      notice: {
        outcome: {
          counts: { copies: 2, sent: 2, leftOut: 3 },
          leftOut: [
            { name: "Beat Müller-Lüdenscheidt", reason: "suppressed" },
            { name: "Hans-Jörg Äschbacher", reason: "no-address" },
            { name: "Léa Dubois", reason: "hidden" },
          ],
        },
      },
    },
  });
  expect(await describeMessage(world, 1)).toMatchObject({
    leftOut: [
      { person: PERSON.beat, name: "Beat Müller-Lüdenscheidt", reason: "suppressed" },
      { person: PERSON.hansjoerg, name: "Hans-Jörg Äschbacher", reason: "no-address" },
      { person: PERSON.lea, name: "Léa Dubois", reason: "hidden" },
    ],
    withoutAddress: [PERSON.hansjoerg],
  });
});

test("who is suppressed while the copies wait is left out as well, and named", async () => {
  const world = await testWorld({ directory: stage({ jugend: SENDS }), installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: JUGEND }));
  while (await expandRecipients(world));
  await suppress(world, WUETHRICHS);
  const report = theOne(await leaving(world), "report");
  expect(report.text).toContain("Ohne Mail geblieben: 3 Personen");
  expect(report.text).toMatch(/Urs W=C3=BCthrich: die Adresse ist gesperrt/);
  expect((await describeMessage(world, 1))?.leftOut.map(({ person, reason }) => [person, reason])).toEqual([
    [PERSON.anna, "suppressed"],
    [PERSON.urs, "suppressed"],
    [PERSON.hansjoerg, "no-address"],
  ]);
});

test("who is left out and has no name is known by an address, or by the number", async () => {
  const directory = stageWithCrowds({ 200: 2, 201: 2 });
  const [first] = directory.persons.filter(({ id }) => id > 1_000_000);
  if (first !== undefined) first.emails = [];
  const world = await testWorld({ directory, installation: { batch: NO_PACE } });
  await suppress(world, inCrowd(200, 2));
  directory.groups.find(({ id }) => id === 200)?.members?.push({ person: PERSON.ruth });
  await world.change(directory);
  await hand(world, mailTo({ from: RUTH, to: crowdAddress(200) }));
  await leaving(world);
  expect((await describeMessage(world, 1))?.leftOut.map(({ name, reason }) => [name, reason])).toEqual([
    ["#200000001", "no-address"],
    [inCrowd(200, 2), "suppressed"],
  ]);
  await hand(world, mailTo({ from: RUTH, to: crowdAddress(201) }));
  while (await expandRecipients(world));
  await suppress(world, inCrowd(201, 1));
  expect(theOne(await leaving(world), "report").text).toContain(`1. ${inCrowd(201, 1)}: die Adresse ist gesperrt`);
});

test("the answer to Ruth's yes counts persons, addresses and who has none", async () => {
  const world = await testWorld({ installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: JUGEND }));
  await hand(world, answerTo(theOne(await leaving(world), "confirm"), "Ja"));
  expect(theOne(await leaving(world), "released").dispatch).toMatchObject({
    notice: {
      notice: {
        counts: { persons: 5, addresses: 4, withoutAddress: 1, withoutAddressNames: ["Hans-Jörg Äschbacher"] },
        durationMs: 0,
      },
    },
  });
});

describe("one mail to two groups", () => {
  test("the one that is released first serves whom they share, whichever came first", async () => {
    const directory = stage({ konf: SENDS });
    const world = await testWorld({ directory, installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: RUTH, to: [JUGEND, KONF] }));
    const left = await leaving(world);
    expect(addresses(left)).toContain(BEAT);
    await hand(world, answerTo(theOne(left, "confirm"), "Ja"));
    expect(addresses(await leaving(world))).toEqual([WUETHRICHS, LEA, RUTH]);
    expect((await describeMessage(world, 1))?.copies).toMatchObject({ total: 4, sent: 3, already: 1 });
  });

  test("everybody is served by the other one: the second ends at once, with a report", async () => {
    const directory = stage({ jugend: SENDS, konf: SENDS });
    const [, konf] = directory.groups;
    if (konf !== undefined) konf.members = [{ person: PERSON.beat }, { person: PERSON.lea }];
    const world = await testWorld({ directory, installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: RUTH, to: [JUGEND, KONF] }));
    const left = await leaving(world);
    expect(addresses(left)).toEqual([BEAT, WUETHRICHS, LEA, RUTH]);
    expect(left.filter(({ kind }) => kind === "report")).toHaveLength(2);
    expect(await describeMessage(world, 2)).toMatchObject({ state: "sent", copies: { already: 2, sent: 0 } });
  });

  test("whom a cancelled message did not serve, the other one does", async () => {
    const directory = stage({ konf: SENDS });
    const world = await testWorld({ directory, installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: RUTH, to: [JUGEND, KONF] }));
    while (await expandRecipients(world));
    await cancelByHand(world, 2);
    const left = await leaving(world);
    expect(addresses(left)).toEqual([]);
    await hand(world, answerTo(theOne(left, "confirm"), "Ja"));
    expect(addresses(await leaving(world))).toContain(BEAT);
  });
});

describe("a group of 4,500 persons", () => {
  const size = 4_500;
  const everybody = Array.from({ length: size }, (_, place) => inCrowd(200, place + 1)).toSorted();

  async function released(): Promise<TestWorld> {
    const world = await testWorld({ directory: stageWithCrowds({ 200: size }), installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: RUTH, to: crowdAddress(200) }));
    return world;
  }

  const addressesNow = async (world: TestWorld) =>
    (await describeMessage(world, 1))?.recipients.map(({ address }) => address).toSorted();

  test("is worked off in steps; a crash between two begins where it was, and everybody gets one copy", async () => {
    const world = await released();
    expect(await expandRecipients(world)).toBe(true);
    const again = await world.reopened();
    expect(await expandRecipients(again)).toBe(true);
    const third = await again.reopened();
    while (await expandRecipients(third));
    expect(await addressesNow(world)).toEqual(everybody);
    expect((await describeMessage(world, 1))?.copies).toMatchObject({ total: size, queued: size });
  });

  test("is expanded once, although two look at it at the same instant", async () => {
    const world = await released();
    while ((await Promise.all([expandRecipients(world), expandRecipients(world)])).includes(true));
    expect(await addressesNow(world)).toEqual(everybody);
  });

  test("who leaves before the step that would reach them gets nothing; who left after it keeps the copy", async () => {
    const world = await released();
    await expandRecipients(world);
    const [crowd] = stageWithCrowds({ 200: size }).groups.filter(({ id }) => id === 200);
    const members = crowd?.members.filter((_, place) => place !== 0 && place !== size - 1);
    await world.change({ groups: [{ ...crowd, members }] });
    while (await expandRecipients(world));
    const copies = await addressesNow(world);
    expect(copies).toContain(inCrowd(200, 1));
    expect(copies).not.toContain(inCrowd(200, size));
    expect(copies).toHaveLength(size - 1);
  });
});

test("nothing to do is said so", async () => {
  expect(await expandRecipients(await testWorld())).toBe(false);
});
