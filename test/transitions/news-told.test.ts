import { beforeEach, describe, expect, test } from "vitest";
import { describeMessage } from "../../src/questions/messages.ts";
import { tellNews } from "../../src/transitions/news-told.ts";
import { crowdAddress, inCrowd, stageWithCrowds } from "../support/crowd.ts";
import { mailTo } from "../support/mails.ts";
import { CONTACT, RUTH } from "../support/people.ts";
import { hand, inWords, type Left, leaving, theOne } from "../support/post-office.ts";
import { bounceOf, complaintOf } from "../support/returned.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const RESPONSIBLE = "praesidium@kg-aarau.example";

let world: TestWorld;
let copies: Left[];

/** Ruth has written to a group of ten, for which somebody is responsible. */
beforeEach(async () => {
  const directory = stageWithCrowds({ 200: 10 });
  const groups = directory.groups.map((group) =>
    group.id === 200 ? { ...group, settings: { ...group.settings, responsible: RESPONSIBLE } } : group,
  );
  world = await testWorld({ directory: { ...directory, groups }, installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: crowdAddress(200), subject: "Sommerlager" }));
  const left = await leaving(world);
  copies = left.filter(({ kind }) => kind === "copy").toSorted((one, other) => one.to.localeCompare(other.to));
  expect(theOne(left, "report").text).toContain("10 Mails");
});

async function bounces(person: number, report = bounceOf): Promise<void> {
  const copy = copies.find(({ to }) => to === inCrowd(200, person));
  if (copy === undefined) throw new Error(`no copy went to person ${person}`);
  await hand(world, report(copy), { proof: "none" });
}

async function news(): Promise<Left[]> {
  await tellNews(world);
  return leaving(world);
}

test("nothing to say, nothing sent", async () => {
  world.wait(10 * DAY_MS);
  expect(await news()).toEqual([]);
});

describe("what comes back after the report", () => {
  test("is gathered, and told in one mail to the author and one to the responsible person", async () => {
    for (const person of [1, 2, 3]) {
      await bounces(person);
      world.wait(MINUTE_MS);
      expect(await news()).toEqual([]);
    }
    world.wait(10 * MINUTE_MS);
    const told = await news();
    expect(inWords(told)).toEqual([`bounces to ${RUTH}`, `overview to ${RESPONSIBLE}`]);
    for (const mail of told) {
      for (const person of [1, 2, 3]) expect(mail.text).toContain(inCrowd(200, person));
      expect(mail.text).not.toContain(inCrowd(200, 4));
    }
    expect(theOne(told, "bounces").text).toContain("Verschickt: 7 Mails");
    expect(await news()).toEqual([]);
  });

  test("is told at most once a day; nothing of it is lost or told twice", async () => {
    await bounces(1);
    world.wait(11 * MINUTE_MS);
    await news();
    await bounces(2);
    world.wait(HOUR_MS);
    expect(await news()).toEqual([]);
    await bounces(3);
    world.wait(DAY_MS);
    const told = await news();
    expect(inWords(told)).toEqual([`bounces to ${RUTH}`, `overview to ${RESPONSIBLE}`]);
    for (const mail of told) {
      expect(mail.text).not.toContain(inCrowd(200, 1));
      expect(mail.text).toContain(inCrowd(200, 2));
      expect(mail.text).toContain(inCrowd(200, 3));
    }
  });

  test("says the same as `message show`", async () => {
    for (const person of [1, 2, 3, 4]) await bounces(person);
    world.wait(11 * MINUTE_MS);
    const { copies: counts } = (await describeMessage(world, 1)) ?? {};
    expect(counts).toMatchObject({ sent: 6, bounced: 4 });
    const { text } = theOne(await news(), "bounces");
    expect(text).toContain("Verschickt: 6 Mails");
    expect(text).toContain("Nicht zustellbar: 4 Mails");
  });
});

test("the author does not learn who complained; the responsible person does", async () => {
  await bounces(1, complaintOf);
  world.wait(11 * MINUTE_MS);
  const told = await news();
  expect(inWords(told)).toEqual([`overview to ${RESPONSIBLE}`]);
  expect(theOne(told, "overview").text).toContain(inCrowd(200, 1));
});

test("what nobody can be found for is told to the contact, with the way to find it", async () => {
  const [copy] = copies;
  if (copy === undefined) throw new Error("no copy has left");
  const foreign = { ...copy, text: copy.text.replace(/^X-Rundmail-Copy: .*$/m, "X-Other: 1") };
  await hand(world, bounceOf(foreign, { to: `noreply@${crowdAddress(200).split("@")[1]}` }), { proof: "none" });
  world.wait(11 * MINUTE_MS);
  const told = await news();
  expect(inWords(told)).toEqual([`overview to ${CONTACT}`]);
  expect(theOne(told, "overview").text).toContain("rundmail bounce list --state manual");
});
