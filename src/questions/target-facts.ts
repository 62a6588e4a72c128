import { mainAddress } from "../directory/main-address.ts";
import { fullName } from "../directory/name.ts";
import type { Person } from "../directory/person.ts";
import { effectiveSettings, type InheritedSettings, inheritedSettings, type Settings } from "../directory/settings.ts";
import { numberedLocalPart, type Target, type TargetRef, targetAddress } from "../directory/target.ts";
import type { Asked, AuthorFacts, Standing } from "../journey/classify.ts";
import { mayRead } from "../journey/classify.ts";
import type { Destination } from "../journey/route.ts";
import { type AddressKey, addressKey, type Mailbox } from "../mail/address.ts";
import { loadFilter } from "../store/filters.ts";
import { lineageOf, loadGroup } from "../store/groups.ts";
import { findLoginsByAddress } from "../store/logins.ts";
import { holdersOfRole } from "../store/memberships.ts";
import { findPersonsByAddress } from "../store/persons.ts";
import { type Choice, membersAmong, resolveTarget } from "../store/recipients.ts";
import { roleName } from "../store/roles.ts";
import { holdersOfLetter, loadSubgroup } from "../store/subgroups.ts";
import type { Read } from "../store/tables.ts";
import type { World } from "../world.ts";

/** What the directory says about a target and the author's place in it. */
export interface TargetFacts {
  target: Target;
  /** Null for My List and filters. */
  settings: Settings | null;
  /** Its own or those of a group above it. */
  inherited: InheritedSettings;
  choice: Choice;
  standing: Standing;
  /** Naming one of these in To or Cc names the target openly. */
  names: Set<AddressKey>;
}

/** Everybody whom the address in From may be. */
export async function whoWrote(read: Read, address: string): Promise<AuthorFacts> {
  const key = addressKey(address);
  const persons = await findPersonsByAddress(read, key);
  const logins = await findLoginsByAddress(read, key);
  // Whoever writes from the admin address of a login is the person behind it.
  for (const { login, person } of logins) {
    if (person !== undefined && login.enabled && persons.every(({ id }) => id !== person.id)) persons.push(person);
  }
  return { persons, logins };
}

/** @returns undefined when the target is gone since RCPT */
export async function targetFacts(
  read: Read,
  world: World,
  destination: Extract<Destination, { kind: "group" | "subgroup" | "filter" | "my-list" }>,
  author: AuthorFacts,
): Promise<TargetFacts | undefined> {
  switch (destination.kind) {
    case "group":
      return groupFacts(read, world, destination, author);
    case "subgroup":
      return subgroupFacts(read, world, destination, author);
    case "filter": {
      const filter = await loadFilter(read, destination.id);
      if (filter === undefined) return undefined;
      return withoutSettings(world, { kind: "filter", id: filter.id }, filter.name, filter.alias);
    }
    case "my-list": {
      const ref: TargetRef = { kind: "my-list", login: "" };
      const enabled = author.logins.filter(({ login }) => login.enabled);
      const owner = enabled.find(({ login }) => login.groupMail && mayRead(login, ref, [])) ?? enabled[0];
      return withoutSettings(world, { ...ref, login: owner?.login.name ?? "" }, myListName(world), null);
    }
  }
}

const NOBODY: AuthorFacts = { persons: [], logins: [] };

/** The facts of a message's target as they are now. @param author whose place in it is wanted, if anybody's */
export async function targetFactsOf(
  read: Read,
  world: World,
  ref: TargetRef,
  author: AuthorFacts = NOBODY,
): Promise<TargetFacts | undefined> {
  switch (ref.kind) {
    case "group":
      return groupFacts(read, world, { id: ref.id, role: null }, author);
    case "group-role":
      return groupFacts(read, world, ref, author);
    case "subgroup":
      return subgroupFacts(read, world, { id: ref.id, letter: null }, author);
    case "subgroup-role":
      return subgroupFacts(read, world, ref, author);
    case "filter":
      return targetFacts(read, world, ref, author);
    case "my-list":
      return withoutSettings(world, ref, myListName(world), null);
  }
}

/** The moderators who can be asked: each address once. */
export function askable(moderators: readonly Person[]): Asked[] {
  const byAddress = new Map<AddressKey, Asked>();
  for (const person of moderators) {
    const address = mainAddress(person);
    if (address === undefined || byAddress.has(addressKey(address))) continue;
    byAddress.set(addressKey(address), { person, login: undefined, address, mayRead: true });
  }
  return [...byAddress.values()];
}

