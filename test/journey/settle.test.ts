import { describe, expect, test } from "vitest";
import { outcomeOf, type RelayAnswer, relayPauseMs, settle } from "../../src/journey/settle.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const RETRY = { waitsMs: [5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS], giveUpAfterMs: 96 * HOUR_MS };

type Stage = Extract<RelayAnswer, { kind: "rejected" }>["stage"];

function rejected(stage: Stage, reply: string): RelayAnswer {
  return { kind: "rejected", stage, code: Number(reply.slice(0, 3)), reply };
}

describe("what the relay's answer is about", () => {
  test.each<[string, RelayAnswer, string]>([
    ["it took the copy", { kind: "accepted", reply: "250 ok" }, "accepted"],
    ["it does not know the recipient", rejected("rcpt", "550 5.1.1 no such user"), "refused"],
    ["it does not like the mail", rejected("data", "554 5.7.1 spam"), "refused"],
    ["the address cannot go into its envelope", { kind: "unsendable", reply: "not valid" }, "refused"],
    ["it greylists the recipient", rejected("rcpt", "451 4.7.1 greylisted"), "deferred"],
    ["it is busy at the end of DATA", rejected("data", "451 4.3.0 later"), "deferred"],
    ["it is busy at MAIL", rejected("mail", "451 4.3.0 later"), "deferred"],
    ["it is busy at the greeting", rejected("session", "421 4.3.2 busy"), "deferred"],
    ["the connection broke", { kind: "lost", reply: "connection lost" }, "deferred"],
    ["there is no connection", { kind: "unreachable", reply: "ECONNREFUSED" }, "deferred"],
    ["it does not talk to us", rejected("session", "554 5.7.1 blocked"), "relay-trouble"],
    ["it does not know our password", rejected("session", "535 5.7.8 authentication failed"), "relay-trouble"],
    ["it does not take our sender", rejected("mail", "550 5.7.1 sender not allowed"), "relay-trouble"],
  ])("%s", (_, answer, kind) => {
    expect(outcomeOf(answer)).toEqual({ kind, reply: answer.reply });
  });

  test.each([
    "550 5.4.5 Daily user sending quota exceeded",
    "550 5.4.5 Daily sending quota exceeded for user ruth@post.example",
    "452 4.3.1 Rate limit exceeded",
    "450 4.7.1 Too many messages from your account",
    "421 4.7.0 Too many connections",
    "450 4.7.1 Error: too much mail from 192.0.2.1",
    "550 Domain kg-aarau.example has exceeded the max emails per hour (250/250 (100%)) allowed. Message discarded.",
    "554 5.7.1 sending quota exceeded",
    "451 4.7.1 throttled, try again later",
    "550 5.7.1 over quota",
    "550 5.7.1 Account over quota",
    "451 4.7.1 Sender over quota",
    "450 4.7.1 Message rate exceeded",
    "451 sending rate too high",
    "421 4.7.28 our system has detected an unusual rate of mail from this address",
    "450 You are sending too fast",
    "550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients",
  ])("«%s» speaks of our quota, at RCPT and after DATA", (reply) => {
    expect(outcomeOf(rejected("rcpt", reply)).kind).toBe("relay-trouble");
    expect(outcomeOf(rejected("data", reply)).kind).toBe("relay-trouble");
  });

  test.each([
    ["552 5.2.2 quota exceeded", "refused"],
    ["552 mailbox quota exceeded", "refused"],
    ["550 5.1.1 user has exceeded his quota", "refused"],
    ["452 4.2.2 The email account that you tried to reach is over quota", "deferred"],
    ["450 4.2.1 The user you are trying to contact is receiving mail too quickly, rate limit exceeded", "deferred"],
    ["451 recipient's storage limit reached", "deferred"],
    ["450 over quota", "deferred"],
    ["550 5.1.1 <quota@x.example>: Recipient address rejected: User unknown", "refused"],
    ["550 the address daily.sending@x.example is unknown", "refused"],
    ["450 4.7.1 Greylisted, retry rate limited", "deferred"],
    ["550 5.7.1 recipient has reached message limit", "refused"],
  ])("«%s» speaks of the recipient", (reply, kind) => {
    expect(outcomeOf(rejected("rcpt", reply)).kind).toBe(kind);
  });
});

