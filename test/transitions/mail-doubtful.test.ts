import { describe, expect, test } from "vitest";
import { describeMessage } from "../../src/questions/messages.ts";
import { type Letter, mailTo } from "../support/mails.ts";
import { BEAT, DOMAIN, JUGEND, KONF, LEADER, RUTH, STRANGER, stage, type WrittenSettings } from "../support/people.ts";
import { answerTo, hand, inWords, leaving, theOne } from "../support/post-office.ts";
import { NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

/** Everybody may send to Jugend without a question, as long as nothing is odd. */
function openWorld(more: WrittenSettings = {}): Promise<TestWorld> {
  const jugend = {
    loginsMaySend: "send",
    membersMaySend: "send",
    othersMaySend: "send",
    moderatorRole: LEADER,
    ...more,
  };
  return testWorld({
    directory: stage({ jugend }),
    installation: { batch: NO_PACE, placeholders: { fields: ["ORT"] } },
  });
}

/** What is asked when this mail comes, and which warnings stand in the question. */
async function asked(world: TestWorld, letter: Partial<Letter>, envelope = [JUGEND]) {
  await hand(world, { ...mailTo({ from: RUTH, to: JUGEND, ...letter }), to: envelope });
  const left = inWords(await leaving(world)).filter((words) => !/^(copy|report|held)/.test(words));
  return { left, warnings: (await describeMessage(world, 1))?.warnings };
}

test("a mail about which nothing is odd goes out", async () => {
  expect(await asked(await openWorld(), { text: "###_SALUTATION### ###VORNAME###" })).toEqual({
    left: [],
    warnings: [],
  });
});

test("a Reply-To in Ruth's name is shown with the address it leads to, as in the copies", async () => {
  const world = await testWorld();
  const forged = mailTo({ from: RUTH, to: JUGEND, headers: ["Reply-To: Ruth Keller <ruth@weit.example>"] });
  await hand(world, forged, { client: "anybody", proof: "none" });
  const [question] = await leaving(world);
  expect(question?.text).toContain("gehen an: Ruth Keller (ruth@weit.example)");
});

test("a moderator reads that answers will go to the moderators, whoever wrote the mail", async () => {
  const world = await openWorld({ othersMaySend: "moderate", replyTo: "moderators" });
  await hand(world, mailTo({ from: STRANGER, to: JUGEND }));
  expect(theOne(await leaving(world), "moderate").text).toContain("gehen an: Ruth Keller");
});

test("an encrypted answer and a read receipt release nothing", async () => {
  const world = await testWorld();
  await hand(world, mailTo({ from: RUTH, to: JUGEND }));
  const question = theOne(await leaving(world), "confirm");
  const receipt = mailTo({ from: RUTH, to: answerTo(question, "").to, subject: "Gelesen: Bitte bestätigen" });
  await hand(world, receipt);
  const sealed = answerTo(question, "");
  const raw = sealed.raw.toString("latin1").replace(/Content-Type: .*/, "Content-Type: application/pkcs7-mime");
  await hand(world, { ...sealed, raw: Buffer.from(raw, "latin1") });
  expect(inWords(await leaving(world))).toEqual([`answer to ${RUTH}`]);
});

describe("Ruth is asked, although she may send,", () => {
  test("when a placeholder is unknown; the nearest known one is named", async () => {
    expect(await asked(await openWorld(), { text: "Hallo ###VORNAHME###" })).toEqual({
      left: [`confirm to ${RUTH}`],
      warnings: [{ kind: "unknown-placeholder", placeholder: "VORNAHME", nearest: "VORNAME" }],
    });
  });

  test("when a placeholder in the subject is unknown", async () => {
    const { left } = await asked(await openWorld(), { subject: "Lager in ###WO###" });
    expect(left).toEqual([`confirm to ${RUTH}`]);
  });

  test("when Jugend stands in neither To nor Cc", async () => {
    expect(await asked(await openWorld(), { to: BEAT, cc: KONF })).toEqual({
      left: [`confirm to ${RUTH}`],
      warnings: [{ kind: "blind-copy" }],
    });
  });

  test.each([
    "Automatische Antwort: Lager",
    "Abwesend: Lager",
    "Automatic reply: Lager",
    "Réponse automatique : Lager",
    "Risposta automatica: Lager",
  ])("when the subject is «%s»", async (subject) => {
    expect(await asked(await openWorld(), { subject })).toEqual({
      left: [`confirm to ${RUTH}`],
      warnings: [{ kind: "vacation-subject" }],
    });
  });
});

test("a filter is named openly by its number with zeros before it", async () => {
  const filters = [{ id: 3, name: "Aarau", where: { field: "ORT", equals: "Aarau" } }];
  const world = await testWorld({ directory: { ...stage(), filters } });
  const written = `fp003@${DOMAIN}`;
  expect(await asked(world, { to: written }, [written])).toEqual({ left: [`confirm to ${RUTH}`], warnings: [] });
});

describe("Jugend is named openly", () => {
  test.each([
    ["in Cc", { to: BEAT, cc: JUGEND }],
    ["by its number", { to: `GR000123@${DOMAIN}` }],
  ])("%s", async (_, letter) => {
    expect(await asked(await openWorld(), letter)).toEqual({ left: [], warnings: [] });
  });

  test("by the address that is forwarded to us", async () => {
    const world = await openWorld({ alsoKnownAs: ["jugend@verein.example"] });
    expect(await asked(world, { to: "Jugend@Verein.example" })).toEqual({ left: [], warnings: [] });
  });

  test("and not by an address that only another group is known by", async () => {
    const { left } = await asked(await openWorld({ alsoKnownAs: ["jugend@verein.example"] }), {
      to: "chor@verein.example",
    });
    expect(left).toEqual([`confirm to ${RUTH}`]);
  });

  test("and its leaders are not: they get the mail as a blind copy", async () => {
    const leaders = `gr000123.000045@${DOMAIN}`;
    const { left } = await asked(await openWorld(), { to: JUGEND }, [leaders]);
    expect(left).toEqual([`confirm to ${RUTH}`]);
  });

  test("nor by the address that is forwarded to a group without an alias", async () => {
    const directory = stage({ jugend: { loginsMaySend: "send", alsoKnownAs: ["jugend@verein.example"] } });
    const groups = directory.groups.map((group) => ({ ...group, alias: null }));
    const world = await testWorld({ directory: { ...directory, groups }, installation: { batch: NO_PACE } });
    const { left } = await asked(world, { to: "jugend@verein.example" }, [`gr000123.000045@${DOMAIN}`]);
    expect(left).toEqual([`confirm to ${RUTH}`]);
  });
});

describe("others who may send", () => {
  test("a member is asked", async () => {
    const { left } = await asked(await openWorld(), { from: BEAT, text: "###WAS###" });
    expect(left).toEqual([`confirm to ${BEAT}`]);
  });

  test("a stranger is moderated", async () => {
    const { left } = await asked(await openWorld(), { from: STRANGER, text: "###WAS###" });
    expect(left).toEqual([`moderate to ${RUTH}`]);
  });

  test("a member who would show where people live is asked, as if there were no such placeholder", async () => {
    const { left, warnings } = await asked(await openWorld(), { from: BEAT, text: "Du in ###ORT###" });
    expect(left).toEqual([`confirm to ${BEAT}`]);
    expect(warnings).toMatchObject([{ kind: "unknown-placeholder", placeholder: "ORT" }]);
  });

  test("Ruth may show it, and is not asked", async () => {
    const { left, warnings } = await asked(await openWorld(), { text: "Du in ###ORT###" });
    expect(left).toEqual([]);
    expect(warnings).toEqual([{ kind: "empty-field", placeholder: "ORT", persons: 3 }]);
  });
});

test("Ruth says yes to an unknown placeholder, and it goes out as she wrote it", async () => {
  const world = await openWorld();
  await hand(world, mailTo({ from: RUTH, to: JUGEND, text: "Hallo ###VORNAHME###" }));
  await hand(world, answerTo(theOne(await leaving(world), "confirm"), "Ja"));
  const copies = (await leaving(world)).filter(({ kind }) => kind === "copy");
  expect(copies).toHaveLength(4);
  for (const copy of copies) expect(copy.text).toContain("Hallo ###VORNAHME###");
});
