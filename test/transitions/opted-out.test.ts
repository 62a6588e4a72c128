import { beforeEach, describe, expect, test } from "vitest";
import type { Address } from "../../src/mail/address.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import { tellNews } from "../../src/transitions/news-told.ts";
import { queueTestCopy } from "../../src/transitions/test-copy-queued.ts";
import { mailTo, type Post } from "../support/mails.ts";
import { BEAT, CONTACT, DOMAIN, JUGEND, KONF, LEA, PERSON, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { answerTo, hand, inWords, type Left, leaving, theOne } from "../support/post-office.ts";
import { bounceOf } from "../support/returned.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const RESPONSIBLE = "praesidium@kg-aarau.example";
const LEADERS = `gr000123.000045@${DOMAIN}`;

const SENT_AT_ONCE = { loginsMaySend: "send", responsible: RESPONSIBLE };

function worldOf(jugend: Record<string, unknown> = {}, changes: Parameters<typeof testWorld>[0] = {}) {
  return testWorld({
    directory: stage({ jugend: { ...SENT_AT_ONCE, ...jugend }, konf: { loginsMaySend: "send" } }),
    installation: { batch: NO_PACE },
    ...changes,
  });
}

let world: TestWorld;

beforeEach(async () => {
  world = await worldOf();
});

/** Ruth writes, and everything leaves. */
async function mailing(to = JUGEND, of = world): Promise<Left[]> {
  await hand(of, mailTo({ from: RUTH, to, subject: "Sommerlager" }));
  return leaving(of);
}

const recipients = (left: readonly Left[]) =>
  left
    .filter(({ kind }) => kind === "copy")
    .map(({ to }) => to)
    .toSorted();

/** The address in List-Unsubscribe of somebody's copy. */
function optOutAddress(left: readonly Left[], to: string): string {
  const [, address] = /^<mailto:([^?>]+)\?subject=unsubscribe>$/.exec(header(theOne(left, "copy", to))) ?? [];
  if (address === undefined) throw new Error(`no List-Unsubscribe in the copy to ${to}`);
  return address;
}

const header = (copy: Left) => copy.header("list-unsubscribe") ?? "";

/** A mail program opts out. */
function optingOut(address: string, letter: Partial<Parameters<typeof mailTo>[0]> = {}): Post {
  return mailTo({ from: BEAT, to: address, subject: "unsubscribe", ...letter });
}

const events = async (kind: string) =>
  (await world.store.snapshot((read) => read.selectFrom("events").selectAll().where("kind", "=", kind).execute())).map(
    ({ address, text, message_id }) => ({ address, text, message: message_id }),
  );

test("Beat opts out with one mail: he is told, and gets no mail of Jugend any more, but that of other groups", async () => {
  const first = await mailing();
  expect(await hand(world, optingOut(optOutAddress(first, BEAT)), { proof: "none" })).toEqual(["250 2.6.0 accepted"]);
  const told = await leaving(world);
  expect(inWords(told)).toEqual([`unsubscribed to ${BEAT}`]);
  expect(theOne(told, "unsubscribed").header("subject")).toBe("Abgemeldet: Jugend");
  expect(theOne(told, "unsubscribed").header("auto-submitted")).toBe("auto-generated");

  const second = await mailing();
  expect(recipients(second)).toEqual([WUETHRICHS, LEA, RUTH].toSorted());
  expect(theOne(second, "report").text).toContain("Beat M");
  expect(theOne(second, "report").text).toContain("(1 abgemeldet)");
  expect(recipients(await mailing(KONF))).toContain(BEAT);
  expect(await events("opted-out")).toEqual([{ address: BEAT, text: "Beat Müller-Lüdenscheidt", message: 1 }]);
});

test("the leaders of the group are the same target", async () => {
  const left = await mailing(LEADERS);
  await hand(world, optingOut(optOutAddress(left, RUTH)));
  expect(inWords(await leaving(world))).toEqual([`unsubscribed to ${RUTH}`]);
  expect(recipients(await mailing())).toEqual([BEAT, WUETHRICHS, LEA].toSorted());
});

test("Anna and Urs share an address: one of them opts both out, whichever copy it was", async () => {
  world = await worldOf({ copies: "per-person" });
  const copies = (await mailing()).filter(({ to }) => to === WUETHRICHS);
  expect(copies).toHaveLength(2);
  const [, address = ""] = /mailto:([^?]+)/.exec(header(copies[1] ?? copies[0] ?? ({} as Left))) ?? [];
  await hand(world, optingOut(address));
  const { text } = theOne(await leaving(world), "unsubscribed", WUETHRICHS);
  expect(text).toContain("Anna W=C3=BCthrich");
  expect(text).toContain("Urs W=C3=BCthrich");
  expect(recipients(await mailing())).toEqual([BEAT, LEA, RUTH].toSorted());
});

test("whose address it is no longer is not opted out", async () => {
  const left = await mailing();
  await world.change({
    persons: [{ id: PERSON.urs, firstName: "Urs", lastName: "Wüthrich", emails: [{ address: "urs@neu.example" }] }],
  });
  await hand(world, optingOut(optOutAddress(left, WUETHRICHS)));
  await leaving(world);
  expect(recipients(await mailing())).toEqual(["urs@neu.example", BEAT, LEA, RUTH].toSorted());

  await world.change({ persons: [{ id: PERSON.beat, emails: [{ address: "beat@neu.example" }] }] });
  await hand(world, optingOut(optOutAddress(left, BEAT)));
  expect(await leaving(world)).toEqual([]);
  expect(await events("opted-out")).toHaveLength(1);
});

describe("whatever programs write for people counts", () => {
  const WRITTEN: [string, Partial<Parameters<typeof mailTo>[0]>, string?][] = [
    ["Gmail, with a text of its own", { text: "This message was automatically generated by Gmail." }],
    ["Apple Mail, which says auto-replied", { headers: ["Auto-Submitted: auto-replied", "X-Apple-Unsubscribe: true"] }],
    ["a program that leaves the sender null", {}, ""],
    ["a program that says bulk", { subject: "Unsubscribe", headers: ["Precedence: bulk"] }],
    ["a program that says bulk, with a subject of its own", { subject: "Abmelden", headers: ["Precedence: bulk"] }],
    ["a program of its own accord", { subject: "Abmelden", headers: ["Auto-Submitted: auto-generated"] }],
    ["Outlook, without any subject", { subject: "", text: "" }],
    ["a person with a sentence", { subject: "Abmelden", text: "Bitte keine Mails mehr." }],
  ];

  test.each(WRITTEN)("%s", async (_who, letter, from = BEAT) => {
    const left = await mailing();
    await hand(world, { ...optingOut(optOutAddress(left, BEAT), letter), from }, { proof: "none" });
    expect(inWords(await leaving(world))).toEqual([`unsubscribed to ${BEAT}`]);
  });
});

describe("what programs send back of themselves does not", () => {
  const SENT_BACK: [string, (address: string, copy: Left) => Post][] = [
    ["a bounce", (address, copy) => bounceOf(copy, { to: address })],
    [
      "a vacation reply with a mark",
      (to) => optingOut(to, { subject: "Ferien", headers: ["Auto-Submitted: auto-replied"] }),
    ],
    ["a vacation reply without one", (to) => optingOut(to, { subject: "Abwesenheitsnotiz: Sommerlager" })],
    ["a receipt without a mark", (to) => optingOut(to, { subject: "Gelesen: Sommerlager" })],
    ["mail without a sender", (to) => ({ ...optingOut(to, { subject: "Sommerlager" }), from: "" })],
    ["one of our notices", (to) => optingOut(to, { headers: ["X-Rundmail-Notice: report"] })],
  ];

  test.each(SENT_BACK)("%s", async (_what, post) => {
    const left = await mailing();
    await hand(world, post(optOutAddress(left, BEAT), theOne(left, "copy", BEAT)), { proof: "none" });
    expect(await leaving(world)).toEqual([]);
    expect(await events("opted-out")).toEqual([]);
  });

  test("and a mail that goes in circles is refused", async () => {
    const left = await mailing();
    const looping = optingOut(optOutAddress(left, BEAT), { headers: [`List-Id: <gr000123.${DOMAIN}>`] });
    expect(await hand(world, looping)).toEqual([expect.stringMatching(/^554 5\.4\.6/)]);
  });
});

test("an invented token, and one of another purpose, opt nobody out and are answered alike", async () => {
  const left = await mailing();
  const copy = theOne(left, "copy", BEAT);
  const guesses = [
    `unsubscribe-${"a".repeat(41)}@${DOMAIN}`,
    copy.returnPath.replace("bounce-", "unsubscribe-"),
    optOutAddress(left, BEAT).replace(/.@/, (end) => (end === "a@" ? "b@" : "a@")),
  ];
  for (const guess of guesses) expect(await hand(world, optingOut(guess))).toEqual(["250 2.6.0 accepted"]);
  expect(await leaving(world)).toEqual([]);
  expect(await events("opted-out")).toEqual([]);
});

test("a test copy has an address of the same form, by which nobody opts out", async () => {
  const left = await mailing();
  await queueTestCopy(world, 1, "praktikum@kg-aarau.example" as Address, { kind: "person", id: PERSON.beat });
  const trial = theOne(await leaving(world), "test-copy");
  const [, address = ""] = /mailto:([^?]+)/.exec(header(trial)) ?? [];
  expect(address).toHaveLength(optOutAddress(left, BEAT).length);
  await hand(world, optingOut(address));
  expect(await leaving(world)).toEqual([]);
  expect(await events("opted-out")).toEqual([]);
});

test("a second mail is told that it is so already, once an hour at most", async () => {
  const address = optOutAddress(await mailing(), BEAT);
  for (let time = 0; time < 5; time += 1) await hand(world, optingOut(address));
  expect(inWords(await leaving(world))).toEqual([`unsubscribed to ${BEAT}`]);
  world.wait(HOUR_MS + MINUTE_MS);
  for (let time = 0; time < 5; time += 1) await hand(world, optingOut(address));
  const told = await leaving(world);
  expect(inWords(told)).toEqual([`unsubscribed to ${BEAT}`]);
  expect(theOne(told, "unsubscribed").header("subject")).toBe("Schon abgemeldet: Jugend");
  expect(await events("opted-out")).toHaveLength(1);
});

test("two mails at the same instant opt out once", async () => {
  const address = optOutAddress(await mailing(), BEAT);
  await Promise.all([hand(world, optingOut(address)), hand(world, optingOut(address, { subject: "Abmelden" }))]);
  expect(inWords(await leaving(world))).toEqual([`unsubscribed to ${BEAT}`]);
  expect(await events("opted-out")).toHaveLength(1);
});

test("copies that have not gone are withdrawn; who shares the address and stays is greeted alone", async () => {
  const first = await mailing();
  await hand(world, mailTo({ from: RUTH, to: JUGEND, subject: "Winter", text: "###_SALUTATION### ###VORNAME###" }));
  await hand(world, optingOut(optOutAddress(first, BEAT)));
  // Anna alone, as an operator would.
  await world.store.atomically((tx) =>
    tx.insertInto("opt_outs").values({ person_id: PERSON.anna, target_key: "group:123", at: 0 }).execute(),
  );
  const second = await leaving(world);
  expect(recipients(second)).toEqual([WUETHRICHS, LEA, RUTH].toSorted());
  expect(theOne(second, "copy", WUETHRICHS).text).toContain("Lieber Urs");
});

test("a copy in the queue is withdrawn as well, and the message comes to its end", async () => {
  world = await worldOf({}, { installation: { batch: { ...NO_PACE, size: 1, everyMs: HOUR_MS } } });
  await hand(world, mailTo({ from: RUTH, to: JUGEND, text: "###_SALUTATION### ###VORNAME###" }));
  const [copy] = await leaving(world);
  if (copy === undefined) throw new Error("nothing left");
  const waiting = [BEAT, WUETHRICHS, LEA, RUTH].filter((address) => address !== copy.to);
  // Whose copy waits opts out by an earlier one; here the rows are written as that would.
  const ids: Record<string, number[]> = {
    [BEAT]: [PERSON.beat],
    [WUETHRICHS]: [PERSON.anna],
    [LEA]: [PERSON.lea],
    [RUTH]: [PERSON.ruth],
  };
  await world.store.atomically(async (tx) => {
    for (const address of waiting) {
      for (const person of ids[address] ?? []) {
        await tx.insertInto("opt_outs").values({ person_id: person, target_key: "group:123", at: 0 }).execute();
      }
    }
  });
  world.wait(HOUR_MS + MINUTE_MS);
  const left = await leaving(world);
  // Urs stays, and is greeted alone.
  expect(recipients(left)).toEqual([WUETHRICHS]);
  expect(left[0]?.text).toContain("Lieber Urs");
  world.wait(HOUR_MS + MINUTE_MS);
  await leaving(world);
  const details = await describeMessage(world, 1);
  expect(details).toMatchObject({ state: "sent", copies: { sent: 2, cancelled: 2 } });
});

test("who is opted out is left out of the question too, and of what `explain` would say", async () => {
  world = await worldOf({ loginsMaySend: "confirm" });
  await hand(world, mailTo({ from: RUTH, to: JUGEND }));
  const question = theOne(await leaving(world), "confirm");
  await hand(world, answerTo(question, "Ja"));
  const left = await leaving(world);
  await hand(world, optingOut(optOutAddress(left, WUETHRICHS)));
  await leaving(world);
  await hand(world, mailTo({ from: RUTH, to: JUGEND }));
  const next = theOne(await leaving(world), "confirm");
  expect(next.text).toContain("3 Personen an 3 Adressen, 1 ohne E-Mail-Adresse\r\n  Ausgelassen: 2 abgemeldet");
});

describe("the responsible person", () => {
  test("hears of it in one overview, with names and the way back", async () => {
    const left = await mailing();
    for (const to of [BEAT, WUETHRICHS]) await hand(world, optingOut(optOutAddress(left, to)));
    await leaving(world);
    world.wait(11 * MINUTE_MS);
    await tellNews(world);
    const told = await leaving(world);
    expect(inWords(told)).toEqual([`overview to ${RESPONSIBLE}`]);
    const overview = theOne(told, "overview");
    expect(overview.header("subject")).toBe("Abgemeldet: 2 Adressen");
    for (const words of ["Beat M", "Anna W", "Urs W", "Jugend"]) expect(overview.text).toContain(words);
    expect(overview.text).not.toContain("Probleme");
  });

  test("is the contact where the group names nobody, and is told the command", async () => {
    world = await worldOf({ responsible: null });
    await hand(world, optingOut(optOutAddress(await mailing(), BEAT)));
    await leaving(world);
    world.wait(11 * MINUTE_MS);
    await tellNews(world);
    const { to, text } = theOne(await leaving(world), "overview");
    expect(to).toBe(CONTACT);
    expect(text).toContain("rundmail person set NUMMER --opt-in ADRESSE");
  });
});

describe("mail that nobody drops out of without a human", () => {
  test("of an official group: the responsible person reads the wish, once a day, and nobody is opted out", async () => {
    world = await worldOf({ class: "official" });
    const address = optOutAddress(await mailing(), BEAT);
    for (let time = 0; time < 5; time += 1) await hand(world, optingOut(address, { text: `Bitte ${time}` }));
    const told = await leaving(world);
    expect(inWords(told)).toEqual([`forwarded to ${RESPONSIBLE}`]);
    expect(theOne(told, "forwarded").header("subject")).toContain("Abmeldung von Jugend");
    expect(theOne(told, "forwarded").text).toContain("Bitte 0");
    expect(recipients(await mailing())).toContain(BEAT);
    world.wait(DAY_MS + MINUTE_MS);
    await hand(world, optingOut(address, { text: "Noch einmal" }));
    expect(inWords(await leaving(world))).toEqual([`forwarded to ${RESPONSIBLE}`]);
  });

  test("an invoice has no such address, and an older one opts nobody out of it", async () => {
    const address = optOutAddress(await mailing(), BEAT);
    await world.change(stage({ jugend: { ...SENT_AT_ONCE, class: "transactional" } }));
    const invoices = await mailing();
    for (const copy of invoices.filter(({ kind }) => kind === "copy")) {
      expect(copy.header("list-unsubscribe")).toBeUndefined();
      expect(copy.header("list-id")).toBeDefined();
    }
    await hand(world, optingOut(address));
    expect(inWords(await leaving(world))).toEqual([`forwarded to ${RESPONSIBLE}`]);
    expect(await events("opted-out")).toEqual([]);
  });

  test("an invoice goes also to who had opted out before", async () => {
    await hand(world, optingOut(optOutAddress(await mailing(), BEAT)));
    await leaving(world);
    await world.change(stage({ jugend: { ...SENT_AT_ONCE, class: "transactional" } }));
    expect(recipients(await mailing())).toContain(BEAT);
    await world.change(stage({ jugend: { ...SENT_AT_ONCE, class: "official" } }));
    expect(recipients(await mailing())).not.toContain(BEAT);
  });
});

test("opting out of a group is no word about the groups below or above it", async () => {
  const people = stage({ jugend: SENT_AT_ONCE, konf: { loginsMaySend: "send" } });
  const nested = people.groups.map((group) => (group.id === 124 ? { ...group, parent: 123 } : group));
  world = await testWorld({ directory: { ...people, groups: nested }, installation: { batch: NO_PACE } });
  await hand(world, optingOut(optOutAddress(await mailing(), BEAT)));
  await leaving(world);
  expect(recipients(await mailing())).not.toContain(BEAT);
  expect(recipients(await mailing(KONF))).toContain(BEAT);
});

test("an import, also one that says the same again, leaves Beat opted out", async () => {
  await hand(world, optingOut(optOutAddress(await mailing(), BEAT)));
  await leaving(world);
  await world.change(stage({ jugend: SENT_AT_ONCE }));
  expect(recipients(await mailing())).not.toContain(BEAT);
});
