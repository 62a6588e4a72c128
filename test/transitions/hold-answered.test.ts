import { describe, expect, test } from "vitest";
import { planRemoval } from "../../src/questions/directory.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import { directoryChanged } from "../../src/transitions/directory-changed.ts";
import { mailTo } from "../support/mails.ts";
import {
  BEAT,
  DOMAIN,
  JUGEND,
  LEA,
  MARIA,
  PERSON,
  RUTH,
  RUTH_AT_SCHOOL,
  STRANGER,
  stageWithTwoModerators,
  WUETHRICHS,
} from "../support/people.ts";
import { answerTo, fates, hand, inWords, type Left, leaving, rejecting, theOne } from "../support/post-office.ts";
import { DAY_MS, NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const ACCEPTED = ["250 2.6.0 accepted"];
const COPIES = [BEAT, WUETHRICHS, LEA, RUTH].map((address) => `copy to ${address}`);

/** Ruth has written to Jugend and was asked. */
async function ruthWasAsked(): Promise<{ world: TestWorld; question: Left }> {
  const world = await testWorld({ installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: JUGEND, subject: "Lager" }));
  return { world, question: theOne(await leaving(world), "confirm") };
}

/** Beat has written to Jugend, Ruth and Maria were asked, and he knows. */
async function moderatorsWereAsked(): Promise<{ world: TestWorld; ruths: Left; marias: Left }> {
  const world = await testWorld({ directory: stageWithTwoModerators(), installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: BEAT, to: JUGEND, subject: "Lager" }));
  const left = await leaving(world);
  return { world, ruths: theOne(left, "moderate", RUTH), marias: theOne(left, "moderate", MARIA) };
}

test("a yes from before a backup was put back releases no other mail, though it has the same number", async () => {
  const { question } = await ruthWasAsked();
  const world = await testWorld({ installation: { batch: NO_PACE } });
  world.wait(DAY_MS);
  await hand(world, mailTo({ from: RUTH, to: JUGEND, subject: "Etwas ganz anderes" }));
  await leaving(world);
  await hand(world, answerTo(question, "Ja"));
  expect(await leaving(world)).toEqual([]);
  expect(await fates(world)).toEqual([`${JUGEND} held`]);
});

describe("Ruth answers the question about her own mail", () => {
  test.each(["", "Ja", "Ok, danke!\n\nRuth"])("with «%s», and it goes out", async (text) => {
    const { world, question } = await ruthWasAsked();
    expect(await hand(world, answerTo(question, text))).toEqual(ACCEPTED);
    expect(inWords(await leaving(world))).toEqual([`released to ${RUTH}`, ...COPIES, `report to ${RUTH}`]);
    expect(await describeMessage(world, 1)).toMatchObject({ state: "sent", decidedBy: "Ruth Keller", hold: null });
  });

  test("from her other address", async () => {
    const { world, question } = await ruthWasAsked();
    await hand(world, answerTo(question, "Ja", `Ruth <${RUTH_AT_SCHOOL}>`), { client: "anybody", proof: "none" });
    expect(await fates(world)).toEqual([`${JUGEND} queued`]);
  });

  test("with a no and a reason, and only she hears of it", async () => {
    const { world, question } = await ruthWasAsked();
    await hand(world, answerTo(question, "Nein, falscher Anhang"));
    const left = await leaving(world);
    expect(inWords(left)).toEqual([`rejected to ${RUTH}`]);
    expect(left[0]?.text).toContain("falscher Anhang");
    expect(await describeMessage(world, 1)).toMatchObject({ state: "rejected", reasonText: "falscher Anhang" });
  });

  test("with an empty mail to the other address, which is a no", async () => {
    const { world, question } = await ruthWasAsked();
    await hand(world, rejecting(answerTo(question, "")));
    expect(inWords(await leaving(world))).toEqual([`rejected to ${RUTH}`]);
  });

  test("with a yes to the other address, which is a no all the same", async () => {
    const { world, question } = await ruthWasAsked();
    await hand(world, rejecting(answerTo(question, "Ja")));
    expect(await fates(world)).toEqual([`${JUGEND} rejected`]);
  });

  test.each(["smtp", "lmtp"] as const)(
    "with one mail to both addresses (%s), which is one no, whichever comes first",
    async (protocol) => {
      const { world, question } = await ruthWasAsked();
      const yes = answerTo(question, "");
      await hand(world, { ...yes, to: [...yes.to, ...rejecting(yes).to] }, { protocol });
      expect(await fates(world)).toEqual([`${JUGEND} rejected`]);
      expect(inWords(await leaving(world))).toEqual([`rejected to ${RUTH}`]);
    },
  );

  test.each(["Das habe ich nicht geschrieben", "Ok, aber erst Freitag", "Ja nicht!"])(
    "with «%s», and is asked back at the same address; nothing is decided",
    async (text) => {
      const { world, question } = await ruthWasAsked();
      await hand(world, answerTo(question, text));
      const left = await leaving(world);
      expect(inWords(left)).toEqual([`answer to ${RUTH}`]);
      expect(left[0]?.header("reply-to")).toBe(question.header("reply-to"));
      expect(await fates(world)).toEqual([`${JUGEND} held`]);

      await hand(world, answerTo(theOne(left, "answer"), "Ja"));
      expect(await fates(world)).toEqual([`${JUGEND} queued`]);
    },
  );

  test("with something that cannot be read, and is asked back", async () => {
    const { world, question } = await ruthWasAsked();
    const headers = ['Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=x'];
    const sealed = "--x\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n--x--";
    await hand(world, answerTo(question, sealed, RUTH, headers));
    expect(inWords(await leaving(world))).toEqual([`answer to ${RUTH}`]);
    expect(await fates(world)).toEqual([`${JUGEND} held`]);
  });
});

