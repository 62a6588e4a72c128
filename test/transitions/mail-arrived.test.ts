import { describe, expect, test } from "vitest";
import { describeMessage } from "../../src/questions/messages.ts";
import { mailArrived } from "../../src/transitions/mail-arrived.ts";
import { directoryFile } from "../support/directory.ts";
import { mailTo } from "../support/mails.ts";
import {
  BEAT,
  DOMAIN,
  HAUSKREIS,
  JUGEND,
  KIM,
  LEA,
  LEADER,
  MARIA,
  OFFICE,
  PERSON,
  RUTH,
  RUTH_AT_SCHOOL,
  STRANGER,
  stage,
  stageWithTwoModerators,
  type WrittenSettings,
  WUETHRICHS,
} from "../support/people.ts";
import { answerTo, fates, hand, inWords, type Left, leaving, theOne } from "../support/post-office.ts";
import { NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const ACCEPTED = ["250 2.6.0 accepted"];
const UNPROVEN = { proof: "none" } as const;

function worldWhere(jugend: WrittenSettings = {}): Promise<TestWorld> {
  return testWorld({ directory: stage({ jugend }), installation: { batch: NO_PACE } });
}

const JUGENDS_COPIES = [`copy to ${BEAT}`, `copy to ${WUETHRICHS}`, `copy to ${LEA}`, `copy to ${RUTH}`];

/** Nobody of the group is named and nothing is counted, but for those who read this. */
function expectNothingRevealed(mail: Left, readers: string[] = []): void {
  const people = ["Keller", RUTH, "Müller", BEAT, "Wüthrich", WUETHRICHS, "Äschbacher", "Dubois", LEA];
  const text = Buffer.from(mail.text.replace(/=\r\n/g, "").replace(/(=[0-9A-F]{2})+/g, unquoted)).toString();
  for (const one of people.filter((name) => !readers.includes(name))) expect(text).not.toContain(one);
  expect(text).not.toMatch(/\b\d+ Person/);
}

function unquoted(quoted: string): string {
  return Buffer.from(quoted.replaceAll("=", ""), "hex").toString();
}

describe("Ruth, who has a login, writes to Jugend", () => {
  test("and is asked; nobody else hears of it", async () => {
    const world = await worldWhere();
    expect(await hand(world, mailTo({ from: RUTH, to: JUGEND }))).toEqual(ACCEPTED);
    expect(await fates(world)).toEqual([`${JUGEND} held`]);
    expect(inWords(await leaving(world))).toEqual([`confirm to ${RUTH}`]);
    expect(await describeMessage(world, 1)).toMatchObject({
      author: RUTH,
      category: "login",
      authenticated: true,
      hold: { kind: "confirm", askedOf: [RUTH], expiresAt: "2026-12-01T19:01:00.000Z" },
      warnings: [],
      recipients: [],
      withoutAddress: [PERSON.hansjoerg],
    });
  });

  test("from her other address, and is asked at her preferred one", async () => {
    const world = await worldWhere();
    await hand(world, mailTo({ from: `Ruth <${RUTH_AT_SCHOOL.toUpperCase()}>`, to: JUGEND }));
    expect(inWords(await leaving(world))).toEqual([`confirm to ${RUTH}`]);
  });

  test("and it goes out at once where logins may send and she is proven", async () => {
    const world = await worldWhere({ loginsMaySend: "send" });
    expect(await hand(world, mailTo({ from: RUTH, to: JUGEND }))).toEqual(ACCEPTED);
    expect(inWords(await leaving(world))).toEqual([...JUGENDS_COPIES, `report to ${RUTH}`]);
    expect(await fates(world)).toEqual([`${JUGEND} sent`]);
  });

  test("and somebody who only says to be Ruth makes her be asked, with a warning", async () => {
    const world = await worldWhere({ loginsMaySend: "send" });
    await hand(world, mailTo({ from: RUTH, to: JUGEND }), UNPROVEN);
    expect(inWords(await leaving(world))).toEqual([`confirm to ${RUTH}`]);
    expect(await describeMessage(world, 1)).toMatchObject({
      authenticated: false,
      warnings: [{ kind: "not-authenticated" }],
    });
  });

  test("and a client that is no front server proves nothing by what it writes", async () => {
    const world = await worldWhere({ loginsMaySend: "send" });
    await hand(world, mailTo({ from: RUTH, to: JUGEND }), { client: "anybody" });
    expect(inWords(await leaving(world))).toEqual([`confirm to ${RUTH}`]);
  });
});

describe("Beat, a member, writes to Jugend", () => {
  test("and every moderator is asked with an own token, and he is told", async () => {
    const world = await testWorld({ directory: stageWithTwoModerators(), installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: `Beat <${BEAT}>`, to: JUGEND }));
    const left = await leaving(world);
    expect(inWords(left).toSorted()).toEqual([`held to ${BEAT}`, `moderate to ${MARIA}`, `moderate to ${RUTH}`]);
    const [ruths, marias] = [RUTH, MARIA].map((to) => theOne(left, "moderate", to).header("reply-to"));
    expect(ruths).toMatch(/^confirm-[a-z0-9]{26,52}@/);
    expect(marias).toMatch(/^confirm-[a-z0-9]{26,52}@/);
    expect(ruths).not.toBe(marias);
    expectNothingRevealed(theOne(left, "held"), ["Müller", BEAT]);
  });

  test("and is asked himself where members may send but he is not proven; the question names nobody", async () => {
    const world = await worldWhere({ membersMaySend: "send" });
    await hand(world, mailTo({ from: BEAT, to: JUGEND, text: "Hallo ###VORNAME###" }), UNPROVEN);
    const left = await leaving(world);
    expect(inWords(left)).toEqual([`confirm to ${BEAT}`]);
    expectNothingRevealed(theOne(left, "confirm"), ["Müller", BEAT]);
  });

  test("and what he hears after his yes names nobody either", async () => {
    const world = await worldWhere({ membersMaySend: "send" });
    await hand(world, mailTo({ from: BEAT, to: JUGEND }), UNPROVEN);
    await hand(world, answerTo(theOne(await leaving(world), "confirm"), "Ja"));
    const left = await leaving(world);
    expect(inWords(left)).toEqual([`released to ${BEAT}`, ...JUGENDS_COPIES, `report to ${BEAT}`]);
    expectNothingRevealed(theOne(left, "released"), ["Müller", BEAT]);
    expectNothingRevealed(theOne(left, "report"), ["Müller", BEAT]);
  });

  test("and it goes out at once where members may send", async () => {
    const world = await worldWhere({ membersMaySend: "send" });
    await hand(world, mailTo({ from: BEAT, to: JUGEND }));
    expect(inWords(await leaving(world))).toEqual([...JUGENDS_COPIES, `report to ${BEAT}`]);
  });
});