test.each([
  "552 5.3.4 Message size limit exceeded",
  "552 Message size exceeds fixed limit",
  "554 5.6.0 message limit exceeded: too many parts",
  "550 refused: looks like a daily digest",
  "554 5.7.1 Message rejected: spam score limit exceeded",
  "550 5.7.1 Spam rate 8.3",
  "554 hop count limit exceeded",
  "550 attachment limit exceeded",
])("«%s», after DATA, speaks of this mail", (reply) => {
  expect(outcomeOf(rejected("data", reply)).kind).toBe("refused");
});

test.each([
  ["552 5.3.4 Message size exceeds fixed limit", "refused"],
  ["552 message too large", "refused"],
  ["550 5.6.7 address needs SMTPUTF8", "refused"],
  ["552 over quota", "relay-trouble"],
  ["555 5.5.4 SIZE not recognized", "relay-trouble"],
])("«%s», at MAIL: %s", (reply, kind) => {
  expect(outcomeOf(rejected("mail", reply)).kind).toBe(kind);
});

test("a reply of one endless word is understood before anybody waits", () => {
  expect(outcomeOf(rejected("rcpt", `550 ${"x".repeat(65_000)}`)).kind).toBe("refused");
});

describe("what becomes of a copy", () => {
  const first = { attempts: 1, firstAttemptAt: 0 };

  test("it is sent, or has failed for good", () => {
    expect(settle(first, { kind: "accepted", reply: "250" }, 7, RETRY)).toEqual({
      state: "sent",
      sentAt: 7,
      reply: "250",
    });
    expect(settle(first, { kind: "refused", reply: "550" }, 7, RETRY)).toEqual({ state: "failed", reply: "550" });
  });

  test("the relay's trouble is no attempt", () => {
    const settled = settle(first, { kind: "relay-trouble", reply: "535" }, 7, RETRY);
    expect(settle(first, outcomeOf({ kind: "withheld", reply: "535" }), 7, RETRY)).toEqual(settled);
    expect(settled).toEqual({ state: "untried", nextAttemptAt: 7, reply: "535" });
  });

  test("it waits longer each time, and the last wait repeats", () => {
    const waits = [1, 2, 3, 4, 5, 6].map((attempts) => {
      const settled = settle({ attempts, firstAttemptAt: 0 }, { kind: "deferred", reply: "451" }, 0, RETRY);
      return settled.state === "deferred" ? settled.nextAttemptAt / MINUTE_MS : settled.state;
    });
    expect(waits).toEqual([5, 15, 60, 240, 240, 240]);
  });

  test("it is given up so long after the first attempt, not a moment before", () => {
    const deferred = { kind: "deferred", reply: "451" } as const;
    const tried = { attempts: 24, firstAttemptAt: 1_000 };
    const giveUpAt = 1_000 + RETRY.giveUpAfterMs;
    expect(settle(tried, deferred, giveUpAt - 1, RETRY)).toMatchObject({ state: "deferred", nextAttemptAt: giveUpAt });
    expect(settle(tried, deferred, 1_000 + RETRY.giveUpAfterMs, RETRY)).toEqual({ state: "failed", reply: "451" });
  });
});

test("a relay in trouble is left alone longer each time, at most an hour", () => {
  const pauses = [1, 2, 3, 4, 5, 6, 100].map(relayPauseMs);
  expect(pauses.every((pause, place) => pause > 0 && pause >= (pauses[place - 1] ?? 0))).toBe(true);
  expect(pauses[1]).toBeGreaterThan(pauses[0] ?? 0);
  expect(pauses.at(-1)).toBe(HOUR_MS);
});
