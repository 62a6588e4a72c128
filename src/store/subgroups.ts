import type { Person } from "../directory/person.ts";
import type { GroupSettings } from "../directory/settings.ts";
import type { Subgroup, SubgroupMember, SubgroupOutline } from "../directory/subgroup.ts";
import { isOneOf, keyChunks, loadInChunks, rowChunks, type Which } from "./chunks.ts";
import { loadPersons } from "./persons.ts";
import type { Read, Tx } from "./tables.ts";

/** `letter` of a member without a letter. */
const NO_LETTER = "";

/** Subgroups without their members, sorted by id. */
export async function loadSubgroupOutlines(read: Read, which: Which<number>): Promise<SubgroupOutline[]> {
  return loadInChunks(which, async (ids) => {
    const rows = await read
      .selectFrom("subgroups")
      .leftJoin("aliases", (join) =>
        join.onRef("aliases.owner_id", "=", "subgroups.id").on("aliases.owner_kind", "=", "subgroup"),
      )
      .select(["subgroups.id", "subgroups.name", "subgroups.settings", "aliases.alias"])
      .where(isOneOf("subgroups.id", ids))
      .orderBy("subgroups.id")
      .execute();
    return rows.map(({ id, name, alias, settings }) => ({
      id,
      name,
      alias,
      settings: JSON.parse(settings) as GroupSettings,
    }));
  });
}

export async function loadSubgroup(read: Read, id: number): Promise<SubgroupOutline | undefined> {
  const [subgroup] = await loadSubgroupOutlines(read, [id]);
  return subgroup;
}

/** The members of subgroups, sorted by person and letter. */
export async function loadSubgroupMembers(
  read: Read,
  subgroups: Which<number>,
): Promise<Map<number, SubgroupMember[]>> {
  const rows = await loadInChunks(subgroups, (ids) =>
    read
      .selectFrom("subgroup_members")
      .selectAll()
      .where(isOneOf("subgroup_id", ids))
      .orderBy("subgroup_id")
      .orderBy("person_id")
      .orderBy("letter")
      .execute(),
  );
  const bySubgroup = Map.groupBy(rows, (row) => row.subgroup_id);
  return new Map(
    [...bySubgroup].map(([id, members]) => [
      id,
      members.map(({ person_id, letter }) => ({ person: person_id, role: letter === NO_LETTER ? null : letter })),
    ]),
  );
}

/** The persons with a letter in a subgroup; `none`: its members without a letter. */
export async function holdersOfLetter(read: Read, subgroup: number, letter: string): Promise<Person[]> {
  const rows = await read
    .selectFrom("subgroup_members")
    .select("person_id")
    .where("subgroup_id", "=", subgroup)
    .where("letter", "=", letter === "none" ? NO_LETTER : letter)
    .execute();
  return loadPersons(
    read,
    rows.map((row) => row.person_id),
  );
}

/** Adds subgroups, or replaces the ones with the same id, without members and aliases, which have tables of their own. */
export async function putSubgroups(tx: Tx, subgroups: readonly Subgroup[]): Promise<void> {
  for (const chunk of rowChunks(subgroups)) {
    await tx
      .insertInto("subgroups")
      .values(chunk.map(({ id, name, settings }) => ({ id, name, settings: JSON.stringify(settings) })))
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((eb) => ({
          name: eb.ref("excluded.name"),
          settings: eb.ref("excluded.settings"),
        })),
      )
      .execute();
  }
}

/** Removes subgroups with their memberships. */
export async function removeSubgroups(tx: Tx, ids: readonly number[]): Promise<void> {
  for (const chunk of keyChunks(ids)) await tx.deleteFrom("subgroups").where("id", "in", chunk).execute();
}

/** One membership of one subgroup, as it is added or removed. */
export interface SubgroupMembership extends SubgroupMember {
  subgroup: number;
}

/** Adds memberships; one that is there already stays. */
export async function addSubgroupMembers(tx: Tx, memberships: readonly SubgroupMembership[]): Promise<void> {
  const rows = memberships.map(({ subgroup, person, role }) => ({
    subgroup_id: subgroup,
    person_id: person,
    letter: role ?? NO_LETTER,
  }));
  for (const chunk of rowChunks(rows)) {
    await tx
      .insertInto("subgroup_members")
      .values(chunk)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** Removes memberships; one that is gone already stays away. */
export async function removeSubgroupMembers(tx: Tx, memberships: readonly SubgroupMembership[]): Promise<void> {
  for (const { subgroup, person, role } of memberships) {
    await tx
      .deleteFrom("subgroup_members")
      .where("subgroup_id", "=", subgroup)
      .where("person_id", "=", person)
      .where("letter", "=", role ?? NO_LETTER)
      .execute();
  }
}
