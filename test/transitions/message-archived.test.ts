import { describe, expect, test } from "vitest";
import type { Installation } from "../../src/journey/installation.ts";
import { mailTo } from "../support/mails.ts";
import {
  BEAT,
  JUGEND,
  KONF,
  LEA,
  LEADER,
  MARIA,
  PERSON,
  RUTH,
  STRANGER,
  stage,
  WUETHRICHS,
} from "../support/people.ts";
import {
  ACCEPTS,
  answerTo,
  hand,
  inWords,
  type Left,
  leaving,
  type Relay,
  rejecting,
  theOne,
} from "../support/post-office.ts";
import { bounceOf } from "../support/returned.ts";
import { MINUTE_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const ARCHIVE = "archiv@kg-aarau.example";
const OTHER = "archiv-jugend@kg-aarau.example";

const installation = (archive: string[] = [ARCHIVE]) => ({ batch: NO_PACE, archive: archive as never[] });

function worldOf(jugend: Record<string, unknown> = {}, archive?: string[]): Promise<TestWorld> {
  return testWorld({
    directory: stage({ jugend: { loginsMaySend: "send", ...jugend }, konf: { loginsMaySend: "send" } }),
    installation: installation(archive),
  });
}

const archived = (left: readonly Left[]) => left.filter(({ kind }) => kind === "archive").map(({ to }) => to);
const read = ({ text }: Left) =>
  Buffer.from(text.replaceAll("=\r\n", "").replace(/=([0-9A-F]{2})/g, unescaped), "latin1").toString();
const unescaped = (_: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16));

const events = async (world: TestWorld) =>
  (await world.store.snapshot((tx) => tx.selectFrom("events").select(["kind", "address"]).execute())).map(
    ({ kind, address }) => `${kind} ${address ?? ""}`.trim(),
  );

test("the archive gets one mail with the original, who decided and how many; recipients see nothing of it", async () => {
  const world = await worldOf({ loginsMaySend: "confirm" });
  await hand(world, mailTo({ from: RUTH, to: JUGEND, subject: "Sommerlager", text: "Liebe ###VORNAME###" }));
  const question = theOne(await leaving(world), "confirm");
  expect(question.text).not.toContain(ARCHIVE);
  world.wait(MINUTE_MS);
  await hand(world, answerTo(question, "Ja"));
  const left = await leaving(world);
  expect(inWords(left)).toEqual([
    `released to ${RUTH}`,
    `archive to ${ARCHIVE}`,
    ...[BEAT, WUETHRICHS, LEA, RUTH].toSorted().map((to) => `copy to ${to}`),
    `report to ${RUTH}`,
  ]);
  const mail = theOne(left, "archive");
  expect(mail.header("subject")).toMatch(/^Archiv:/);
  expect(mail.header("x-rundmail-message")).toBe("1");
  const text = read(mail);
  expect(text).toContain("Von: ruth@post.example");
  expect(text).toContain("Absender: bestätigt");
  expect(text).toContain("An: Jugend (jugend@");
  expect(text).toContain("Entschieden von: Ruth Keller");
  expect(text).toContain("Entschieden am: Donnerstag, 26. November 2026, 20.02 Uhr");
  expect(text).toContain("Empfänger: 5 Personen an 4 Adressen, 1 ohne E-Mail-Adresse");
  expect(text).not.toContain("Äschbacher");
  expect(text).toContain("Content-Type: message/rfc822");
  expect(text).toContain("Liebe ###VORNAME###");
  for (const other of left.filter(({ kind }) => kind !== "archive")) expect(other.text).not.toMatch(/archiv/i);
});

test("the copies are byte for byte the same with and without an archive", async () => {
  const post = mailTo({ from: RUTH, to: JUGEND, subject: "Sommerlager", text: "Liebe ###VORNAME###" });
  const copiesOf = async (archive: string[]) => {
    const world = await worldOf({}, archive);
    await hand(world, post);
    const left = await leaving(world);
    return left.filter(({ kind }) => kind === "copy").map(({ to, text }) => `${to}\n${text}`);
  };
  expect(await copiesOf([ARCHIVE, OTHER])).toEqual(await copiesOf([]));
});

describe("which archive", () => {
  test("each address once, also where it is written twice", async () => {
    const world = await worldOf({ archive: [OTHER, OTHER.toUpperCase(), ARCHIVE] });
    await hand(world, mailTo({ from: RUTH, to: JUGEND }));
    const keys = archived(await leaving(world)).map((to) => to.toLowerCase());
    expect(keys.toSorted()).toEqual([OTHER, ARCHIVE].toSorted());
  });

  test("that of the group above, unless the group says otherwise; an empty list stops it", async () => {
    const people = stage({ jugend: { archive: [OTHER] }, konf: { loginsMaySend: "send" } });
    const below = (settings: object) => ({
      ...people,
      groups: people.groups.map((group) =>
        group.id === 124 ? { ...group, parent: 123, settings: { ...group.settings, ...settings } } : group,
      ),
    });
    const world = await testWorld({ directory: below({}), installation: installation() });
    await hand(world, mailTo({ from: RUTH, to: KONF }));
    expect(archived(await leaving(world))).toEqual([OTHER]);
    await world.change(below({ archive: [] }));
    await hand(world, mailTo({ from: RUTH, to: KONF }));
    expect(archived(await leaving(world))).toEqual([]);
  });

  test("that of the installation for a My List, and none where nobody wants one", async () => {
    const world = await worldOf();
    await hand(world, mailTo({ from: RUTH, to: JUGEND.replace("jugend", "ml") }));
    await hand(world, answerTo(theOne(await leaving(world), "confirm"), "Ja"));
    expect(archived(await leaving(world))).toEqual([ARCHIVE]);
    const none = await worldOf({}, []);
    await hand(none, mailTo({ from: RUTH, to: JUGEND }));
    expect(archived(await leaving(none))).toEqual([]);
  });
});

