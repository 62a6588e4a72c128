import { describe, expect, test } from "vitest";
import type { Installation } from "../../src/journey/installation.ts";
import type { RelayAnswer } from "../../src/journey/settle.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import { outgoingMails } from "../../src/questions/outgoing-mail.ts";
import { describeQueue } from "../../src/questions/queue.ts";
import { pauseProvider, rememberProvider } from "../../src/store/providers.ts";
import { noteSenderState } from "../../src/store/sender-states.ts";
import { copiesAttempted } from "../../src/transitions/copies-attempted.ts";
import { doctorReported } from "../../src/transitions/doctor-reported.ts";
import { expandRecipients } from "../../src/transitions/recipients-expanded.ts";
import { fallBack } from "../../src/transitions/sender-fallen-back.ts";
import { serverStarted } from "../../src/transitions/server-started.ts";
import { mailTo } from "../support/mails.ts";
import { JUGEND, RUTH, stage } from "../support/people.ts";
import { ACCEPTS, dispatched, hand, lane, leaving, type Relay } from "../support/post-office.ts";
import { senders } from "../support/senders.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

const KUNDE = { from: "versand@kunde.example", domains: ["kunde.example"], returnPath: "bounces@kunde.example" };
const MAY_FALL_BACK = senders({ kunde: { ...KUNDE, fallback: true } });
const MUST_WAIT = senders({ kunde: KUNDE });
const WITHOUT_KUNDE = senders({});

const directory = stage({ jugend: { loginsMaySend: "send", sender: "kunde" } });
const AS_KUNDE = "Ruth Keller via Jugend <versand@kunde.example>";
const AS_DEFAULT = `Ruth Keller via Jugend <${JUGEND}>`;

/** The doctor has looked, and found an error. */
const NO_SPF = {
  by: "server",
  findings: [
    { sender: "kunde", topic: "spf", verdict: "error", found: "No SPF record.", fix: null, record: null, who: null },
  ],
} as const;

const UNREACHABLE: RelayAnswer = { kind: "unreachable", reply: "connect ECONNREFUSED" };
const LATER: RelayAnswer = { kind: "rejected", stage: "rcpt", code: 451, reply: "451 4.7.1 later" };
const LOST: RelayAnswer = { kind: "lost", reply: "connection lost" };
const NO_LOGIN: RelayAnswer = { kind: "rejected", stage: "session", code: 535, reply: "535 5.7.8 wrong password" };
const SENT: RelayAnswer = { kind: "accepted", reply: "250 ok" };

/** Ruth has written to Jugend: four copies wait to leave as `kunde`. */
async function waiting(installation: Pick<Installation, "senders">): Promise<TestWorld> {
  const world = await testWorld({ directory, installation });
  await hand(world, mailTo({ from: `Ruth Keller <${RUTH}>`, to: JUGEND }));
  while (await expandRecipients(world));
  return world;
}

/** The doctor has looked. */
async function found(world: TestWorld, state: "red" | "green"): Promise<number> {
  const now = world.clock();
  return world.store.atomically(async (tx) => {
    await noteSenderState(tx, { sender: "kunde", state, now });
    return state === "red" ? fallBack(tx, world, "kunde", now) : 0;
  });
}

/** From and return path of the copies that leave. */
async function copies(world: TestWorld, sender: string): Promise<string[]> {
  const left = (await leaving(world, ACCEPTS, sender)).filter(({ kind }) => kind === "copy");
  return left.map((mail) => `${mail.header("from")}, ${mail.returnPath.replace(/^bounce-\w+/, "bounce-…")}`);
}

async function events(world: TestWorld, kind: string): Promise<string[]> {
  const rows = await world.store.snapshot((read) =>
    read.selectFrom("events").select("text").where("kind", "=", kind).orderBy("id").execute(),
  );
  return rows.map(({ text }) => text);
}

/** Each copy is answered in its turn; the last answer repeats. */
function answers(...said: RelayAnswer[]): Relay {
  let place = 0;
  return () => said[Math.min(place++, said.length - 1)] ?? SENT;
}

const FROM_DEFAULT = Array(4).fill(`${AS_DEFAULT}, bounce-…@gruppen.kg-aarau.example`);
const FROM_KUNDE = Array(4).fill(`${AS_KUNDE}, bounces@kunde.example`);