describe("what decides nothing", () => {
  test.each(["Auto-Submitted: auto-replied", "Precedence: bulk", "X-Autoreply: yes"])(
    "Ruth's holiday program says yes with %s, and nobody hears of it",
    async (field) => {
      const { world, question } = await ruthWasAsked();
      expect(await hand(world, answerTo(question, "Ja", RUTH, [field]))).toEqual(ACCEPTED);
      expect(await leaving(world)).toEqual([]);
      expect(await fates(world)).toEqual([`${JUGEND} held`]);
    },
  );

  test("a holiday program that is known by its subject alone", async () => {
    const { world, question } = await ruthWasAsked();
    const [to = ""] = answerTo(question, "").to;
    await hand(world, mailTo({ from: RUTH, to, subject: "Automatische Antwort: Lager", text: "Ja" }));
    expect(await leaving(world)).toEqual([]);
    expect(await fates(world)).toEqual([`${JUGEND} held`]);
  });

  test("an answer without a sender", async () => {
    const { world, question } = await ruthWasAsked();
    await hand(world, { ...rejecting(answerTo(question, "")), from: "" });
    expect(await leaving(world)).toEqual([]);
    expect(await fates(world)).toEqual([`${JUGEND} held`]);
  });

  test.each(["confirm", "reject"] as const)("a stranger at the %s address, who hears nothing", async (verb) => {
    const { world, question } = await ruthWasAsked();
    const answer = answerTo(question, "Ja", STRANGER);
    expect(await hand(world, verb === "confirm" ? answer : rejecting(answer))).toEqual(ACCEPTED);
    expect(await leaving(world)).toEqual([]);
    expect(await fates(world)).toEqual([`${JUGEND} held`]);
  });

  test("Beat, to whom she forwarded the question: he is told so, and nothing about the message", async () => {
    const { world, question } = await ruthWasAsked();
    await hand(world, answerTo(question, "Ja", BEAT));
    const left = await leaving(world);
    expect(inWords(left)).toEqual([`answer to ${BEAT}`]);
    expect(left[0]?.header("reply-to")).toBeUndefined();
    expect(left[0]?.header("x-rundmail-message")).toBeUndefined();
    expect(left[0]?.text).not.toContain("Keller");
    expect(await fates(world)).toEqual([`${JUGEND} held`]);
  });

  test("one moderator with the other one's token", async () => {
    const { world, ruths } = await moderatorsWereAsked();
    await hand(world, answerTo(ruths, "Ja", MARIA));
    expect(inWords(await leaving(world))).toEqual([`answer to ${MARIA}`]);
    expect(await fates(world)).toEqual([`${JUGEND} held`]);
  });

  test("a moderator who was erased meanwhile: it is nobody of the directory any more", async () => {
    const { world, marias } = await moderatorsWereAsked();
    const isMaria = ({ person }: { person: number }) => person === PERSON.maria;
    const groups = stageWithTwoModerators().groups.map((group) => ({
      ...group,
      members: group.members.filter((member) => !isMaria(member)),
    }));
    await world.change({ groups });
    const plan = await planRemoval(world.store, "persons", PERSON.maria);
    if (plan.kind !== "possible") throw new Error(plan.kind);
    await directoryChanged(world.store, plan.difference);
    await hand(world, answerTo(marias, "Sì"));
    expect(await leaving(world)).toEqual([]);
    expect(await fates(world)).toEqual([`${JUGEND} held`]);
  });

  test("a token that we never made, or of another row, or for another purpose", async () => {
    const { world, question } = await ruthWasAsked();
    const [address = ""] = answerTo(question, "").to;
    const token = address.slice("confirm-".length, address.indexOf("@"));
    const bounce = question.returnPath.slice("bounce-".length, question.returnPath.indexOf("@"));
    const otherRow = `${token.slice(0, 8)}${token[8] === "b" ? "c" : "b"}${token.slice(9)}`;
    for (const wrong of ["a".repeat(26), `${token.slice(0, -1)}${token.endsWith("a") ? "b" : "a"}`, otherRow, bounce]) {
      const answer = mailTo({ from: RUTH, to: `confirm-${wrong}@${DOMAIN}`, text: "Ja" });
      expect(await hand(world, answer), wrong).toEqual(ACCEPTED);
    }
    expect(await leaving(world)).toEqual([]);
    expect(await fates(world)).toEqual([`${JUGEND} held`]);
  });
});

