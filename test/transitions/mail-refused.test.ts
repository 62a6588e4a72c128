import { describe, expect, test } from "vitest";
import { describeMessage, sourceOf } from "../../src/questions/messages.ts";
import { rejectByHand } from "../../src/transitions/decided-by-hand.ts";
import { mailTo, type Post } from "../support/mails.ts";
import {
  BEAT,
  DOMAIN,
  JUGEND,
  KONF,
  LEA,
  LEADER,
  PERSON,
  RUTH,
  STRANGER,
  stage,
  type WrittenSettings,
} from "../support/people.ts";
import { answerTo, fates, hand, inWords, leaving, theOne, type Way } from "../support/post-office.ts";
import { HOUR_MS, type TestWorld, testWorld } from "../support/world.ts";

const ACCEPTED = ["250 2.6.0 accepted"];
const FORBIDDEN = ["550 5.7.1 [sender-not-allowed] you may not write to this address"];
/** Straight from some client: nothing is proven. */
const DIRECT: Way = { client: "anybody", proof: "none" };

function worldWhere(jugend: WrittenSettings = {}): Promise<TestWorld> {
  return testWorld({ directory: stage({ jugend }) });
}

const beats = () => mailTo({ from: BEAT, to: JUGEND });
const strangers = () => mailTo({ from: STRANGER, to: JUGEND });

describe("who is told how", () => {
  test("Beat, proven, gets 250 and a notice", async () => {
    const world = await worldWhere();
    expect(await hand(world, beats())).toEqual(ACCEPTED);
    expect(inWords(await leaving(world))).toEqual([`refused to ${BEAT}`]);
    expect(await fates(world)).toEqual([`${JUGEND} refused: sender-not-allowed`]);
    expect(await sourceOf(world, 1)).toBeNull();
  });

  test("Beat, told within the hour, hears the 550; after an hour he gets a notice again", async () => {
    const world = await worldWhere();
    await hand(world, beats());
    world.wait(HOUR_MS - 1);
    expect(await hand(world, beats())).toEqual(FORBIDDEN);
    expect(inWords(await leaving(world))).toEqual([`refused to ${BEAT}`]);
    world.wait(1);
    expect(await hand(world, beats())).toEqual(ACCEPTED);
    expect(inWords(await leaving(world))).toEqual([`refused to ${BEAT}`]);
  });

  test("Beat, told of one reason, is told of another one too", async () => {
    const world = await worldWhere();
    await hand(world, beats());
    expect(await hand(world, mailTo({ from: BEAT, to: `ml@${DOMAIN}` }))).toEqual(ACCEPTED);
    expect(inWords(await leaving(world))).toEqual([`refused to ${BEAT}`, `refused to ${BEAT}`]);
  });

  test("Ruth, told at release, hears the 550 within the hour, however long her first mail was held", async () => {
    const world = await worldWhere();
    await hand(world, mailTo({ from: RUTH, to: JUGEND }));
    const question = theOne(await leaving(world), "confirm");
    const [jugend] = stage().groups;
    await world.change({ groups: [{ ...jugend, members: [] }] });
    world.wait(HOUR_MS);
    await hand(world, answerTo(question, "Ja"));
    expect(inWords(await leaving(world))).toEqual([`refused to ${RUTH}`]);
    const [again = ""] = await hand(world, mailTo({ from: RUTH, to: JUGEND }));
    expect(again).toMatch(/^550 5\.7\.1 \[no-recipients\] /);
  });

  test("one notice an hour is for one author: Léa has hers", async () => {
    const world = await worldWhere();
    await hand(world, beats());
    await hand(world, mailTo({ from: LEA, to: JUGEND }));
    expect(inWords(await leaving(world))).toEqual([`refused to ${BEAT}`, `refused to ${LEA}`]);
  });

  test("who only says to be Beat hears the 550, and Beat hears nothing", async () => {
    const world = await worldWhere();
    expect(await hand(world, beats(), DIRECT)).toEqual(FORBIDDEN);
    expect(await hand(world, beats(), { proof: "none" })).toEqual(FORBIDDEN);
    expect(await leaving(world)).toEqual([]);
  });

  test("who tries a number learns neither the name behind it nor its alias, whatever becomes of the mail", async () => {
    const numbered = `gr000123@${DOMAIN}`;
    const world = await worldWhere({ othersMaySend: "moderate", moderatorRole: LEADER });
    await hand(world, mailTo({ from: STRANGER, to: numbered }), { proof: "dmarc" });
    const held = theOne(await leaving(world), "held");
    expect(held.text).toContain(numbered);
    await rejectByHand(world, 1, "");
    const rejected = theOne(await leaving(world), "rejected");
    for (const { text } of [held, rejected]) expect(text).not.toMatch(/jugend/i);
  });

  test("a stranger hears the 550 in the session", async () => {
    const world = await worldWhere();
    expect(await hand(world, strangers(), DIRECT)).toEqual(FORBIDDEN);
    expect(await hand(world, strangers(), { proof: "dmarc" })).toEqual(FORBIDDEN);
    expect(await leaving(world)).toEqual([]);
  });

  test.each<Way>([{ proof: "none" }, { ...DIRECT, protocol: "lmtp" }])(
    "an unproven stranger behind a front server (%j) is dropped, so that nobody gets a bounce",
    async (way) => {
      const world = await worldWhere();
      expect(await hand(world, strangers(), way)).toEqual(ACCEPTED);
      expect(await fates(world)).toEqual([`${JUGEND} dropped: sender-not-allowed`]);
      expect(await leaving(world)).toEqual([]);
    },
  );
});