describe("what is archived", () => {
  test("nothing that was refused, rejected, or not decided yet", async () => {
    const world = await worldOf({ loginsMaySend: "confirm", moderatorRole: LEADER, othersMaySend: "moderate" });
    await hand(world, mailTo({ from: STRANGER, to: KONF })).catch(() => undefined);
    await hand(world, mailTo({ from: STRANGER, to: JUGEND }));
    const question = theOne(await leaving(world), "moderate");
    await hand(world, rejecting(answerTo(question, "")));
    await hand(world, mailTo({ from: RUTH, to: JUGEND }));
    expect(archived(await leaving(world))).toEqual([]);
  });

  test("a message whose recipients are all served by another target of the same mail, too", async () => {
    const world = await worldOf();
    await hand(world, mailTo({ from: RUTH, to: [JUGEND, KONF] }));
    const left = await leaving(world);
    expect(archived(left)).toEqual([ARCHIVE, ARCHIVE]);
    const [, second] = left.filter(({ kind }) => kind === "archive").map(read);
    expect(second).toContain("Schon über eine andere Adresse dieser Mail verschickt: 1 Mail");
    expect(left.filter(({ kind, to }) => kind === "copy" && to === MARIA)).toHaveLength(1);
  });

  test("a mail that the settings let out without a question says so, and one that may be forged", async () => {
    const world = await testWorld({
      directory: stage({ jugend: { loginsMaySend: "send" } }),
      installation: { ...installation(), authentication: IGNORED },
    });
    await hand(world, mailTo({ from: RUTH, to: JUGEND }), { proof: "none" });
    const text = read(theOne(await leaving(world), "archive"));
    expect(text).toContain("Entschieden von: niemand");
    const asked = await worldOf({ loginsMaySend: "confirm" });
    await hand(asked, mailTo({ from: RUTH, to: JUGEND }), { proof: "none" });
    await hand(asked, answerTo(theOne(await leaving(asked), "confirm"), "Ja"));
    const doubtful = read(theOne(await leaving(asked), "archive"));
    expect(doubtful).toContain("Absender: nicht bestätigt");
    expect(doubtful).toContain("Entschieden von: Ruth Keller");
  });

  test("how many were left out, and how many of them because they wanted it", async () => {
    const world = await worldOf();
    const optedOut = { person_id: PERSON.lea, target_key: "group:123", at: 0 };
    await world.store.atomically((tx) => tx.insertInto("opt_outs").values(optedOut).execute());
    await hand(world, mailTo({ from: RUTH, to: JUGEND }));
    const text = read(theOne(await leaving(world), "archive"));
    expect(text).toContain("Ausgelassen: 1 abgemeldet");
    expect(text).toContain("Ohne Mail geblieben: 2 Personen");
  });

  test("a message that is sent again once more is not archived again", async () => {
    const world = await worldOf();
    await hand(world, mailTo({ from: RUTH, to: JUGEND }));
    const left = await leaving(world);
    expect(archived(left)).toEqual([ARCHIVE]);
    expect(archived(await leaving(world))).toEqual([]);
  });
});

const IGNORED: Installation["authentication"] = { mode: "ignore", onDmarcFail: "hold", trustedAuthServers: [] };

test("a busy archive gets all its mails in one hour, and does not keep questions back", async () => {
  const world = await worldOf();
  for (let mail = 0; mail < 15; mail += 1)
    await hand(world, mailTo({ from: RUTH, to: JUGEND, subject: `Mail ${mail}` }));
  expect(archived(await leaving(world))).toHaveLength(15);
});

describe("an archive that fails", () => {
  const full: Relay = (dispatch) =>
    dispatch.kind === "notice" && dispatch.notice.notice.kind === "archive"
      ? { kind: "rejected", stage: "rcpt", code: 552, reply: "552 5.2.2 mailbox full" }
      : ACCEPTS(dispatch);

  test("in the session raises an event, and nothing else follows", async () => {
    const world = await worldOf();
    await hand(world, mailTo({ from: RUTH, to: JUGEND }));
    const left = await leaving(world, full);
    expect(inWords(left).filter((one) => one.startsWith("report"))).toEqual([`report to ${RUTH}`]);
    expect(await events(world)).toContain(`archive-failed ${ARCHIVE}`);
    expect(await events(world)).not.toContain(`notice-failed ${ARCHIVE}`);
    world.wait(60 * MINUTE_MS);
    expect(await leaving(world)).toEqual([]);
  });

  test("by a report raises an event, and no rule counts it", async () => {
    const world = await worldOf();
    for (let time = 0; time < 4; time += 1) {
      await hand(world, mailTo({ from: RUTH, to: JUGEND, subject: `Mail ${time}` }));
      await hand(world, bounceOf(theOne(await leaving(world), "archive")), { proof: "none" });
    }
    const kinds = await events(world);
    expect(kinds.filter((kind) => kind === `archive-failed ${ARCHIVE}`)).toHaveLength(4);
    expect(kinds.filter((kind) => kind.startsWith("suppressed"))).toEqual([]);
    const bounces = await world.store.snapshot((tx) => tx.selectFrom("bounces").selectAll().execute());
    expect(bounces).toEqual([]);
  });
});
