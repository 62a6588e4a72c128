import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TargetRef } from "../../src/directory/target.ts";
import { recipientsNow } from "../../src/questions/recipients-now.ts";
import { listCopies } from "../../src/store/copy-counts.ts";
import { countLeftOut, personsLeftOut } from "../../src/store/left-out.ts";
import {
  type Choice,
  chunkRows,
  countCopiedPersons,
  expandChunk,
  membersAmong,
  NO_PERSON,
  nextChunk,
  resolveTarget,
  sharersOf,
} from "../../src/store/recipients.ts";
import { stageWithCrowds } from "../support/crowd.ts";
import { mailTo } from "../support/mails.ts";
import { JUGEND, PERSON, RUTH, stage } from "../support/people.ts";
import { hand } from "../support/post-office.ts";
import { suppress, type TestWorld, testWorld } from "../support/world.ts";

const TOGETHER: Choice = { addressKind: null, copies: "per-address", class: "community" };
const EACH: Choice = { addressKind: null, copies: "per-person", class: "community" };
const EVERYBODY = Number.MAX_SAFE_INTEGER;
const JUGEND_REF: TargetRef = { kind: "group", id: 123 };

/** A world in which message 1 to Jugend waits for its copies. */
async function worldWithMessage(directory: unknown = stage()): Promise<TestWorld> {
  const world = await testWorld({ directory });
  await hand(world, mailTo({ from: RUTH, to: JUGEND }));
  return world;
}

/** Makes the copies of a span of persons. */
async function expand(
  world: TestWorld,
  span: { choice?: Choice; after?: number; upTo?: number; ref?: TargetRef; siblings?: number[]; message?: number } = {},
): Promise<void> {
  const { choice = TOGETHER, after = NO_PERSON, upTo = EVERYBODY, ref = JUGEND_REF, siblings = [], message = 1 } = span;
  await world.store.atomically(async (tx) => {
    const target = await resolveTarget(tx, ref);
    await expandChunk(tx, { message, siblings, target, choice, after, upTo, dueAt: world.clock() });
  });
}

/** Every copy as `address: persons`, and who is left out. */
async function outcome(world: TestWorld, message = 1) {
  return world.store.snapshot(async (read) => {
    const copies = await listCopies(read, message, { limit: EVERYBODY });
    return {
      copies: copies
        .map(({ addressKey, persons, state }) => `${addressKey}: ${persons.map(({ person }) => person)} ${state}`)
        .toSorted(),
      leftOut: (await personsLeftOut(read, message)).map(({ person, reason }) => `${person} ${reason}`),
    };
  });
}

const JUGENDS_COPIES = [
  "beat@post.example: 2 queued",
  "familie.wuethrich@post.example: 3,4 queued",
  "lea@poste.example: 6 queued",
  "ruth@post.example: 1 queued",
];

describe("the copies of a chunk", () => {
  test("are one per address, with all who share it; who has none is left out", async () => {
    const world = await worldWithMessage();
    await expand(world);
    expect(await outcome(world)).toEqual({ copies: JUGENDS_COPIES, leftOut: [`${PERSON.hansjoerg} no-address`] });
    const counts = await world.store.snapshot(async (read) => [
      await countCopiedPersons(read, 1),
      await countLeftOut(read, 1),
    ]);
    expect(counts).toEqual([5, { persons: 1, withoutAddress: 1, optedOut: 0 }]);
  });

  test("made twice are the same, so that a crash may repeat them", async () => {
    const world = await worldWithMessage();
    await expand(world);
    const once = await outcome(world);
    await expand(world);
    await expand(await world.reopened());
    expect(await outcome(world)).toEqual(once);
  });

  test("are the same in chunks of any size, also where a chunk cuts through a family", async () => {
    const world = await worldWithMessage();
    for (const [after, upTo] of [
      [NO_PERSON, 3],
      [3, 4],
      [4, EVERYBODY],
    ]) {
      await expand(world, { after: after ?? 0, upTo: upTo ?? 0 });
    }
    expect((await outcome(world)).copies).toEqual(JUGENDS_COPIES);
  });

  test("keep the address of the person who was there first, whatever its case elsewhere", async () => {
    const directory = stage();
    const urs = directory.persons.find(({ id }) => id === PERSON.urs);
    if (urs !== undefined) urs.emails = [{ address: "Familie.Wuethrich@Post.example" }];
    const world = await worldWithMessage(directory);
    await expand(world);
    expect((await outcome(world)).copies).toEqual(JUGENDS_COPIES);
  });
});