describe("a stranger writes to two groups, of which one takes it to its moderator", () => {
  const directory = stage({ jugend: { othersMaySend: "moderate", moderatorRole: LEADER } });
  const both = () => mailTo({ from: STRANGER, to: [JUGEND, KONF] });

  test("by SMTP: the 550 is for all of it, names who refused, and nothing is kept of the other", async () => {
    const world = await testWorld({ directory });
    expect(await hand(world, both(), DIRECT)).toEqual([`${FORBIDDEN[0]} (${KONF})`]);
    expect(await fates(world)).toEqual([`${KONF} refused: sender-not-allowed`]);
    expect(await leaving(world)).toEqual([]);
  });

  test("by SMTP, both refuse: both are named", async () => {
    const world = await testWorld();
    expect(await hand(world, both(), DIRECT)).toEqual([`${FORBIDDEN[0]} (${JUGEND}, ${KONF})`]);
  });

  test("by LMTP each is answered alone", async () => {
    const world = await testWorld({ directory });
    const replies = await hand(world, both(), { protocol: "lmtp", proof: "dmarc" });
    expect(replies).toEqual([...ACCEPTED, ...FORBIDDEN]);
    expect(await fates(world)).toEqual([`${JUGEND} held`, `${KONF} refused: sender-not-allowed`]);
  });

  test("Beat's notice about one group does not keep his mail from the other", async () => {
    const world = await testWorld({ directory });
    expect(await hand(world, mailTo({ from: BEAT, to: [JUGEND, KONF] }))).toEqual(ACCEPTED);
    expect(await fates(world)).toEqual([`${JUGEND} held`, `${KONF} refused: sender-not-allowed`]);
  });
});

describe("every reason that is about author and target", () => {
  const nobody = { id: 300, name: "Leer", roles: [LEADER], settings: { othersMaySend: "send" } };
  const filter = { id: 3, name: "Nirgends", where: { field: "ORT", equals: "nirgends" } };
  const login = { name: "beat", person: PERSON.beat, groupMail: true, read: { groups: [300] }, enabled: true };
  const listless = { ...login, name: "lea", person: PERSON.lea, read: { persons: true } };
  const people = stage({ konf: { membersMaySend: "moderate" } });
  const directory = { ...people, groups: [...people.groups, nobody], filters: [filter] };
  const signed = `multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary=s`;
  const withSignedPlaceholder: Post = {
    from: RUTH,
    to: [JUGEND],
    raw: Buffer.from(
      `From: ${RUTH}\r\nTo: ${JUGEND}\r\nMIME-Version: 1.0\r\nContent-Type: ${signed}\r\n\r\n--s\r\nContent-Type: text/plain\r\n\r\nHallo ###VORNAME###\r\n--s\r\nContent-Type: application/pkcs7-signature\r\n\r\nAAAA\r\n--s--\r\n`,
    ),
  };

  test.each<[string, string, string, object[]]>([
    ["login-required", BEAT, `ml@${DOMAIN}`, []],
    ["login-required", BEAT, `fp3@${DOMAIN}`, []],
    ["no-access", BEAT, JUGEND, [login]],
    ["no-access", BEAT, `ml@${DOMAIN}`, [login]],
    ["sender-not-allowed", BEAT, JUGEND, []],
    ["sender-not-allowed", BEAT, JUGEND, [{ ...login, groupMail: false, read: { groups: "all" } }]],
    ["my-list-empty", LEA, `ml@${DOMAIN}`, [listless]],
    ["filter-empty", RUTH, `fp3@${DOMAIN}`, []],
    ["no-recipients", RUTH, `gr000300@${DOMAIN}`, []],
    ["no-recipients", BEAT, `gr000300.000045@${DOMAIN}`, []],
    ["no-moderator", BEAT, KONF, []],
  ])("%s, when %s writes to %s", async (reason, from, to, logins) => {
    const world = await testWorld({ directory: { ...directory, logins: [...people.logins, ...logins] } });
    const post = mailTo({ from, to });
    expect(await hand(world, post)).toEqual(ACCEPTED);
    const left = await leaving(world);
    expect(inWords(left)).toEqual([`refused to ${from}`]);
    expect(theOne(left, "refused").dispatch).toMatchObject({ notice: { notice: { kind: "refused", reason } } });
    expect((await describeMessage(world, 1))?.reason).toBe(reason);
    const [again = ""] = await hand(world, post, DIRECT);
    expect(again).toMatch(new RegExp(`^550 5\\.7\\.1 \\[${reason}\\] `));
  });

  test("signed-placeholders, and the notice says which", async () => {
    const world = await testWorld();
    expect(await hand(world, withSignedPlaceholder)).toEqual(ACCEPTED);
    expect(theOne(await leaving(world), "refused").dispatch).toMatchObject({
      notice: { notice: { reason: "signed-placeholders", placeholders: ["VORNAME"] } },
    });
    const [again = ""] = await hand(world, withSignedPlaceholder, DIRECT);
    expect(again).toMatch(/^550 5\.7\.1 \[signed-placeholders\] /);
  });

  test("a member with rights to nothing reaches a group that takes everybody's mail", async () => {
    const world = await testWorld({
      directory: { ...stage({ jugend: { membersMaySend: "send" } }), logins: [{ ...login, read: {} }] },
    });
    await hand(world, beats());
    expect(await fates(world)).toEqual([`${JUGEND} queued`]);
  });
});

