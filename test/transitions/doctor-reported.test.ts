import { simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import { configSchema } from "../../src/config/config.ts";
import type { Finding } from "../../src/journey/finding.ts";
import { earlierFindings } from "../../src/questions/doctor-history.ts";
import { summariseEvents } from "../../src/questions/events.ts";
import { senderState } from "../../src/store/sender-states.ts";
import { doctorReported } from "../../src/transitions/doctor-reported.ts";
import { CONTACT, DOMAIN } from "../support/people.ts";
import { inWords, leaving } from "../support/post-office.ts";
import { DAY_MS, type TestWorld, testWorld } from "../support/world.ts";

function finding(changes: Partial<Finding>): Finding {
  return {
    sender: "default",
    topic: "spf",
    verdict: "ok",
    found: "gut",
    fix: null,
    record: null,
    who: null,
    ...changes,
  };
}

const GOOD = [finding({}), finding({ topic: "dkim" }), finding({ sender: "kunde" })];
const NO_KEY = finding({
  topic: "dkim",
  verdict: "error",
  found: "Unter s1._domainkey.verein.example steht kein Schlüssel.",
  fix: "Diesen Eintrag anlegen.",
  record: 's1._domainkey.verein.example. IN TXT "v=DKIM1; p=abc"',
  who: "dns-operator",
});

async function twoSenders(): Promise<TestWorld> {
  const { senders } = configSchema.parse({
    domain: DOMAIN,
    organisation: { contact: CONTACT },
    senders: { kunde: {} },
  });
  return testWorld({ installation: { senders } });
}

const look = (world: TestWorld, ...findings: Finding[]) => doctorReported(world, { by: "server", findings });
const stateOf = (world: TestWorld, sender: string) =>
  world.store.snapshot(async (read) => (await senderState(read, sender))?.state);

async function events(world: TestWorld): Promise<string[]> {
  const list = await summariseEvents(world, { since: undefined, kind: undefined, limit: 100 });
  return list.map(({ kind, text }) => `${kind}: ${text}`);
}

describe("the doctor has looked", () => {
  test("and all is well: every identity is green, and that is no news", async () => {
    const world = await twoSenders();
    expect(await look(world, ...GOOD)).toEqual({ red: [], green: [] });
    expect([await stateOf(world, "default"), await stateOf(world, "kunde")]).toEqual(["green", "green"]);
    expect(await events(world)).toEqual([]);
    expect(await leaving(world)).toEqual([]);
  });

  test("and found an error: this identity is red, the contact reads why and what to paste, once", async () => {
    const world = await twoSenders();
    expect(await look(world, finding({}), NO_KEY, finding({ sender: "kunde" }))).toEqual({
      red: ["default"],
      green: [],
    });
    expect([await stateOf(world, "default"), await stateOf(world, "kunde")]).toEqual(["red", "green"]);
    expect(await events(world)).toEqual([`sender-red: default: ${NO_KEY.found}`]);
    const left = await leaving(world);
    expect(inWords(left)).toEqual([`operator to ${CONTACT}`]);
    const text = (await simpleParser(left[0]?.text ?? "")).text;
    expect(text).toContain(NO_KEY.record);
    world.wait(DAY_MS);
    expect(await look(world, NO_KEY)).toEqual({ red: [], green: [] });
    expect(await leaving(world)).toEqual([]);
    expect(await events(world)).toHaveLength(1);
  });

  test("by hand for the first time: who sets it up reads it on the screen, and gets no mail; later they do", async () => {
    const world = await twoSenders();
    const byHand = (...findings: Finding[]) => doctorReported(world, { by: "command", findings });
    expect(await byHand(NO_KEY)).toEqual({ red: ["default"], green: [] });
    expect(await leaving(world)).toEqual([]);
    await byHand(...GOOD);
    await byHand(NO_KEY);
    expect(inWords(await leaving(world))).toEqual([`operator to ${CONTACT}`]);
  });

  test("and it is repaired: green again, with an event", async () => {
    const world = await twoSenders();
    await look(world, NO_KEY);
    expect(await look(world, ...GOOD)).toEqual({ red: [], green: ["default"] });
    expect(await events(world)).toEqual(["sender-green: default", expect.stringMatching(/^sender-red/)]);
  });

  test("and an error of the house or a warning is nothing that an identity is to blame for", async () => {
    const world = await twoSenders();
    const findings = [finding({ sender: null, topic: "disk", verdict: "error" }), finding({ verdict: "warning" })];
    expect(await look(world, ...findings)).toEqual({ red: [], green: [] });
    expect(await leaving(world)).toEqual([]);
  });

  test("and DNS was silent: what was red stays red, what was green stays green, however often", async () => {
    const world = await twoSenders();
    const silent = [
      finding({ topic: "dkim", verdict: "not-checkable" }),
      finding({ sender: "kunde", topic: "dkim", verdict: "not-checkable" }),
    ];
    await look(world, NO_KEY, finding({ sender: "kunde", topic: "dkim" }));
    for (let day = 0; day < 3; day++) expect(await look(world, ...silent)).toEqual({ red: [], green: [] });
    expect([await stateOf(world, "default"), await stateOf(world, "kunde")]).toEqual(["red", "green"]);
    expect(await look(world, finding({ topic: "dkim" }))).toEqual({ red: [], green: ["default"] });
  });
});

test("the history says who found what when, and does not grow for ever", async () => {
  const world = await twoSenders();
  const first = world.clock();
  await doctorReported(world, { by: "command", findings: [NO_KEY] });
  expect(await earlierFindings(world, 5)).toEqual([{ ...NO_KEY, at: new Date(first).toISOString(), by: "command" }]);
  for (let day = 0; day < 120; day++) {
    world.wait(DAY_MS);
    await look(world, ...GOOD);
  }
  expect(await earlierFindings(world, 1_000)).toHaveLength(100 * GOOD.length);
});
