/** Whether the parts of a directory file fit together, and fit what is in the directory already (contract 7). */

import { addressKey, domainOf } from "../mail/address.ts";
import type { Problem } from "../operator-error.ts";
import type { AliasOwner } from "./alias.ts";
import type { DirectoryFile } from "./directory-file.ts";
import { nearestHint, shown } from "./file-problems.ts";
import type { Group } from "./group.ts";
import type { Login } from "./login.ts";
import type { Person } from "./person.ts";
import type { GroupSettings } from "./settings.ts";
import type { Subgroup } from "./subgroup.ts";

/** What is in the directory already and stays there, as far as a file may refer to it. */
export interface Known {
  roles: ReadonlySet<number>;
  persons: ReadonlySet<number>;
  /** With the id of the parent. */
  groups: ReadonlyMap<number, number | null>;
  subgroups: ReadonlySet<number>;
  aliases: ReadonlyMap<string, AliasOwner>;
}

/** Nothing is there, or nothing of it stays (`--prune`). */
export const NOTHING_KNOWN: Known = {
  roles: new Set(),
  persons: new Set(),
  groups: new Map(),
  subgroups: new Set(),
  aliases: new Map(),
};

/** What the configuration says about the directory. */
export interface DirectoryRules {
  /** Our own domain: mail to it would come back to us. */
  domain: string;
  /** Role letters of subgroups. */
  subgroupRoles: readonly string[];
  /** Names of the sending identities. */
  senders: readonly string[];
}

/** Everything that does not fit, each with the path to it. */
export function checkDirectoryFile(file: DirectoryFile, known: Known, rules: DirectoryRules): Problem[] {
  const ids = idsAfterwards(file, known);
  return [
    ...doubled(
      file.roles.map((role) => role.id),
      (index) => `roles[${index}].id`,
    ),
    ...doubled(
      file.persons.map((person) => person.id),
      (index) => `persons[${index}].id`,
    ),
    ...doubled(
      file.groups.map((group) => group.id),
      (index) => `groups[${index}].id`,
    ),
    ...doubled(
      file.subgroups.map((subgroup) => subgroup.id),
      (index) => `subgroups[${index}].id`,
    ),
    ...doubled(
      file.filters.map((filter) => filter.id),
      (index) => `filters[${index}].id`,
    ),
    ...doubled(
      file.logins.map((login) => login.name),
      (index) => `logins[${index}].name`,
    ),
    ...file.persons.flatMap((person, index) => personProblems(person, `persons[${index}]`, rules)),
    ...file.groups.flatMap((group, index) => groupProblems(group, `groups[${index}]`, ids, rules)),
    ...cycleProblems(file.groups, ids.groups),
    ...file.subgroups.flatMap((subgroup, index) => subgroupProblems(subgroup, `subgroups[${index}]`, ids, rules)),
    ...aliasProblems(file, known.aliases),
    ...file.logins.flatMap((login, index) => loginProblems(login, `logins[${index}]`, ids, rules)),
  ];
}

/** The ids that are there once the file is imported. */
type Ids = Pick<Known, "roles" | "persons" | "groups" | "subgroups">;

function idsAfterwards(file: DirectoryFile, known: Known): Ids {
  return {
    roles: new Set([...known.roles, ...file.roles.map((role) => role.id)]),
    persons: new Set([...known.persons, ...file.persons.map((person) => person.id)]),
    groups: new Map([...known.groups, ...file.groups.map((group) => [group.id, group.parent] as const)]),
    subgroups: new Set([...known.subgroups, ...file.subgroups.map((subgroup) => subgroup.id)]),
  };
}

function personProblems({ emails }: Person, path: string, rules: DirectoryRules): Problem[] {
  const pathOf = (index: number): string => `${path}.emails[${index}].address`;
  const addresses = emails.map((email) => email.address);
  return [
    // Most people have one address, and its canonical form is dear where there are many people.
    ...(addresses.length < 2 ? [] : doubled(addresses.map(addressKey), pathOf, addresses)),
    ...addresses.flatMap((address, index) => ownDomain(address, pathOf(index), rules)),
  ];
}

function groupProblems(group: Group, path: string, ids: Ids, rules: DirectoryRules): Problem[] {
  const moderators = group.settings.moderatorRole;
  const memberships = group.members.map((member) => `${member.person} ${member.role ?? ""}`);
  return [
    ...(group.parent === null ? [] : dangling(group.parent, ids.groups, `${path}.parent`, "group")),
    ...doubled(group.roles, (index) => `${path}.roles[${index}]`),
    ...group.roles.flatMap((role, index) => dangling(role, ids.roles, `${path}.roles[${index}]`, "role")),
    ...(typeof moderators === "number" ? unknownRole(moderators, group, `${path}.settings.moderatorRole`) : []),
    ...settingsProblems(group.settings, `${path}.settings`, rules),
    ...doubled(memberships, (index) => `${path}.members[${index}]`, group.members),
    ...group.members.flatMap(({ person, role }, index) => [
      ...dangling(person, ids.persons, `${path}.members[${index}].person`, "person"),
      ...(role === null ? [] : unknownRole(role, group, `${path}.members[${index}].role`)),
    ]),
  ];
}

function unknownRole(role: number, group: Group, path: string): Problem[] {
  if (group.roles.includes(role)) return [];
  return [
    { path, found: shown(role), problem: `is no role of group ${group.id}`, hint: "add it to `roles` of the group" },
  ];
}

