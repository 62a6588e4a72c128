import { beforeEach, describe, expect, test } from "vitest";
import type { BounceRule } from "../../src/journey/bounce/rules.ts";
import type { Address } from "../../src/mail/address.ts";
import { summariseBounces } from "../../src/questions/bounces.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import { assignBounce } from "../../src/transitions/bounce-assigned.ts";
import { dismissBounce } from "../../src/transitions/bounce-dismissed.ts";
import { retryByHand } from "../../src/transitions/message-retried.ts";
import { tellNews } from "../../src/transitions/news-told.ts";
import { suppressAddress, unsuppressAddress } from "../../src/transitions/suppressions-changed.ts";
import { crowdAddress, inCrowd, stageWithCrowds } from "../support/crowd.ts";
import { mailTo } from "../support/mails.ts";
import { CONTACT, LEA, RUTH } from "../support/people.ts";
import { ACCEPTS, hand, inWords, type Left, leaving, type Relay, theOne } from "../support/post-office.ts";
import { bounceOf, complaintOf } from "../support/returned.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const SUPPRESSING: BounceRule = { category: "hard", after: 1, withinMs: DAY_MS, action: "suppress" };

const RESPONSIBLE = "praesidium@kg-aarau.example";

let world: TestWorld;
let copies: Left[];

/** Ruth has written to a group of ten, for which somebody is responsible. */
async function mailed(settings: Record<string, unknown> = {}): Promise<void> {
  const directory = stageWithCrowds({ 200: 10 });
  const groups = directory.groups.map((group) =>
    group.id === 200 ? { ...group, settings: { ...group.settings, responsible: RESPONSIBLE, ...settings } } : group,
  );
  world = await testWorld({ directory: { ...directory, groups }, installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: crowdAddress(200), subject: "Sommerlager" }));
  const left = await leaving(world);
  copies = left.filter(({ kind }) => kind === "copy").toSorted((one, other) => one.to.localeCompare(other.to));
  expect(theOne(left, "report").text).toContain("10 Mails");
}

beforeEach(() => mailed());

async function bounces(person: number, report = bounceOf): Promise<void> {
  const copy = copies.find(({ to }) => to === inCrowd(200, person));
  if (copy === undefined) throw new Error(`no copy went to person ${person}`);
  await hand(world, report(copy), { proof: "none" });
}

