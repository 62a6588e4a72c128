import { describe, expect, test } from "vitest";
import { explainMail } from "../../src/questions/explanation.ts";
import type { Whom } from "../../src/questions/whom.ts";
import { addressOf } from "../support/directory.ts";
import { explained } from "../support/explain.ts";
import { mailTo } from "../support/mails.ts";
import {
  BEAT,
  DOMAIN,
  JUGEND,
  KIM,
  LEA,
  LEADER,
  MARIA,
  PERSON,
  RUTH,
  STRANGER,
  stage,
  stageWithTwoModerators,
  type WrittenSettings,
  WUETHRICHS,
} from "../support/people.ts";
import { answerTo, hand, inWords, type Left, leaving, rejecting, theOne } from "../support/post-office.ts";
import { bounceOf } from "../support/returned.ts";
import { DAY_MS, NO_PACE, suppress, type TestWorld, testWorld } from "../support/world.ts";

const letter = mailTo({
  from: RUTH,
  to: JUGEND,
  subject: "Lager",
  text: "###_SALUTATION### ###VORNAME### ###TITEL###",
});

function open(jugend: WrittenSettings = {}): Promise<TestWorld> {
  return testWorld({ directory: stage({ jugend }), installation: { batch: NO_PACE } });
}

describe("why an author counts as what they count", () => {
  test.each([
    [RUTH, "login", "login ruth is enabled, may use group mail and may read this target"],
    [MARIA, "moderator", "Maria di Matteo (person 7) holds the moderatorRole (45) of this target"],
    [BEAT, "member", "Beat Müller-Lüdenscheidt (person 2) belongs to it or to a group below"],
    [KIM, "other", "the address is in the directory, but nobody who has it belongs to this target"],
    [STRANGER, "other", "the address is not in the directory"],
  ])("%s is %s", async (from, category, categoryReason) => {
    const world = await testWorld({ directory: stageWithTwoModerators() });
    expect(await explained(world, mailTo({ from, to: JUGEND }))).toMatchObject({ category, categoryReason });
  });

  test.each([
    [{ groupMail: false }, "the login may read this target, but may not use group mail"],
    [{ read: { groups: [] } }, "the login may not read this target, and nobody with this address belongs to it"],
  ])("a login with %j is other", async (changes, categoryReason) => {
    const login = {
      name: "kim",
      person: PERSON.kim,
      enabled: true,
      groupMail: true,
      read: { groups: "all" },
      ...changes,
    };
    const world = await testWorld({ directory: { ...stage(), logins: [login] } });
    expect(await explained(world, mailTo({ from: KIM, to: JUGEND }))).toMatchObject({
      category: "other",
      categoryReason,
    });
  });
});

describe("the rule that decided", () => {
  test.each<[WrittenSettings, Parameters<typeof mailTo>[0], string]>([
    [{}, letterOf({}), 'loginsMaySend is "confirm"'],
    [{ loginsMaySend: "send" }, letterOf({}), 'loginsMaySend is "send"'],
    [{ loginsMaySend: "confirm", othersMaySend: "send" }, letterOf({}), 'othersMaySend is "send"'],
    [
      { loginsMaySend: "send" },
      letterOf({ text: "###WAS###", subject: "Abwesend: x" }),
      'loginsMaySend is "send", but ###WAS### is not known, the subject is that of a vacation reply: the author must confirm',
    ],
    [
      { othersMaySend: "send", moderatorRole: LEADER },
      letterOf({ from: STRANGER, text: "###WAS###" }),
      'othersMaySend is "send", but ###WAS### is not known: a moderator decides',
    ],
    [{}, letterOf({ from: BEAT }), 'you may not write to this address (membersMaySend is "no", moderatorRole is null)'],
    [
      { membersMaySend: "moderate" },
      letterOf({ from: BEAT }),
      'nobody can decide about this mail (membersMaySend is "moderate", moderatorRole is null)',
    ],
  ])("with %j", async (settings, written, rule) => {
    expect((await explained(await open(settings), mailTo(written))).rule).toBe(rule);
  });

  test("a limit is named with what was found", async () => {
    const world = await testWorld({ installation: { maxRecipients: 3 } });
    const { reason, rule, told } = await explained(world, letter);
    expect({ reason, rule, told }).toEqual({
      reason: "too-many-recipients",
      rule: "more recipients than this server allows (maxRecipients is 3, found 4)",
      told: "notice",
    });
  });

  test("My Lists and filters have one rule", async () => {
    const explanation = await explained(await open(), mailTo({ from: RUTH, to: `ml@${DOMAIN}` }));
    expect(explanation).toMatchObject({
      target: { kind: "my-list", id: "ruth", name: "Meine Liste", address: `ml@${DOMAIN}` },
      rule: "a login always confirms mail to a My List or filter",
    });
  });

  test("an unreadable header says which problem it has", async () => {
    const raw = Buffer.from("From: ruth@post.example\r\nno field\r\n\r\nText");
    const explanation = await explained(await open(), { ...letter, raw }, { proof: "none" });
    expect(explanation).toMatchObject({
      verdict: "refuse",
      reason: "unparsable",
      rule: expect.stringContaining("(not-a-field)"),
      target: { kind: "group", id: 123 },
      author: null,
      category: null,
    });
  });
});