describe("too many recipients", () => {
  const settings = { membersMaySend: "send" };

  test("Ruth, who may read the group, learns the limit and the number", async () => {
    const world = await testWorld({ installation: { maxRecipients: 3 } });
    await hand(world, mailTo({ from: RUTH, to: JUGEND }));
    expect(theOne(await leaving(world), "refused").dispatch).toMatchObject({
      notice: { notice: { reason: "too-many-recipients", limit: { allowed: 3, found: 4 } } },
    });
    expect(await describeMessage(world, 1)).toMatchObject({ reasonText: "4 > 3" });
  });

  test("Beat, who may not, learns the limit alone", async () => {
    const world = await testWorld({ directory: stage({ jugend: settings }), installation: { maxRecipients: 3 } });
    await hand(world, beats());
    expect(theOne(await leaving(world), "refused").dispatch).toMatchObject({
      notice: { notice: { limit: { allowed: 3, found: null } } },
    });
  });

  test("it is copies that count: six persons at four addresses pass a limit of four", async () => {
    const world = await testWorld({ directory: stage({ jugend: settings }), installation: { maxRecipients: 4 } });
    await hand(world, beats());
    expect(await fates(world)).toEqual([`${JUGEND} queued`]);
  });
});

describe("what is wrong with the mail itself is told in the session, to Ruth as to anybody", () => {
  const twoAuthors = mailTo({ from: RUTH, to: JUGEND, headers: ["From: beat@post.example"] });
  const loop = mailTo({ from: RUTH, to: JUGEND, headers: [`List-Id: Jugend <gr000123.${DOMAIN}>`] });
  const wandering = mailTo({ from: RUTH, to: JUGEND, headers: Array(26).fill("Received: by mx.example") });
  const ordinary = mailTo({ from: RUTH, to: JUGEND });
  const halfHeader = { ...ordinary, raw: ordinary.raw.subarray(0, 20) };
  const manyNames = mailTo({ from: RUTH, to: JUGEND, text: "###VORNAME### ".repeat(501) });

  test.each<[string, Post, string, Way]>([
    ["more placeholders than a copy can bear", manyNames, "552 5.3.4 [too-large]", {}],
    ["two From fields", twoAuthors, "554 5.6.0 [unparsable]", {}],
    ["our own List-Id", loop, "554 5.4.6 [loop]", {}],
    ["26 servers", wandering, "554 5.4.6 [loop]", {}],
    ["more bytes than the listener takes", ordinary, "552 5.3.4 [too-large]", { size: "too-large" }],
    ["so many that only half its header was kept", halfHeader, "552 5.3.4 [too-large]", { size: "too-large" }],
    ["a loop that is too large as well", loop, "554 5.4.6 [loop]", { size: "too-large" }],
    [
      "two From fields from an unproven client behind a front server",
      twoAuthors,
      "554 5.6.0 [unparsable]",
      { proof: "none" },
    ],
  ])("%s", async (_, post, reply, way) => {
    const world = await testWorld();
    const [line = ""] = await hand(world, post, way);
    expect(line.startsWith(reply), line).toBe(true);
    expect(await leaving(world)).toEqual([]);
    expect((await fates(world)).filter((fate) => !fate.includes("refused"))).toEqual([]);
  });
});