describe("the moderators answer", () => {
  test("Ruth's yes decides; Beat learns that it went, Maria who decided", async () => {
    const { world, ruths } = await moderatorsWereAsked();
    await hand(world, answerTo(ruths, "Ja"));
    const left = await leaving(world);
    expect(inWords(left).toSorted()).toEqual(
      [...COPIES, `copy to ${MARIA}`, `decided to ${MARIA}`, `released to ${BEAT}`, `report to ${BEAT}`].toSorted(),
    );
    expect(theOne(left, "decided").text).toContain("Ruth Keller");
    expect(theOne(left, "released").text).not.toContain("Keller");
    expect(theOne(left, "report").text).not.toContain("Keller");
  });

  test("Maria's no decides; Beat learns the reason and not who, Ruth who", async () => {
    const { world, marias } = await moderatorsWereAsked();
    await hand(world, answerTo(marias, "Nein\nBitte zuerst mit dem Team besprechen"));
    const left = await leaving(world);
    expect(inWords(left).toSorted()).toEqual([`decided to ${RUTH}`, `rejected to ${BEAT}`]);
    expect(theOne(left, "rejected").text).toContain("Bitte zuerst mit dem Team besprechen");
    expect(theOne(left, "rejected").text).not.toContain("Matteo");
    expect(theOne(left, "decided").text).toContain("di Matteo");
    expect(await fates(world)).toEqual([`${JUGEND} rejected`]);
  });

  test("the second answer changes nothing, and hears who was first", async () => {
    const { world, ruths, marias } = await moderatorsWereAsked();
    await hand(world, answerTo(marias, "Nein"));
    await leaving(world);
    await hand(world, answerTo(ruths, "Ja"));
    const left = await leaving(world);
    expect(inWords(left)).toEqual([`answer to ${RUTH}`]);
    expect(left[0]?.dispatch).toMatchObject({
      notice: { notice: { why: "decided", decision: "rejected", decidedBy: "Maria di Matteo" } },
    });
    expect(await fates(world)).toEqual([`${JUGEND} rejected`]);
  });

  test.each([
    ["Ja", "Ja"],
    ["Ja", "Nein"],
    ["Nein", "Ja"],
    ["Nein", "Nein"],
  ])("at the same instant, with %s and %s: exactly one decides, the other is told", async (ruthSays, mariaSays) => {
    const { world, ruths, marias } = await moderatorsWereAsked();
    await Promise.all([hand(world, answerTo(ruths, ruthSays)), hand(world, answerTo(marias, mariaSays))]);
    const left = await leaving(world);
    const { decidedBy, state } = (await describeMessage(world, 1)) ?? {};
    const isRuths = decidedBy === "Ruth Keller";
    const [said, slower] = isRuths ? [ruthSays, MARIA] : [mariaSays, RUTH];
    const outcome =
      said === "Ja"
        ? [...COPIES, `copy to ${MARIA}`, `released to ${BEAT}`, `report to ${BEAT}`]
        : [`rejected to ${BEAT}`];
    expect(state).toBe(said === "Ja" ? "sent" : "rejected");
    expect(inWords(left).toSorted()).toEqual([...outcome, `answer to ${slower}`, `decided to ${slower}`].toSorted());
  });
});

describe("an answer that comes too late", () => {
  test("twice the same yes: the second changes nothing", async () => {
    const { world, question } = await ruthWasAsked();
    await hand(world, answerTo(question, "Ja"));
    await leaving(world);
    await hand(world, answerTo(question, "Nein"));
    const left = await leaving(world);
    expect(inWords(left)).toEqual([`answer to ${RUTH}`]);
    expect(left[0]?.dispatch).toMatchObject({ notice: { notice: { why: "decided", decision: "released" } } });
    expect(await fates(world)).toEqual([`${JUGEND} sent`]);
  });

  test("when the hold has run out, even if nobody has noticed yet", async () => {
    const { world, question } = await ruthWasAsked();
    world.wait(5 * DAY_MS);
    await hand(world, answerTo(question, "Ja"));
    expect(await fates(world)).toEqual([`${JUGEND} expired`]);
    expect(inWords(await leaving(world))).toEqual([`expired to ${RUTH}`, `answer to ${RUTH}`]);
  });
});