/** Reports each group from which the way upwards comes back to itself. */
function cycleProblems(groups: readonly Group[], parents: ReadonlyMap<number, number | null>): Problem[] {
  return groups.flatMap((group, index) => {
    const way = [group.id];
    const met = new Set<number>();
    let above = parents.get(group.id) ?? null;
    while (above !== null && above !== group.id && !met.has(above)) {
      met.add(above);
      way.push(above);
      above = parents.get(above) ?? null;
    }
    if (above !== group.id) return [];
    const circle = [...way, group.id].join(" → ");
    return [
      {
        path: `groups[${index}].parent`,
        found: shown(group.parent),
        problem: `makes the group its own ancestor (${circle})`,
      },
    ];
  });
}

function subgroupProblems(subgroup: Subgroup, path: string, ids: Ids, rules: DirectoryRules): Problem[] {
  const moderators = subgroup.settings.moderatorRole;
  const memberships = subgroup.members.map((member) => `${member.person} ${member.role ?? ""}`);
  return [
    ...(typeof moderators !== "string" || moderators === "none"
      ? []
      : unknownLetter(moderators, `${path}.settings.moderatorRole`, rules)),
    ...settingsProblems(subgroup.settings, `${path}.settings`, rules),
    ...doubled(memberships, (index) => `${path}.members[${index}]`, subgroup.members),
    ...subgroup.members.flatMap(({ person, role }, index) => [
      ...dangling(person, ids.persons, `${path}.members[${index}].person`, "person"),
      ...(role === null ? [] : unknownLetter(role, `${path}.members[${index}].role`, rules)),
    ]),
  ];
}

function unknownLetter(letter: string, path: string, rules: DirectoryRules): Problem[] {
  if (rules.subgroupRoles.includes(letter)) return [];
  const hint = `role letters are ${rules.subgroupRoles.join(", ")} (setting subgroupRoles)`;
  return [{ path, found: shown(letter), problem: "is no role letter of subgroups", hint }];
}

function settingsProblems(settings: GroupSettings, path: string, rules: DirectoryRules): Problem[] {
  const { sender, archive = [], responsible } = settings;
  return [
    ...(sender === undefined || rules.senders.includes(sender)
      ? []
      : [
          {
            path: `${path}.sender`,
            found: shown(sender),
            problem: "no such sending identity",
            ...nearestHint(sender, rules.senders),
          },
        ]),
    ...archive.flatMap((address, index) => ownDomain(address, `${path}.archive[${index}]`, rules)),
    ...(responsible == null ? [] : ownDomain(responsible, `${path}.responsible`, rules)),
  ];
}

function aliasProblems(file: DirectoryFile, known: Known["aliases"]): Problem[] {
  const listed = [
    ...file.groups.map((group, index) => ({ kind: "group" as const, object: group, path: `groups[${index}].alias` })),
    ...file.subgroups.map((object, index) => ({
      kind: "subgroup" as const,
      object,
      path: `subgroups[${index}].alias`,
    })),
    ...file.filters.map((object, index) => ({ kind: "filter" as const, object, path: `filters[${index}].alias` })),
  ];
  // Whoever is in the file gives its old alias away, so two groups may swap theirs.
  const given = new Set(listed.map(({ kind, object }) => `${kind} ${object.id}`));
  const owners = new Map([...known].filter(([, { kind, id }]) => !given.has(`${kind} ${id}`)));
  return listed.flatMap(({ kind, object: { id, alias }, path }) => {
    if (alias === null) return [];
    const owner = owners.get(alias);
    if (owner === undefined || (owner.kind === kind && owner.id === id)) {
      owners.set(alias, { kind, id });
      return [];
    }
    return [
      {
        path,
        found: shown(alias),
        problem: `belongs to ${owner.kind} ${owner.id} already`,
        hint: "aliases are unique over groups, subgroups and filters",
      },
    ];
  });
}

function loginProblems(login: Login, path: string, ids: Ids, rules: DirectoryRules): Problem[] {
  const { groups, subgroups } = login.read;
  return [
    ...(login.person === null ? [] : dangling(login.person, ids.persons, `${path}.person`, "person")),
    ...(login.adminEmail === null ? [] : ownDomain(login.adminEmail, `${path}.adminEmail`, rules)),
    ...(groups === "all" ? [] : references(groups, ids.groups, `${path}.read.groups`, "group")),
    ...(subgroups === "all" ? [] : references(subgroups, ids.subgroups, `${path}.read.subgroups`, "subgroup")),
    ...references(login.myList, ids.persons, `${path}.myList`, "person"),
  ];
}

function references(
  listed: readonly number[],
  there: { has(id: number): boolean },
  path: string,
  kind: string,
): Problem[] {
  return [
    ...doubled(listed, (index) => `${path}[${index}]`),
    ...listed.flatMap((id, index) => dangling(id, there, `${path}[${index}]`, kind)),
  ];
}

function dangling(id: number, there: { has(id: number): boolean }, path: string, kind: string): Problem[] {
  return there.has(id) ? [] : [{ path, found: shown(id), problem: `there is no ${kind} ${id}` }];
}

function doubled(
  keys: readonly (string | number)[],
  pathOf: (index: number) => string,
  found: readonly unknown[] = keys,
): Problem[] {
  const first = new Map<string | number, number>();
  return keys.flatMap((key, index) => {
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, index);
      return [];
    }
    return [
      { path: pathOf(index), found: shown(found[index]), problem: `stands there twice, first at ${pathOf(earlier)}` },
    ];
  });
}

function ownDomain(address: string, path: string, rules: DirectoryRules): Problem[] {
  if (domainOf(address) !== rules.domain) return [];
  return [
    {
      path,
      found: shown(address),
      problem: `is an address of ${rules.domain} itself`,
      hint: "copies to it would come back here",
    },
  ];
}