describe("siblings of the same mail", () => {
  const second = { message: 2, siblings: [1] };

  async function worldWithTwo(): Promise<TestWorld> {
    const world = await worldWithMessage();
    await hand(world, mailTo({ from: RUTH, to: JUGEND, subject: "anderes" }));
    return world;
  }

  test("served an address: the later one counts it as already", async () => {
    const world = await worldWithTwo();
    await expand(world, { upTo: PERSON.beat });
    await expand(world, second);
    expect((await outcome(world, 2)).copies).toEqual([
      "beat@post.example: 2 already",
      "familie.wuethrich@post.example: 3,4 queued",
      "lea@poste.example: 6 queued",
      "ruth@post.example: 1 already",
    ]);
  });

  test("that were served by others themselves, or cancelled, serve nobody", async () => {
    const world = await worldWithTwo();
    await expand(world);
    await world.store.atomically((tx) =>
      tx.updateTable("copies").set({ state: "cancelled", next_attempt_at: null }).execute(),
    );
    await expand(world, second);
    expect((await outcome(world, 2)).copies).toEqual(JUGENDS_COPIES);
  });

  test("gave each person an own copy: the others at the address still get theirs", async () => {
    const world = await worldWithTwo();
    await expand(world, { choice: EACH, upTo: PERSON.anna });
    await expand(world, { ...second, choice: EACH });
    expect((await outcome(world, 2)).copies.filter((copy) => copy.startsWith("familie"))).toEqual([
      "familie.wuethrich@post.example: 3 already",
      "familie.wuethrich@post.example: 4 queued",
    ]);
  });
});

describe("chunks", () => {
  test("go through all persons of a target by id, each once", async () => {
    const world = await testWorld({ directory: stageWithCrowds({ 200: 25 }) });
    const seen: number[] = [];
    await world.store.snapshot(async (read) => {
      const target = await resolveTarget(read, { kind: "group", id: 200 });
      for (let after = NO_PERSON; ; ) {
        const { upTo, persons } = await nextChunk(read, target, after, 10);
        if (persons === 0) break;
        seen.push(persons);
        expect(await chunkRows(read, target, TOGETHER, after, upTo)).toHaveLength(persons);
        after = upTo;
      }
    });
    expect(seen).toEqual([10, 10, 5]);
  });

  test.each<[string, TargetRef, number[]]>([
    ["a group", JUGEND_REF, [1, 2, 3, 4, 5, 6]],
    ["a role", { kind: "group-role", id: 123, role: 45 }, [1]],
    ["a role that nobody holds", { kind: "group-role", id: 123, role: 46 }, []],
    ["a subgroup", { kind: "subgroup", id: 7 }, [6, 9]],
    ["a letter", { kind: "subgroup-role", id: 7, letter: "L" }, [6]],
    ["a My List", { kind: "my-list", login: "ruth" }, [2, 6]],
    ["nobody's My List", { kind: "my-list", login: "" }, []],
    ["a filter", { kind: "filter", id: 3 }, [2]],
    ["a filter that is gone", { kind: "filter", id: 99 }, []],
  ])("of %s hold its persons and nobody else", async (_, ref, persons) => {
    const filter = { id: 3, name: "Küttigen", where: { field: "ORT", equals: "KÜTTIGEN" } };
    const world = await testWorld({ directory: { ...stage(), filters: [filter] } });
    const everybody = Object.values(PERSON);
    const found = await world.store.snapshot(async (read) => {
      const target = await resolveTarget(read, ref);
      const rows = await chunkRows(read, target, TOGETHER, NO_PERSON, EVERYBODY);
      expect(await membersAmong(read, target, everybody)).toEqual(rows.map(({ person }) => person));
      for (const { addressKey } of rows) {
        if (addressKey === null) continue;
        const there = rows.filter((row) => row.addressKey === addressKey);
        expect(await sharersOf(read, target, TOGETHER, addressKey)).toEqual(there);
      }
      return rows.map(({ person }) => person);
    });
    expect(found).toEqual(persons);
  });
});