describe("who gets a copy and who gets none", () => {
  test("stands there with names and reasons", async () => {
    const people = stage();
    const hidden = { ...people.persons.find(({ id }) => id === PERSON.beat), hidden: true };
    const world = await testWorld({
      directory: { ...people, persons: [...people.persons.filter(({ id }) => id !== 2), hidden] },
    });
    await suppress(world, LEA);
    const { recipients, leftOut } = await explained(world, letter);
    expect(recipients).toEqual([
      { address: RUTH, persons: [PERSON.ruth], names: ["Ruth Keller"] },
      { address: WUETHRICHS, persons: [PERSON.anna, PERSON.urs], names: ["Anna Wüthrich", "Urs Wüthrich"] },
    ]);
    expect(leftOut).toEqual([
      { person: PERSON.beat, name: "Beat Müller-Lüdenscheidt", reason: "hidden" },
      { person: PERSON.hansjoerg, name: "Hans-Jörg Äschbacher", reason: "no-address" },
      { person: PERSON.lea, name: "Léa Dubois", reason: "suppressed" },
    ]);
  });

  test("each has an own copy where the group says so", async () => {
    const { recipients } = await explained(await open({ copies: "per-person" }), letter);
    expect(recipients.map(({ address, persons }) => [address, persons])).toEqual([
      [RUTH, [1]],
      [BEAT, [2]],
      [WUETHRICHS, [3]],
      [WUETHRICHS, [4]],
      [LEA, [6]],
    ]);
  });
});

describe("the finished copy", () => {
  const as = (whom: Whom, jugend: WrittenSettings = {}) =>
    open(jugend).then((world) => explained(world, letter, {}, whom));
  const person = (id: number): Whom => ({ kind: "person", id });

  test("is that of the person asked about, by number or by address", async () => {
    const { copy } = await as(person(PERSON.urs));
    expect(copy).toMatchObject({ address: WUETHRICHS, persons: [3, 4], text: "Liebe Anna, lieber Urs" });
    expect((await as({ kind: "address", address: addressOf(LEA) })).copy?.text).toBe("Chère Léa");
    expect((await as(person(PERSON.urs), { copies: "per-person" })).copy?.text).toBe("Lieber Urs");
  });

  test("has all fields that a copy carries", async () => {
    const { copy } = await as(person(PERSON.beat));
    expect(copy?.headers.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "Received",
        "List-Id",
        "Precedence",
        "From",
        "To",
        "Subject",
        "Message-ID",
        "X-Rundmail-Copy",
      ]),
    );
    expect(copy?.headers).toContainEqual({ name: "To", value: `Beat Müller-Lüdenscheidt <${BEAT}>` });
    expect(copy?.headers.some(({ name }) => name === "Authentication-Results")).toBe(false);
  });

  test.each([
    [PERSON.hansjoerg, "no-address"],
    [PERSON.kim, "not-in-target"],
  ])("of person %i does not exist: %s", async (id, noCopy) => {
    expect(await as(person(id))).toMatchObject({ copy: null, noCopy, verdict: "confirm" });
  });

  test("of nobody in the directory is not asked for", async () => {
    const world = await open();
    const handed = { protocol: "smtp", raw: letter.raw, size: "ok", fromTrustedPeer: false } as const;
    expect(await explainMail(world, { to: JUGEND, handed, returnPath: RUTH, whom: person(99) })).toBeUndefined();
  });
});

test("a mail that is a message already says which", async () => {
  const world = await open();
  await hand(world, letter);
  expect((await explained(world, letter)).sameAs).toBe(1);
  world.wait(2 * DAY_MS);
  expect((await explained(world, letter)).sameAs).toBeNull();
});