describe("a sender that is red when a message is released", () => {
  test("is replaced by `default` in all it does, where it may fall back, and the operator is told why", async () => {
    const world = await testWorld({ directory, installation: MAY_FALL_BACK });
    await found(world, "red");
    await hand(world, mailTo({ from: `Ruth Keller <${RUTH}>`, to: JUGEND }));
    expect(await copies(world, "kunde")).toEqual([]);
    expect(await copies(world, "default")).toEqual(FROM_DEFAULT);
    expect(await events(world, "sender-fallback")).toEqual([
      'sent as default: the sender "kunde" is red: see `rundmail doctor`',
    ]);
    expect(await describeMessage(world, 1)).toMatchObject({ sender: "default" });
  });

  test("is not where it may not, and its mail goes its own way", async () => {
    const world = await testWorld({ directory, installation: MUST_WAIT });
    await found(world, "red");
    await hand(world, mailTo({ from: `Ruth Keller <${RUTH}>`, to: JUGEND }));
    expect(await copies(world, "default")).toEqual([]);
    expect(await copies(world, "kunde")).toEqual(FROM_KUNDE);
    expect(await events(world, "sender-fallback")).toEqual([]);
  });

  test("is itself again when it is green", async () => {
    const world = await testWorld({ directory, installation: MAY_FALL_BACK });
    await found(world, "red");
    await found(world, "green");
    await hand(world, mailTo({ from: `Ruth Keller <${RUTH}>`, to: JUGEND }));
    expect(await copies(world, "kunde")).toEqual(FROM_KUNDE);
  });
});

describe("a sender that becomes red while copies wait", () => {
  test("is replaced in the moment in which the doctor says so", async () => {
    const world = await waiting(MAY_FALL_BACK);
    await doctorReported(world, NO_SPF);
    const left = await copies(world, "default");
    expect(left.filter((copy) => copy === FROM_DEFAULT[0])).toHaveLength(4);
  });

  test("is replaced at the next look where copies were on the wire at the first, and none of them arrived", async () => {
    const world = await waiting(MAY_FALL_BACK);
    const onTheWire = await copiesAttempted(world, [], 2, lane({ sender: "kunde" }));
    await doctorReported(world, NO_SPF);
    const attempted = onTheWire.map((dispatch) => ({ dispatch, answer: UNREACHABLE }));
    await copiesAttempted(world, attempted, 0, lane({ sender: "kunde" }));
    expect(await copies(world, "default")).not.toContain(FROM_DEFAULT[0]);
    await doctorReported(world, NO_SPF);
    expect(await copies(world, "default")).toEqual(FROM_DEFAULT);
    expect(await events(world, "sender-fallback")).toHaveLength(1);
  });

  test("is replaced as long as nothing has left, only once and only where it may fall back", async () => {
    const world = await waiting(MAY_FALL_BACK);
    expect(await found(world, "red")).toBe(1);
    expect(await found(world, "red")).toBe(0);
    expect(await events(world, "sender-fallback")).toHaveLength(1);
    expect(await copies(world, "kunde")).toEqual([]);
    expect(await copies(world, "default")).toEqual(FROM_DEFAULT);
    expect(await found(await waiting(MUST_WAIT), "red")).toBe(0);
  });

  test("is replaced, but not where the provider of a recipient has asked for a pause", async () => {
    const world = await waiting(MAY_FALL_BACK);
    const resumeAt = world.clock() + 3_600_000;
    await world.store.atomically(async (tx) => {
      await rememberProvider(tx, { domain: "post.example", provider: "hoster.ch", lookedUpAt: world.clock() });
      await pauseProvider(tx, { provider: "hoster.ch", failures: 1, resumeAt, reply: "421 4.7.0 slow down" });
    });
    expect(await found(world, "red")).toBe(1);
    const to = async () => (await dispatched(world)).flatMap((one) => (one.kind === "copy" ? [one.copy.address] : []));
    const atOnce = await to();
    expect(atOnce.filter((address) => address.endsWith("@post.example"))).toEqual([]);
    expect(atOnce).not.toEqual([]);
    world.wait(3_600_000);
    expect([...atOnce, ...(await to())]).toHaveLength(4);
  });

  test("is `default` itself: there is nothing to fall back on", async () => {
    const installation = senders({ default: { fallback: true } });
    const world = await testWorld({ directory: stage({ jugend: { loginsMaySend: "send" } }), installation });
    await hand(world, mailTo({ from: `Ruth Keller <${RUTH}>`, to: JUGEND }));
    while (await expandRecipients(world));
    const now = world.clock();
    expect(await world.store.atomically((tx) => fallBack(tx, world, "default", now))).toBe(0);
    expect(await events(world, "sender-fallback")).toEqual([]);
  });

  test.each([
    ["could not be reached", UNREACHABLE],
    ["put them all off", LATER],
    ["refused our login", NO_LOGIN],
  ])("is replaced also where its server %s, and the copies begin anew", async (_, answer) => {
    const world = await waiting(MAY_FALL_BACK);
    await dispatched(world, answers(answer), "kunde");
    expect(await found(world, "red")).toBe(1);
    expect(await copies(world, "default")).toEqual(FROM_DEFAULT);
    const { recipients = [] } = (await describeMessage(world, 1)) ?? {};
    expect(recipients.map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1]);
  });

  test("the copies that were composed for it are composed anew", async () => {
    const world = await waiting(MAY_FALL_BACK);
    const mails = outgoingMails(world);
    const compose = async (sender: string, ended: Parameters<typeof copiesAttempted>[1]) => {
      const dispatches = await copiesAttempted(world, ended, 1, lane({ sender }));
      const [dispatch] = dispatches;
      if (dispatch?.kind !== "copy") throw new Error("nothing was due");
      return { dispatch, text: Buffer.concat((await mails.copy(dispatch.copy)).chunks).toString() };
    };
    const { dispatch, text } = await compose("kunde", []);
    expect(text).toContain(AS_KUNDE);
    await copiesAttempted(world, [{ dispatch, answer: NO_LOGIN }], 0, lane({ sender: "kunde" }));
    await found(world, "red");
    expect((await compose("default", [])).text).toContain(AS_DEFAULT);
  });

  test.each([
    ["has been taken", SENT],
    ["may have been taken when the line died", LOST],
  ])("keeps its messages of which a copy %s: all copies are alike", async (_, first) => {
    const world = await waiting(MAY_FALL_BACK);
    await dispatched(world, answers(first, LATER), "kunde");
    expect(await found(world, "red")).toBe(0);
    expect(await copies(world, "default")).toEqual([]);
    world.wait(300_000);
    expect((await copies(world, "kunde")).every((copy) => copy === FROM_KUNDE[0])).toBe(true);
    expect(await describeMessage(world, 1)).toMatchObject({ state: "sent", copies: { sent: 4 } });
  });

  test("keeps its messages of which a copy was on the wire when the server was killed", async () => {
    const world = await waiting(MAY_FALL_BACK);
    await copiesAttempted(world, [], 1, lane({ sender: "kunde" }));
    expect(await found(world, "red")).toBe(0);
    const again = await world.reopened();
    await serverStarted(again);
    expect(await found(again, "red")).toBe(0);
    expect(await copies(again, "kunde")).toEqual(FROM_KUNDE);
  });

  test("is replaced at the next start where the operator allows it then", async () => {
    const world = await waiting(MUST_WAIT);
    await found(world, "red");
    const again = await world.reopened(MAY_FALL_BACK);
    await serverStarted(again);
    expect(await copies(again, "default")).toEqual(FROM_DEFAULT);
  });
});