const knowsNobody: Relay = (dispatch) =>
  dispatch.kind === "copy"
    ? { kind: "rejected", stage: "rcpt", code: 550, reply: "550 5.1.1 unknown" }
    : ACCEPTS(dispatch);

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

  test("counts only those that did not arrive: what is told of a copy a month later changes nothing", async () => {
    world.wait(30 * DAY_MS - MINUTE_MS);
    await bounces(1);
    world.wait(2 * MINUTE_MS);
    await bounces(2);
    world.wait(11 * MINUTE_MS);
    const { text } = theOne(await news(), "bounces");
    expect(text).toContain(inCrowd(200, 1));
    expect(text).not.toContain(inCrowd(200, 2));
    expect(text).not.toContain("2 Adressen");
    expect(text).not.toContain("weitere");
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

describe("why somebody did not get it is told as what it is", () => {
  const told = async () => {
    world.wait(11 * MINUTE_MS);
    return theOne(await news(), "bounces").text;
  };

  test("also where the provider refused us as a whole: then the address is not to blame", async () => {
    for (const person of [1, 2, 3, 4, 5, 6, 7, 8]) await bounces(person);
    const text = await told();
    expect(text.match(/Der Mailanbieter lehnt uns zurzeit ab; an der Adresse liegt es nicht\./g)).toHaveLength(8);
    expect(text).not.toContain("Diese Adresse gibt es nicht");
  });

  test("also where the operator lifted the suppression meanwhile; and once, though it fails again", async () => {
    world = await world.reopened({ bounces: { ...world.installation.bounces, rules: [SUPPRESSING] } });
    await bounces(1);
    await unsuppressAddress(world, inCrowd(200, 1));
    expect(await told()).toContain("Diese Adresse gibt es nicht oder nicht mehr.");
    await retryByHand(world, 1);
    const [report] = (await leaving(world, knowsNobody)).filter(({ kind }) => kind === "report");
    expect(report?.text.split(inCrowd(200, 1))).toHaveLength(2);
  });
});

test("the responsible person reads it in her own language, by her name", async () => {
  await mailed({ responsible: LEA });
  await bounces(1, complaintOf);
  world.wait(11 * MINUTE_MS);
  const told = theOne(await news(), "overview", LEA);
  expect(told.header("content-language")).toBe("fr");
  expect(told.text).toContain("Dubois");
});

test("the author does not learn who complained; the responsible person does", async () => {
  await bounces(1, complaintOf);
  world.wait(11 * MINUTE_MS);
  const told = await news();
  expect(inWords(told)).toEqual([`overview to ${RESPONSIBLE}`]);
  expect(theOne(told, "overview").text).toContain(inCrowd(200, 1));
});

/** A report that does not say whose copy it is about. */
async function strayBounce(): Promise<void> {
  const [copy] = copies;
  if (copy === undefined) throw new Error("no copy has left");
  const foreign = { ...copy, text: copy.text.replace(/^X-Rundmail-Copy: .*$/m, "X-Other: 1") };
  await hand(world, bounceOf(foreign, { to: `noreply@${crowdAddress(200).split("@")[1]}` }), { proof: "none" });
}

test("what nobody can be found for is told to the contact, with the way to find it", async () => {
  await strayBounce();
  world.wait(11 * MINUTE_MS);
  const told = await news();
  expect(inWords(told)).toEqual([`overview to ${CONTACT}`]);
  expect(theOne(told, "overview").text).toContain("rundmail bounce list --state manual");
});

describe("what was undone before anybody read of it is not told", () => {
  const overview = async () => {
    world.wait(11 * MINUTE_MS);
    return (await news()).filter(({ kind }) => kind === "overview");
  };

  test("when the whole provider refuses us; and the next news does not wait for it", async () => {
    for (const person of [1, 2, 3, 4, 5, 6, 7, 8]) await bounces(person);
    expect(await overview()).toEqual([]);
    await bounces(10, complaintOf);
    const [told] = await overview();
    expect(told?.to).toBe(RESPONSIBLE);
    expect(told?.text).toContain(inCrowd(200, 10));
    expect(told?.text).not.toContain(inCrowd(200, 1));
  });

  test("when the operator lifts the suppression; what they confirm is told", async () => {
    for (const person of [1, 2, 3]) await bounces(person, complaintOf);
    await unsuppressAddress(world, inCrowd(200, 1));
    await suppressAddress(world, inCrowd(200, 2) as Address, undefined);
    const [told] = await overview();
    expect(told?.text).not.toContain(inCrowd(200, 1));
    expect(told?.text).toContain(inCrowd(200, 2));
    expect(told?.text).toContain(inCrowd(200, 3));
  });

  test("when the message was sent again to whom it had not reached", async () => {
    await bounces(1);
    await retryByHand(world, 1);
    expect(await overview()).toEqual([]);
  });

  test("but an address stays given up, though the invoice goes there once more", async () => {
    await mailed({ class: "transactional" });
    world = await world.reopened({ bounces: { ...world.installation.bounces, rules: [SUPPRESSING] } });
    await bounces(1);
    await retryByHand(world, 1);
    const [told] = await overview();
    expect(told?.text).toContain(inCrowd(200, 1));
  });

  test("but who has left the group has left it, though the operator lifts the suppression", async () => {
    const rules = [SUPPRESSING, { ...SUPPRESSING, action: "remove-from-group" as const }];
    world = await world.reopened({ bounces: { ...world.installation.bounces, rules } });
    await bounces(1);
    await unsuppressAddress(world, inCrowd(200, 1));
    const [told] = await overview();
    expect(told?.text).toContain("Gruppe 200");
    expect(told?.text.split(inCrowd(200, 1))).toHaveLength(2);
  });

  test.each([
    ["puts the report away", (id: number) => dismissBounce(world, id)],
    ["says whose it is", (id: number) => assignBounce(world, id, inCrowd(200, 1) as Address)],
  ])("when the operator %s: the contact is not asked to", async (_, decide) => {
    await strayBounce();
    const [report] = await summariseBounces(world, { state: "manual", limit: 1 });
    await decide(report?.id ?? 0);
    expect((await overview()).filter(({ to }) => to === CONTACT)).toEqual([]);
  });
});