describe("a stranger writes to Jugend", () => {
  const moderated = { othersMaySend: "moderate", moderatorRole: LEADER };

  test("and waits for the moderator; an unproven one hears nothing", async () => {
    const world = await worldWhere(moderated);
    expect(await hand(world, mailTo({ from: STRANGER, to: JUGEND }), { client: "anybody" })).toEqual(ACCEPTED);
    expect(inWords(await leaving(world))).toEqual([`moderate to ${RUTH}`]);
  });

  test("and a proven one is told that it waits, and not for whom", async () => {
    const world = await worldWhere(moderated);
    await hand(world, mailTo({ from: STRANGER, to: JUGEND }));
    const left = await leaving(world);
    expect(inWords(left).toSorted()).toEqual([`held to ${STRANGER}`, `moderate to ${RUTH}`]);
    expectNothingRevealed(theOne(left, "held"));
  });

  test("and where everybody may send, an unproven one is moderated", async () => {
    const world = await worldWhere({ othersMaySend: "send", moderatorRole: LEADER });
    await hand(world, mailTo({ from: STRANGER, to: JUGEND }), UNPROVEN);
    expect(inWords(await leaving(world))).toEqual([`moderate to ${RUTH}`]);
  });

  test("and where everybody may send, a proven one's goes out, and the report names nobody", async () => {
    const world = await worldWhere({ othersMaySend: "send" });
    await hand(world, mailTo({ from: STRANGER, to: JUGEND }));
    const left = await leaving(world);
    expect(inWords(left)).toEqual([...JUGENDS_COPIES, `report to ${STRANGER}`]);
    expectNothingRevealed(theOne(left, "report"));
  });
});

