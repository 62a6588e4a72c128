import { describe, expect, onTestFinished, test } from "vitest";
import { startDoctor } from "../../src/doctor/doctor.ts";
import { lastMomentOf } from "../../src/doctor/time-of-day.ts";
import { doctorFacts } from "../../src/questions/doctor-facts.ts";
import { earlierFindings } from "../../src/questions/doctor-history.ts";
import { noteSenderState } from "../../src/store/sender-states.ts";
import { stage } from "../support/people.ts";
import { DAY_MS, HOUR_MS, type TestWorld, testWorld } from "../support/world.ts";
import { type Practice, practice } from "./practice.ts";

/** A server of which only the doctor runs. It is 20.01 in Zurich. */
async function surgery(at = "04:00") {
  const clinic = await practice();
  clinic.settings["doctor"] = { at };
  const config = clinic.config();
  const world = await testWorld({ installation: config });
  const doctor = startDoctor(config, world, clinic.relay.port);
  onTestFinished(() => doctor.stop());
  return { clinic, world, doctor };
}

const looks = async (world: TestWorld) => new Set((await earlierFindings(world, 100)).map(({ at }) => at)).size;

describe("the server looks by itself", () => {
  test("at four in the morning, and once a day", async () => {
    const { world, doctor } = await surgery();
    await doctor.look();
    expect(await looks(world)).toBe(0);
    world.wait(7 * HOUR_MS);
    await doctor.look();
    expect(await looks(world)).toBe(0);
    world.wait(HOUR_MS);
    await doctor.look();
    await doctor.look();
    expect(await looks(world)).toBe(1);
    world.wait(DAY_MS);
    await doctor.look();
    expect(await looks(world)).toBe(2);
  });

  test("every hour while something is red", async () => {
    const { clinic, world, doctor } = await surgery();
    clinic.dns.zone["s1._domainkey.gruppen.verein.example TXT"] = [];
    world.wait(8 * HOUR_MS);
    await doctor.look();
    world.wait(HOUR_MS / 2);
    await doctor.look();
    expect(await looks(world)).toBe(1);
    world.wait(HOUR_MS);
    await doctor.look();
    expect(await looks(world)).toBe(2);
  });

  test("once a day, where only a sender is red that the configuration has no more", async () => {
    const { world, doctor } = await surgery();
    await world.store.atomically((tx) => noteSenderState(tx, { sender: "kunde", state: "red", now: world.clock() }));
    world.wait(8 * HOUR_MS);
    await doctor.look();
    world.wait(2 * HOUR_MS);
    await doctor.look();
    expect(await looks(world)).toBe(1);
  });

  test("never, where the operator says so", async () => {
    const { world, doctor } = await surgery("never");
    world.wait(3 * DAY_MS);
    await doctor.look();
    expect(await looks(world)).toBe(0);
  });

  test("and stops at once in the middle of it, without a verdict", async () => {
    const { clinic, world, doctor } = await surgery();
    silence(clinic);
    world.wait(8 * HOUR_MS);
    const looking = doctor.look();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const begun = performance.now();
    await doctor.stop();
    await looking;
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(await looks(world)).toBe(0);
  });
});

function silence({ dns }: Practice): void {
  dns.zone = Object.fromEntries(Object.keys(dns.zone).map((name) => [name, "silent"]));
}

describe("the last time that the clocks showed four in the morning", () => {
  test.each([
    ["2026-11-26T20:01:00+01:00", "2026-11-26T04:00:00+01:00"],
    ["2026-11-26T04:00:00+01:00", "2026-11-26T04:00:00+01:00"],
    ["2026-11-26T03:59:59+01:00", "2026-11-25T04:00:00+01:00"],
    // The clocks go back at three, and forward at two.
    ["2026-10-25T12:00:00+01:00", "2026-10-25T04:00:00+01:00"],
    ["2026-10-25T03:30:00+01:00", "2026-10-24T04:00:00+02:00"],
    ["2027-03-28T12:00:00+02:00", "2027-03-28T04:00:00+02:00"],
    ["2027-03-28T03:30:00+02:00", "2027-03-27T04:00:00+01:00"],
  ])("was, at %s, %s", (now, then) => {
    expect(new Date(lastMomentOf("04:00", "Europe/Zurich", Date.parse(now))).toISOString()).toBe(
      new Date(then).toISOString(),
    );
  });
});

describe("what the doctor knows of the directory", () => {
  const people = stage();
  const settings = { membersMaySend: "moderate", moderatorRole: 45 };

  test("groups where mail must be released and nobody with an address may", async () => {
    const directory = {
      ...people,
      groups: [...people.groups, { id: 900, name: "Kopflos", roles: [45], settings, members: [{ person: 1 }] }],
    };
    const world = await testWorld({ directory });
    expect((await doctorFacts(world, "every-page")).withoutModerator).toEqual(["Kopflos"]);
  });

  test("the biggest group, and how long it takes at this pace", async () => {
    const persons = Array.from({ length: 65 }, (_, place) => ({
      id: 1_000 + place,
      emails: [{ address: `person${place}@post.example` }],
    }));
    const members = persons.map(({ id }) => ({ person: id }));
    const world = await testWorld({
      directory: {
        ...people,
        persons: [...people.persons, ...persons],
        groups: [...people.groups, { id: 901, name: "Alle" }, { id: 902, name: "Chor", parent: 901, members }],
      },
    });
    const { biggestGroups, database } = await doctorFacts(world, "every-page");
    expect(biggestGroups).toEqual([{ sender: "default", name: "Alle", persons: 65, durationMs: 600_000 }]);
    expect(database).toEqual({ bytes: expect.any(Number), damage: undefined });
    expect(database.bytes).toBeGreaterThan(50_000);
  });
});