describe("an answer to a question", () => {
  async function asked(): Promise<{ world: TestWorld; question: Left }> {
    const world = await open();
    await hand(world, letter);
    return { world, question: theOne(await leaving(world), "confirm") };
  }

  test.each([
    ["Ja", "release", "Ruth Keller says yes to message 1"],
    ["Nein, falsch", "reject", "Ruth Keller says no to message 1"],
    ["Ok, aber erst Freitag", "ask-again", "neither a clear yes nor a clear no to message 1"],
  ])("«%s»", async (text, verdict, rule) => {
    const { world, question } = await asked();
    const answer = answerTo(question, text);
    expect(await explained(world, answer)).toMatchObject({ destination: "answer", verdict, rule, target: null });
    expect((await explained(world, rejecting(answer))).verdict).toBe("reject");
  });

  test("of somebody else, of a program, and too late", async () => {
    const { world, question } = await asked();
    const verdictOf = async (...answer: Parameters<typeof answerTo>) => {
      const { verdict, rule } = await explained(world, answerTo(...answer));
      return `${verdict}: ${rule}`;
    };
    expect(await verdictOf(question, "Ja", BEAT)).toBe("ignore: not the person asked about message 1");
    expect(await verdictOf(question, "Ja", RUTH, ["Auto-Submitted: auto-replied"])).toBe(
      "ignore: the answer about message 1 decides nothing: automatic: auto-replied",
    );
    await hand(world, answerTo(question, "Nein"));
    expect(await verdictOf(question, "Ja")).toBe("ignore: too late: message 1 is rejected; Ruth Keller is told so");
  });

  test("to the return path is a mail that came back", async () => {
    const { world, question } = await asked();
    const returned = bounceOf(question);
    expect(await explained(world, returned)).toMatchObject({
      destination: "bounce",
      verdict: "keep",
      rule: `a notice of message 1 to ${RUTH} came back`,
    });
  });
});

test("what a program sends back of itself is dropped, as when it comes", async () => {
  const world = await open();
  await hand(world, letter);
  const { returnPath } = theOne(await leaving(world), "confirm");
  const away = mailTo({ from: RUTH, to: returnPath, headers: ["Auto-Submitted: auto-replied"], text: "In den Ferien" });
  expect(await explained(world, away)).toMatchObject({ verdict: "drop", rule: "automatic mail to a return path" });
});

test("what a person answers to the return path goes on to whom it really goes on", async () => {
  const world = await open({ loginsMaySend: "send" });
  await hand(world, letter);
  const { returnPath } = theOne(await leaving(world), "copy", LEA);
  const words = mailTo({ from: LEA, to: returnPath, text: "Ich komme!" });
  expect(await explained(world, words)).toMatchObject({
    verdict: "pass-on",
    rule: "somebody answers to the return path of message 1",
    notices: [{ kind: "forwarded", to: RUTH }],
  });
  await hand(world, words);
  expect(inWords(await leaving(world))).toEqual([`forwarded to ${RUTH}`]);
  const looping = mailTo({ from: LEA, to: returnPath, headers: Array(26).fill("Received: by mx.post.example") });
  expect((await explained(world, looping)).verdict).toBe("drop");
});

test("a report to an unknown return path is kept for the manual folder, a person's words are not", async () => {
  const world = await open();
  const to = `bounce-${"a".repeat(30)}@gruppen.kg-aarau.example`;
  const report = bounceOf({ to: BEAT, returnPath: to, text: "" });
  expect(await explained(world, report)).toMatchObject({
    verdict: "keep",
    rule: "a report about no mail that is known here",
  });
  expect(await explained(world, mailTo({ from: BEAT, to }))).toMatchObject({ verdict: "drop" });
});

describe("a mail to the address to opt out of a copy", () => {
  async function optingOut(settings: WrittenSettings): Promise<{ world: TestWorld; to: string }> {
    const world = await testWorld({
      directory: stage({ jugend: { loginsMaySend: "send", ...settings } }),
      installation: { batch: NO_PACE },
    });
    await hand(world, letter);
    const copy = theOne(await leaving(world), "copy", BEAT);
    return { world, to: /mailto:([^?>]+)/.exec(copy.header("list-unsubscribe") ?? "")?.[1] ?? "" };
  }

  test("opts out, is dropped where a program wrote it, and changes nothing here", async () => {
    const { world, to } = await optingOut({});
    expect(await explained(world, mailTo({ from: BEAT, to }))).toMatchObject({
      destination: "unsubscribe",
      verdict: "opt-out",
      rule: `whoever reads ${BEAT} gets no more mail of Jugend`,
    });
    const away = mailTo({ from: BEAT, to, headers: ["Auto-Submitted: auto-replied"] });
    expect((await explained(world, away)).verdict).toBe("drop");
    expect((await explained(world, mailTo({ from: BEAT, to: to.replace(/.@/, "x@") }))).verdict).toBe("drop");
    await hand(world, letterOfAnotherDay());
    expect(theOne(await leaving(world), "copy", BEAT).to).toBe(BEAT);
  });
});

test.each([
  ["unbekannt@gruppen.kg-aarau.example", "550 5.1.1 no such address here"],
  ["ruth@post.example", "550 5.7.1 this server does not relay"],
])("nothing stands behind %s", async (to, reply) => {
  expect(await explained(await open(), { ...letter, to: [to] })).toMatchObject({
    destination: "unknown",
    target: null,
    verdict: "refuse",
    reply,
    recipients: [],
    copy: null,
  });
});

function letterOfAnotherDay() {
  return mailTo({ from: RUTH, to: JUGEND, subject: "Noch eine" });
}

function letterOf(changes: Partial<Parameters<typeof mailTo>[0]>): Parameters<typeof mailTo>[0] {
  return { from: RUTH, to: JUGEND, ...changes };
}