describe("other targets", () => {
  test("the leaders alone, by the number of their role", async () => {
    const world = await worldWhere({ loginsMaySend: "send" });
    await hand(world, mailTo({ from: RUTH, to: `gr000123.000045@${DOMAIN}` }));
    expect(inWords(await leaving(world))).toEqual([`copy to ${RUTH}`, `report to ${RUTH}`]);
  });

  test("a subgroup by number and by letter", async () => {
    const directory = stage({ hauskreis: { loginsMaySend: "send" } });
    const world = await testWorld({ directory, installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: RUTH, to: HAUSKREIS }));
    expect(inWords(await leaving(world)).toSorted()).toEqual([`copy to ${KIM}`, `copy to ${LEA}`, `report to ${RUTH}`]);
    await hand(world, mailTo({ from: RUTH, to: `sg0007l@${DOMAIN}` }));
    expect(inWords(await leaving(world))).toEqual([`copy to ${LEA}`, `report to ${RUTH}`]);
  });

  test("her My List, which always asks first", async () => {
    const world = await worldWhere();
    await hand(world, mailTo({ from: RUTH, to: `ml@${DOMAIN}` }));
    const question = theOne(await leaving(world), "confirm");
    await hand(world, answerTo(question, "Ja"));
    expect(inWords(await leaving(world))).toEqual([
      `released to ${RUTH}`,
      `copy to ${BEAT}`,
      `copy to ${LEA}`,
      `report to ${RUTH}`,
    ]);
    expect(await describeMessage(world, 1)).toMatchObject({ target: { kind: "my-list", id: "ruth" } });
  });

  test("a filter by its alias, which always asks first", async () => {
    const filter = { id: 3, name: "Küttigen", alias: "kuettigen", where: { field: "ORT", equals: "küttigen" } };
    const world = await testWorld({ directory: { ...stage(), filters: [filter] }, installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: RUTH, to: `kuettigen@${DOMAIN}` }));
    await hand(world, answerTo(theOne(await leaving(world), "confirm"), "Ja"));
    expect(inWords(await leaving(world))).toEqual([`released to ${RUTH}`, `copy to ${BEAT}`, `report to ${RUTH}`]);
  });

  test("a group and all below it: who belongs to a group below is a member", async () => {
    const directory = stage({ jugend: { membersMaySend: "send" } });
    const [jugend, konf] = directory.groups;
    const groups = [jugend, { ...konf, parent: 123 }];
    const world = await testWorld({ directory: { ...directory, groups }, installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: KIM, to: JUGEND }));
    const left = inWords(await leaving(world));
    expect(left.toSorted()).toEqual(
      [...JUGENDS_COPIES, `copy to ${KIM}`, `copy to ${MARIA}`, `copy to ${OFFICE}`, `report to ${KIM}`].toSorted(),
    );
  });

  test("a shared address writes with the rights of all its persons", async () => {
    const directory = stage({ jugend: { loginsMaySend: "send", moderatorRole: LEADER }, konf: {} });
    directory.groups[0]?.members.push({ person: PERSON.urs, role: LEADER });
    const world = await testWorld({ directory, installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: WUETHRICHS, to: JUGEND }));
    expect(inWords(await leaving(world))).toEqual([...JUGENDS_COPIES, `report to ${WUETHRICHS}`]);
    expect(await describeMessage(world, 1)).toMatchObject({ category: "moderator" });
  });
});

describe("whoever writes from the admin address of a login that may not read the group", () => {
  const ADMIN = "verwaltung@post.example";

  function withLogin(enabled: boolean): Promise<TestWorld> {
    const directory = stage({ jugend: { membersMaySend: "send" } });
    const read = { persons: false, groups: [], subgroups: [] };
    const logins = [
      { name: "beat", person: PERSON.beat, adminEmail: ADMIN, enabled, groupMail: true, read, myList: [] },
    ];
    return testWorld({ directory: directoryFile({ ...directory, logins }), installation: { batch: NO_PACE } });
  }

  test("writes as its person, who belongs to it, and is asked there", async () => {
    const world = await withLogin(true);
    await hand(world, mailTo({ from: ADMIN, to: JUGEND }), UNPROVEN);
    expect(inWords(await leaving(world))).toEqual([`confirm to ${ADMIN}`]);
    expect(await describeMessage(world, 1)).toMatchObject({ category: "member" });
  });

  test("is nobody of the group where the login is disabled", async () => {
    const world = await withLogin(false);
    await hand(world, mailTo({ from: ADMIN, to: JUGEND }), UNPROVEN);
    expect(await fates(world)).toEqual([`${JUGEND} refused: sender-not-allowed`]);
  });
});

test("what is written to noreply is heard by nobody", async () => {
  const world = await worldWhere();
  expect(await hand(world, { ...mailTo({ from: RUTH, to: JUGEND }), to: [`noreply@${DOMAIN}`] })).toEqual(ACCEPTED);
  expect(await leaving(world)).toEqual([]);
  expect(await fates(world)).toEqual([]);
});

test("a group that was removed between RCPT and DATA is unknown", async () => {
  const world = await worldWhere();
  const replies = await mailArrived(world, {
    protocol: "smtp",
    returnPath: RUTH,
    recipients: [{ address: `gr000999@${DOMAIN}`, destination: { kind: "group", id: 999, role: null } }],
    raw: mailTo({ from: RUTH, to: `gr000999@${DOMAIN}` }).raw,
    size: "ok",
    fromTrustedPeer: false,
  });
  expect(replies).toMatchObject([{ code: 550, status: "5.1.1" }]);
  expect(await fates(world)).toEqual([]);
});
