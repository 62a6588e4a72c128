import { setImmediate as nextTurn } from "node:timers/promises";
import type { GroupOutline } from "../directory/group.ts";
import { effectiveSettings, inheritedSettings, type Settings } from "../directory/settings.ts";
import { sendingTimeMs } from "../journey/pace.ts";
import { databaseBytes, databaseDamage } from "../store/doctor-database.ts";
import { personsPerTree } from "../store/doctor-groups.ts";
import { loadGroupOutlines } from "../store/groups.ts";
import { holdersOfRole } from "../store/memberships.ts";
import { holdersOfLetter, loadSubgroupOutlines } from "../store/subgroups.ts";
import type { World } from "../world.ts";

/** What the doctor must know of the database and the directory. */
export interface DoctorFacts {
  /** Per sending identity that has a group, the one whose mail takes longest. */
  biggestGroups: { sender: string; name: string; persons: number; durationMs: number }[];
  /** Names of groups where a mail must be released and nobody can be asked. */
  withoutModerator: string[];
  database: { bytes: number; damage: string | undefined };
}

/** Other work has its turn after so many groups. */
const GROUPS_AT_ONCE = 50;

/**
 * Looks it all up, in short steps, so that a running server is not held up.
 *
 * @param depth whether every page of the database is read: in seconds for each gigabyte, in one go
 */
export async function doctorFacts(world: World, depth: "every-page" | "size"): Promise<DoctorFacts> {
  const { store } = world;
  const groups = await store.snapshot((read) => loadGroupOutlines(read, "all"));
  return {
    biggestGroups: await biggestGroups(world, groups),
    withoutModerator: await groupsWithoutModerator(world, groups),
    database: await store.snapshot(async (read) => ({
      bytes: await databaseBytes(read),
      damage: depth === "every-page" ? await databaseDamage(read) : undefined,
    })),
  };
}

async function biggestGroups(world: World, groups: readonly GroupOutline[]): Promise<DoctorFacts["biggestGroups"]> {
  const { store, installation } = world;
  const byId = new Map(groups.map((group) => [group.id, group]));
  const senderOf = new Map(groups.map(({ id }) => [id, inheritedSettings(chainOf(id, byId)).sender]));
  // A group holds all below it: only where the sender changes can a smaller one be the biggest.
  const tops = groups.filter(({ id, parent }) => parent === null || senderOf.get(parent) !== senderOf.get(id));
  const counted = await store.snapshot((read) =>
    personsPerTree(
      read,
      tops.map(({ id }) => id),
    ),
  );
  return installation.senders.flatMap(({ name: sender, batch }) => {
    const biggest = counted.find(({ group }) => senderOf.get(group) === sender);
    if (biggest === undefined) return [];
    const { persons } = biggest;
    const name = byId.get(biggest.group)?.name ?? "";
    // Who shares an address gets one copy, who has two preferred ones gets two: near enough to say how long it takes.
    return [{ sender, name, persons, durationMs: sendingTimeMs(persons, batch) }];
  });
}

function chainOf(id: number, byId: ReadonlyMap<number, GroupOutline>): GroupOutline["settings"][] {
  const chain: GroupOutline["settings"][] = [];
  for (let group = byId.get(id); group !== undefined; group = byId.get(group.parent ?? -1)) chain.push(group.settings);
  return chain;
}

async function groupsWithoutModerator(world: World, groups: readonly GroupOutline[]): Promise<string[]> {
  const { store, installation } = world;
  const subgroups = await store.snapshot((read) => loadSubgroupOutlines(read, "all"));
  const moderated = [
    ...groups.map((group) => ({ ...group, kind: "group" as const })),
    ...subgroups.map((subgroup) => ({ ...subgroup, kind: "subgroup" as const })),
  ]
    .map(({ id, name, kind, settings }) => ({ id, name, kind, settings: effectiveSettings(settings, installation) }))
    .filter(({ settings }) => needsModerator(settings));
  const names: string[] = [];
  for (const [place, { id, name, kind, settings }] of moderated.entries()) {
    const role = settings.moderatorRole;
    const moderators = await store.snapshot(async (read) => {
      if (role === null) return [];
      if (kind === "subgroup") return holdersOfLetter(read, id, String(role));
      return holdersOfRole(read, id, role === "none" ? "none" : Number(role));
    });
    if (!moderators.some(({ emails }) => emails.length > 0)) names.push(name);
    if (place % GROUPS_AT_ONCE === 0) await nextTurn();
  }
  return names;
}

function needsModerator({ membersMaySend, othersMaySend }: Settings): boolean {
  return membersMaySend === "moderate" || othersMaySend === "moderate";
}
