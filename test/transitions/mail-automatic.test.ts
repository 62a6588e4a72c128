import { describe, expect, test } from "vitest";
import { describeMessage } from "../../src/questions/messages.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, CONTACT, DOMAIN, JUGEND, RUTH, STRANGER, stage } from "../support/people.ts";
import { fates, hand, inWords, leaving, theOne, type Way } from "../support/post-office.ts";
import { NO_PACE, testWorld } from "../support/world.ts";

const TAKEN = ["250 2.0.0 [automatic-message] accepted; automatic mail is not distributed"];

const EVERYBODY_MAY = { loginsMaySend: "send", membersMaySend: "send", othersMaySend: "send" };

describe("what no person wrote is taken, dropped and answered by nobody", () => {
  test.each([
    "Auto-Submitted: auto-replied",
    "Auto-Submitted: auto-generated",
    "Precedence: bulk",
    "Precedence: junk",
    "Precedence: auto_reply",
    "X-Autoreply: yes",
    "X-Autorespond: vacation",
    "Content-Type: multipart/report; report-type=delivery-status; boundary=x",
    "List-Id: Chor <chor.lists.example>",
  ])("%s", async (field) => {
    const world = await testWorld({ directory: stage({ jugend: EVERYBODY_MAY }) });
    for (const from of [RUTH, BEAT, STRANGER]) {
      expect(await hand(world, mailTo({ from, to: JUGEND, headers: [field] }))).toEqual(TAKEN);
    }
    expect(await fates(world)).toEqual(Array(3).fill(`${JUGEND} dropped: automatic-message`));
    expect(await leaving(world)).toEqual([]);
  });

  test("a mail about a mail, which has no sender", async () => {
    const world = await testWorld({ directory: stage({ jugend: EVERYBODY_MAY }) });
    expect(await hand(world, { ...mailTo({ from: RUTH, to: JUGEND }), from: "" })).toEqual(TAKEN);
    expect(await fates(world)).toEqual([`${JUGEND} dropped: automatic-message`]);
  });

  test("also where it would be refused, and where it has no author", async () => {
    const world = await testWorld();
    const headers = ["Auto-Submitted: auto-replied", "From: second@post.example"];
    expect(await hand(world, mailTo({ from: STRANGER, to: JUGEND, headers: headers.slice(0, 1) }))).toEqual(TAKEN);
    expect(await hand(world, mailTo({ from: STRANGER, to: JUGEND, headers }))).toEqual(TAKEN);
    expect(await leaving(world)).toEqual([]);
  });

  test("also a loop, since what is automatic is looked at first", async () => {
    const world = await testWorld();
    const headers = ["Precedence: bulk", `List-Id: <gr000123.${DOMAIN}>`];
    expect(await hand(world, mailTo({ from: RUTH, to: JUGEND, headers }))).toEqual(TAKEN);
  });
});

describe("an invoice program with Ruth's login", () => {
  const transactional = stage({ jugend: { class: "transactional", loginsMaySend: "send", membersMaySend: "send" } });
  const invoices = (field: string, from = RUTH) => mailTo({ from, to: JUGEND, headers: [field] });

  test.each(["Auto-Submitted: auto-generated", "Precedence: bulk"])(
    "may write to a transactional group with %s",
    async (field) => {
      const world = await testWorld({ directory: transactional, installation: { batch: NO_PACE } });
      expect(await hand(world, invoices(field))).toEqual(["250 2.6.0 accepted"]);
      expect(inWords(await leaving(world)).filter((words) => words.startsWith("copy"))).toHaveLength(4);
    },
  );

  test.each<[string, string, string, Way]>([
    ["her holiday reply", "Auto-Submitted: auto-replied", RUTH, {}],
    ["junk", "Precedence: junk", RUTH, {}],
    ["a member's program", "Auto-Submitted: auto-generated", BEAT, {}],
    ["who only says to be Ruth", "Auto-Submitted: auto-generated", RUTH, { proof: "none" }],
  ])("lets nobody else in: %s", async (_, field, from, way) => {
    const world = await testWorld({ directory: transactional });
    expect(await hand(world, invoices(field, from), way)).toEqual(TAKEN);
    expect(await fates(world)).toEqual([`${JUGEND} dropped: automatic-message`]);
  });

  test("is asked like Ruth herself where logins must confirm", async () => {
    const world = await testWorld({ directory: stage({ jugend: { class: "transactional" } }) });
    await hand(world, invoices("Auto-Submitted: auto-generated"));
    expect(inWords(await leaving(world))).toEqual([`confirm to ${RUTH}`]);
  });
});

describe("mail to the people who run the server", () => {
  test.each(["postmaster", "abuse", "service"])("what a stranger writes to %s goes on to the contact", async (role) => {
    const world = await testWorld();
    await hand(world, mailTo({ from: STRANGER, to: `${role}@${DOMAIN}`, text: "Bitte melden" }), { proof: "none" });
    const left = await leaving(world);
    expect(inWords(left)).toEqual([`forwarded to ${CONTACT}`]);
    expect(theOne(left, "forwarded").text).toContain("\r\n\r\nBitte melden");
    expect(theOne(left, "forwarded").header("reply-to")).toBeUndefined();
  });

  test("a bounce of some other server goes on from postmaster and not from service", async () => {
    const world = await testWorld();
    const headers = ["Auto-Submitted: auto-replied"];
    for (const role of ["service", "postmaster"]) {
      await hand(world, { ...mailTo({ from: STRANGER, to: `${role}@${DOMAIN}`, headers }), from: "" });
    }
    const left = await leaving(world);
    expect(inWords(left)).toEqual([`forwarded to ${CONTACT}`]);
    expect(left[0]?.dispatch).toMatchObject({ notice: { notice: { to: `postmaster@${DOMAIN}` } } });
  });

  test("a notice of ours that comes back to postmaster is not passed round in circles", async () => {
    const world = await testWorld();
    await hand(world, mailTo({ from: RUTH, to: `postmaster@${DOMAIN}`, headers: ["X-Rundmail-Notice: forwarded"] }));
    expect(await leaving(world)).toEqual([]);
  });
});

describe("what comes back to a return path", () => {
  test("is kept, and answered by nobody", async () => {
    const world = await testWorld({ installation: { batch: NO_PACE } });
    await hand(world, mailTo({ from: RUTH, to: JUGEND }));
    const { returnPath } = theOne(await leaving(world), "confirm");
    expect(returnPath).toMatch(/^bounce-[a-z0-9]{26,52}@/);
    const bounce = { ...mailTo({ from: "MAILER-DAEMON@post.example", to: returnPath }), from: "" };
    expect(await hand(world, bounce)).toEqual(["250 2.6.0 accepted"]);
    expect(await leaving(world)).toEqual([]);
    expect(await describeMessage(world, 1)).toMatchObject({ state: "held" });
  });

  test("with a token that we never made is taken all the same", async () => {
    const world = await testWorld();
    const invented = `bounce-${"a".repeat(40)}@${DOMAIN}`;
    expect(await hand(world, mailTo({ from: STRANGER, to: invented }))).toEqual(["250 2.6.0 accepted"]);
    expect(await leaving(world)).toEqual([]);
  });
});
