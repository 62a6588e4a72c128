/** The directory as a whole: what is there, and writing a difference in one go. */

import type { AliasOwner } from "../directory/alias.ts";
import { arriving, type Change, changeSize, type Difference, entryChanges } from "../directory/difference.ts";
import type { DirectoryFile, Kind } from "../directory/directory-file.ts";
import type { Known } from "../directory/file-references.ts";
import { addAliases, dropAliases, loadAliases } from "./aliases.ts";
import type { Which } from "./chunks.ts";
import { countDirectoryChange } from "./directory-version.ts";
import { loadFilters, putFilters, removeFilters } from "./filters.ts";
import { loadGroupOutlines, putGroups, removeGroups } from "./groups.ts";
import { addToMyLists, loadLogins, putLogins, removeFromMyLists, removeLogins } from "./logins.ts";
import { addMemberships, loadMembers, removeMemberships } from "./memberships.ts";
import { loadPersons, putPersons, removePersons } from "./persons.ts";
import { loadRoles, putRoles, removeRoles } from "./roles.ts";
import {
  addSubgroupMembers,
  loadSubgroupMembers,
  loadSubgroupOutlines,
  putSubgroups,
  removeSubgroupMembers,
  removeSubgroups,
} from "./subgroups.ts";
import type { Read, Tx } from "./tables.ts";

/** Which objects of the directory: those with these keys. */
export type Keys = { [K in Exclude<Kind, "logins">]: Which<number> } & { logins: Which<string> };

/** Loads objects of the directory, with members and My Lists; keys that name nothing yield nothing. */
export async function loadDirectory(read: Read, keys: Keys): Promise<DirectoryFile> {
  const groups = await loadGroupOutlines(read, keys.groups);
  const members = await loadMembers(read, keys.groups);
  const subgroups = await loadSubgroupOutlines(read, keys.subgroups);
  const subgroupMembers = await loadSubgroupMembers(read, keys.subgroups);
  return {
    roles: await loadRoles(read, keys.roles),
    persons: await loadPersons(read, keys.persons),
    groups: groups.map((group) => ({ ...group, members: members.get(group.id) ?? [] })),
    subgroups: subgroups.map((subgroup) => ({ ...subgroup, members: subgroupMembers.get(subgroup.id) ?? [] })),
    filters: await loadFilters(read, keys.filters),
    logins: await loadLogins(read, keys.logins),
  };
}

/** What is there to be referred to. */
export async function loadKnown(read: Read): Promise<Known> {
  const roles = await read.selectFrom("roles").select("id").execute();
  const persons = await read.selectFrom("persons").select("id").execute();
  const groups = await read.selectFrom("groups").select(["id", "parent_id"]).execute();
  const subgroups = await read.selectFrom("subgroups").select("id").execute();
  return {
    roles: new Set(roles.map((row) => row.id)),
    persons: new Set(persons.map((row) => row.id)),
    groups: new Map(groups.map((row) => [row.id, row.parent_id])),
    subgroups: new Set(subgroups.map((row) => row.id)),
    aliases: await loadAliases(read),
  };
}

/** The highest number of one list; 0 if it is empty. */
export async function highestId(read: Read, kind: Exclude<Kind, "logins">): Promise<number> {
  const { highest } = await read
    .selectFrom(kind)
    .select((eb) => eb.fn.max<number | null>("id").as("highest"))
    .executeTakeFirstOrThrow();
  return highest ?? 0;
}

/**
 * Writes a difference. Memberships and My Lists are changed row by row, so that two changes at the same moment both
 * hold. What is new comes before what refers to it, and what is removed goes last.
 *
 * @param progress told after each list how many of the objects of the difference are written
 */
export async function writeDifference(
  tx: Tx,
  difference: Difference,
  progress: (written: number) => void,
): Promise<void> {
  const { roles, persons, groups, subgroups, filters, logins } = difference;
  await countDirectoryChange(tx);
  // All old aliases are given back before anybody gets a new one: two groups may swap theirs.
  await dropOldAliases(tx, "group", groups);
  await dropOldAliases(tx, "subgroup", subgroups);
  await dropOldAliases(tx, "filter", filters);

  await putRoles(tx, arriving(roles));
  await putPersons(tx, arriving(persons));
  progress(changeSize(roles) + changeSize(persons));
  await writeGroups(tx, groups);
  await writeSubgroups(tx, subgroups);
  await putFilters(tx, arriving(filters));
  await addAliases(tx, "filter", arriving(filters));
  progress(changeSize(roles) + changeSize(persons) + changeSize(groups) + changeSize(subgroups) + changeSize(filters));
  await writeLogins(tx, logins);

  await removeLogins(
    tx,
    logins.removed.map((login) => login.name),
  );
  await removeFilters(tx, idsOf(filters.removed));
  await removeSubgroups(tx, idsOf(subgroups.removed));
  await removeGroups(tx, idsOf(groups.removed));
  await removeRoles(tx, idsOf(roles.removed));
  await removePersons(tx, idsOf(persons.removed));
}

async function writeGroups(tx: Tx, groups: Difference["groups"]): Promise<void> {
  await putGroups(tx, arriving(groups));
  await addAliases(tx, "group", arriving(groups));
  const members = entryChanges(groups, (group) => group.members);
  await removeMemberships(
    tx,
    members.removed.map(({ of, entry }) => ({ group: of.id, ...entry })),
  );
  await addMemberships(
    tx,
    members.added.map(({ of, entry }) => ({ group: of.id, ...entry })),
  );
}

async function writeSubgroups(tx: Tx, subgroups: Difference["subgroups"]): Promise<void> {
  await putSubgroups(tx, arriving(subgroups));
  await addAliases(tx, "subgroup", arriving(subgroups));
  const members = entryChanges(subgroups, (subgroup) => subgroup.members);
  await removeSubgroupMembers(
    tx,
    members.removed.map(({ of, entry }) => ({ subgroup: of.id, ...entry })),
  );
  await addSubgroupMembers(
    tx,
    members.added.map(({ of, entry }) => ({ subgroup: of.id, ...entry })),
  );
}

async function writeLogins(tx: Tx, logins: Difference["logins"]): Promise<void> {
  await putLogins(tx, arriving(logins));
  const entries = entryChanges(logins, (login) => login.myList);
  await removeFromMyLists(
    tx,
    entries.removed.map(({ of, entry }) => ({ login: of.name, person: entry })),
  );
  await addToMyLists(
    tx,
    entries.added.map(({ of, entry }) => ({ login: of.name, person: entry })),
  );
}

async function dropOldAliases(tx: Tx, kind: AliasOwner["kind"], change: Change<{ id: number }>): Promise<void> {
  await dropAliases(tx, kind, [...idsOf(change.changed.map(({ before }) => before)), ...idsOf(change.removed)]);
}

function idsOf(objects: readonly { id: number }[]): number[] {
  return objects.map((object) => object.id);
}