/** The moderators as Reply-To names them. */
export function moderatorMailboxes(facts: TargetFacts): Mailbox[] {
  return askable(facts.standing.moderators).map(({ address, person }) => ({
    name: person === undefined ? "" : fullName(person),
    address,
  }));
}

async function groupFacts(
  read: Read,
  world: World,
  { id, role }: { id: number; role: number | null },
  author: AuthorFacts,
): Promise<TargetFacts | undefined> {
  const group = await loadGroup(read, id);
  if (group === undefined) return undefined;
  const settings = effectiveSettings(group.settings, world.installation);
  const ref: TargetRef = role === null ? { kind: "group", id } : { kind: "group-role", id, role };
  const name = role === null ? group.name : `${group.name} (${(await roleName(read, role)) ?? role})`;
  const moderatorRole = settings.moderatorRole;
  const lineage = await lineageOf(read, id);
  return {
    ...described(world, ref, name, role === null ? group.alias : null, settings),
    inherited: inheritedSettings(lineage.map((one) => one.settings)),
    standing: {
      groupAndAncestors: lineage.map((one) => one.id),
      moderators:
        moderatorRole === null
          ? []
          : await holdersOfRole(read, id, moderatorRole === "none" ? "none" : Number(moderatorRole)),
      memberIds: await memberIds(read, { kind: "group", id }, author),
    },
  };
}

async function subgroupFacts(
  read: Read,
  world: World,
  { id, letter }: { id: number; letter: string | null },
  author: AuthorFacts,
): Promise<TargetFacts | undefined> {
  const subgroup = await loadSubgroup(read, id);
  if (subgroup === undefined) return undefined;
  const settings = effectiveSettings(subgroup.settings, world.installation);
  const ref: TargetRef = letter === null ? { kind: "subgroup", id } : { kind: "subgroup-role", id, letter };
  const name = letter === null ? subgroup.name : `${subgroup.name} (${letter})`;
  const moderatorRole = settings.moderatorRole;
  return {
    ...described(world, ref, name, letter === null ? subgroup.alias : null, settings),
    inherited: inheritedSettings([subgroup.settings]),
    standing: {
      groupAndAncestors: [],
      moderators: moderatorRole === null ? [] : await holdersOfLetter(read, id, String(moderatorRole)),
      memberIds: await memberIds(read, { kind: "subgroup", id }, author),
    },
  };
}

function withoutSettings(world: World, ref: TargetRef, name: string, alias: string | null): TargetFacts {
  return {
    ...described(world, ref, name, alias, null),
    inherited: inheritedSettings([]),
    standing: { groupAndAncestors: [], moderators: [], memberIds: [] },
  };
}

function described(
  world: World,
  ref: TargetRef,
  name: string,
  alias: string | null,
  settings: Settings | null,
): Omit<TargetFacts, "standing" | "inherited"> {
  const { domain, copies } = world.installation;
  const address = targetAddress(ref, alias, domain);
  const ownNames = [address, `${numberedLocalPart(ref)}@${domain}`];
  // A mail to `jugend@` that is Bcc to the leaders of Jugend does not name the leaders.
  const isRole = ref.kind === "group-role" || ref.kind === "subgroup-role";
  const alsoKnownAs = isRole ? [] : (settings?.alsoKnownAs ?? []);
  return {
    target: { ref, name, address },
    settings,
    choice: {
      addressKind: settings?.addressKind ?? null,
      copies: settings?.copies ?? copies,
      class: settings?.class ?? "community",
    },
    names: new Set([...ownNames, ...alsoKnownAs].map((text) => addressKey(text))),
  };
}

/** My List has no name of its own; GRUPPE and the subject of questions need one. */
const MY_LIST_NAMES: Record<string, string> = { de: "Meine Liste", en: "My List", fr: "Ma liste", it: "La mia lista" };

function myListName(world: World): string {
  return MY_LIST_NAMES[world.installation.language.slice(0, 2)] ?? "My List";
}

async function memberIds(read: Read, ref: TargetRef, author: AuthorFacts): Promise<number[]> {
  const ids = author.persons.map(({ id }) => id);
  return ids.length === 0 ? [] : membersAmong(read, await resolveTarget(read, ref), ids);
}