describe("a sender that is taken out of the configuration", () => {
  test("leaves what has not begun to `default`, and the operator is told once", async () => {
    const world = await waiting(MUST_WAIT);
    const again = await world.reopened(WITHOUT_KUNDE);
    await serverStarted(again);
    await serverStarted(again);
    expect(await events(again, "sender-fallback")).toEqual([
      'sent as default: the configuration has no sender "kunde"',
    ]);
    expect(await copies(again, "default")).toEqual(FROM_DEFAULT);
  });

  test("leaves what has begun waiting until it is there again: nothing is lost, and everybody who looks sees it", async () => {
    const world = await waiting(MUST_WAIT);
    await dispatched(world, answers(SENT, LATER), "kunde");
    const again = await world.reopened(WITHOUT_KUNDE);
    await serverStarted(again);
    await serverStarted(again);
    again.wait(3_600_000);
    expect(await copies(again, "default")).toEqual([]);
    expect(await describeQueue(again)).toMatchObject({
      waiting: 3,
      nextAt: null,
      senders: [{ sender: "default" }, { sender: "kunde", state: "missing", waiting: 3, nextAt: null }],
    });
    expect(await events(again, "sender-missing")).toEqual([expect.stringContaining('no sender "kunde"')]);

    const back = await again.reopened(MUST_WAIT);
    await serverStarted(back);
    expect(await copies(back, "kunde")).toEqual(FROM_KUNDE.slice(1));
  });

  test("leaves new mail of its groups to `default`, and each time the operator is told", async () => {
    const world = await (await testWorld({ directory, installation: MUST_WAIT })).reopened(WITHOUT_KUNDE);
    await hand(world, mailTo({ from: `Ruth Keller <${RUTH}>`, to: JUGEND }));
    expect(await copies(world, "default")).toEqual(FROM_DEFAULT);
    expect(await events(world, "sender-fallback")).toHaveLength(1);
  });
});