/** Contract 5 in plain words: where a person is reached. */
function reachedAt(person: RandomPerson, { addressKind }: Choice): string[] {
  const ofKind = person.emails.find(({ kind }) => kind !== null && kind === addressKind);
  if (ofKind !== undefined) return [ofKind.address];
  const preferred = person.emails.filter((email) => email.preferred);
  return (preferred.length > 0 ? preferred : person.emails.slice(0, 1)).map(({ address }) => address);
}

interface RandomPerson {
  hidden: boolean;
  emails: { address: string; kind: string | null; preferred: boolean }[];
}

test("whoever is in a group, gets copies as the contract says, and everybody is served or left out", async () => {
  const email = fc.record({
    address: fc.constantFrom("a@x.example", "b@x.example", "c@x.example", "d@x.example"),
    kind: fc.constantFrom(null, "private", "business"),
    preferred: fc.boolean(),
  });
  const person: fc.Arbitrary<RandomPerson> = fc.record({
    hidden: fc.boolean(),
    emails: fc.uniqueArray(email, { selector: ({ address }) => address, maxLength: 3 }),
  });
  const choice: fc.Arbitrary<Choice> = fc.record({
    addressKind: fc.constantFrom(null, "private", "business"),
    copies: fc.constantFrom("per-address", "per-person"),
    class: fc.constantFrom("community", "transactional"),
  });
  const cut = fc.array(fc.integer({ min: 101, max: 108 }), { maxLength: 3 });
  const persons = fc.array(person, { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(persons, choice, cut, async (people, chosen, cuts) => {
      const directory = stage();
      const world = await worldWithMessage({
        ...directory,
        persons: [...directory.persons, ...people.map((one, place) => ({ ...one, id: 101 + place }))],
        groups: [
          ...directory.groups,
          { id: 300, name: "Chor", members: people.map((_, place) => ({ person: 101 + place })) },
        ],
      });
      await suppress(world, "D@x.example");
      const ends = [...cuts.toSorted((a, b) => a - b), EVERYBODY];
      for (const [place, upTo] of ends.entries()) {
        const after = ends[place - 1] ?? NO_PERSON;
        await expand(world, { ref: { kind: "group", id: 300 }, choice: chosen, after, upTo });
      }

      const expected = new Set<string>();
      for (const [place, one] of people.entries()) {
        const reached = one.hidden ? [] : reachedAt(one, chosen).filter((address) => address !== "d@x.example");
        for (const address of reached) expected.add(`${address} ${101 + place}`);
      }
      const { copies, leftOut } = await outcome(world);
      const made = copies.flatMap((copy) => {
        const [address = "", ids = ""] = copy.replace(" queued", "").split(": ");
        return ids.split(",").map((id) => `${address} ${id}`);
      });
      expect(new Set(made)).toEqual(expected);
      expect(copies).toHaveLength(
        chosen.copies === "per-person" ? expected.size : new Set([...expected].map((one) => one.split(" ")[0])).size,
      );
      const served = new Set(made.map((one) => Number(one.split(" ")[1])));
      const without = new Set(leftOut.map((one) => Number(one.split(" ")[0])));
      expect(served.isDisjointFrom(without)).toBe(true);
      expect(served.union(without).size).toBe(people.length);

      // What is told before the release is what the release does.
      const ref: TargetRef = { kind: "group", id: 300 };
      const told = await recipientsNow(world.store, { target: { ref }, choice: chosen });
      expect(told.recipients.map((copy) => `${copy.address}: ${copy.persons} queued`).toSorted()).toEqual(copies);
      expect(told.leftOut.map((one) => `${one.person} ${one.reason}`)).toEqual(leftOut);
    }),
    { numRuns: 40 },
  );
});
