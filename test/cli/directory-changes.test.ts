import { expect, test } from "vitest";
import { changeDirectory } from "../../src/cli/directory/changes.ts";
import type { Difference } from "../../src/directory/difference.ts";
import { planImport } from "../../src/questions/directory.ts";
import type { Store } from "../../src/store/store.ts";
import { directoryFile, RULES } from "../support/directory.ts";
import { exported, imported, withEmptyStore } from "../support/directory-store.ts";

const PERSONS = [{ id: 1 }, { id: 2 }, { id: 3 }];

/** Somebody joins group 1, as a command finds it: the group is read first, and compared with the directory later. */
async function joins(store: Store, person: number, meanwhile: () => Promise<unknown>): Promise<Difference> {
  const { groups } = await exported(store);
  const members = [...(groups[0]?.members ?? []), { person }];
  await meanwhile();
  const plan = await planImport(store, directoryFile({ groups: [{ id: 1, name: "Chor", members }] }), RULES, "keep");
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  return plan.difference;
}

test("who joins while another one joins does not put them out again", () =>
  withEmptyStore(async (store) => {
    await imported(store, { persons: PERSONS, groups: [{ id: 1, name: "Chor", members: [{ person: 1 }] }] });
    let tries = 0;
    await changeDirectory(store, () => {
      tries += 1;
      const other = { groups: [{ id: 1, name: "Chor", members: [{ person: 1 }, { person: 2 }] }] };
      return joins(store, 3, async () => tries === 1 && imported(store, other));
    });
    expect(tries).toBe(2);
    expect((await exported(store)).groups[0]?.members.map(({ person }) => person)).toEqual([1, 2, 3]);
  }));

test("a directory that never comes to rest is told, and nothing is written", () =>
  withEmptyStore(async (store) => {
    await imported(store, { persons: PERSONS, groups: [{ id: 1, name: "Chor" }] });
    let tries = 0;
    const change = changeDirectory(store, () => {
      tries += 1;
      return joins(store, 3, () => imported(store, { persons: [{ id: 1, firstName: `Anna ${tries}` }] }));
    });
    await expect(change).rejects.toMatchObject({
      exitCode: 75,
      sentence: expect.stringContaining("at the same moment"),
    });
    expect((await exported(store)).groups[0]?.members).toEqual([]);
  }));
