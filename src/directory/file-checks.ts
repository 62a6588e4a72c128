/** Whether the parts of a directory file fit together, and fit what is in the directory already (contract 7). */

import { addressKey, domainOf } from "../mail/address.ts";
import type { Problem } from "../operator-error.ts";
import type { DirectoryFile } from "./directory-file.ts";
import { aliasProblems } from "./file-aliases.ts";
import { nearestHint, shown } from "./file-problems.ts";
import {
  dangling,
  doubled,
  type IdsAfterwards,
  idsAfterwards,
  type Known,
  present,
  type ReadableList,
  references,
} from "./file-references.ts";
import type { Group } from "./group.ts";
import type { Login } from "./login.ts";
import type { Person } from "./person.ts";
import type { Readable } from "./readable-part.ts";
import type { GroupSettings } from "./settings.ts";
import type { Subgroup } from "./subgroup.ts";

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

/** Everything that does not fit, each with the path to it; what could not be read is not complained about again. */
export function checkDirectoryFile(file: Readable<DirectoryFile>, known: Known, rules: DirectoryRules): Problem[] {
  const ids = idsAfterwards(file, known);
  return [
    ...(["roles", "persons", "groups", "subgroups", "filters"] as const).flatMap((list) =>
      doubled(
        (file[list] ?? []).map((object) => object?.id),
        (index) => `${list}[${index}].id`,
      ),
    ),
    ...doubled(
      (file.logins ?? []).map((login) => login?.name),
      (index) => `logins[${index}].name`,
    ),
    ...each(file.persons, "persons", (person, path) => personProblems(person, path, rules)),
    ...each(file.groups, "groups", (group, path) => groupProblems(group, path, ids, rules)),
    ...cycleProblems(file.groups, known.groups),
    ...each(file.subgroups, "subgroups", (subgroup, path) => subgroupProblems(subgroup, path, ids, rules)),
    ...aliasProblems(file, known.aliases),
    ...each(file.logins, "logins", (login, path) => loginProblems(login, path, ids, rules)),
  ];
}

/** What is wrong with the elements of a list, as far as they can be read. */
function each<T>(list: ReadableList<T>, path: string, problemsOf: (element: T, path: string) => Problem[]): Problem[] {
  return (list ?? []).flatMap((element, index) =>
    element === undefined ? [] : problemsOf(element, `${path}[${index}]`),
  );
}

function personProblems({ emails }: Readable<Person>, path: string, rules: DirectoryRules): Problem[] {
  const addresses = (emails ?? []).map((email) => email?.address);
  const keys = (): (string | undefined)[] => addresses.map((address) => address && addressKey(address));
  return [
    // Most people have one address, and its canonical form is dear where there are many people.
    ...(addresses.length < 2 ? [] : doubled(keys(), (index) => `${path}.emails[${index}].address`, addresses)),
    ...each(emails, `${path}.emails`, ({ address }, email) => ownDomain(address, `${email}.address`, rules)),
  ];
}

function groupProblems(group: Readable<Group>, path: string, ids: IdsAfterwards, rules: DirectoryRules): Problem[] {
  const moderators = group.settings?.moderatorRole;
  return [
    ...dangling(group.parent, ids.groups, `${path}.parent`, "group"),
    ...references(group.roles, ids.roles, `${path}.roles`, "role"),
    ...(typeof moderators === "number" ? unknownRole(moderators, group, `${path}.settings.moderatorRole`) : []),
    ...settingsProblems(group.settings, `${path}.settings`, rules),
    ...doubledMembers(group.members, `${path}.members`),
    ...each(group.members, `${path}.members`, ({ person, role }, member) => [
      ...dangling(person, ids.persons, `${member}.person`, "person"),
      ...(role == null ? [] : unknownRole(role, group, `${member}.role`)),
    ]),
  ];
}

/** A group whose roles could not all be read may well know this one. */
function unknownRole(role: number, { id, roles }: Readable<Group>, path: string): Problem[] {
  if (roles === undefined || roles.includes(undefined) || roles.includes(role)) return [];
  const group = id === undefined ? "the group" : `group ${id}`;
  return [{ path, found: shown(role), problem: `is no role of ${group}`, hint: "add it to `roles` of the group" }];
}

/** Reports each group from which the way upwards comes back to itself. */
function cycleProblems(groups: Readable<DirectoryFile>["groups"], known: Known["groups"]): Problem[] {
  const parents = new Map(known);
  for (const { id, parent } of present(groups)) if (id !== undefined) parents.set(id, parent ?? null);
  return each(groups, "groups", ({ id, parent }, path) => {
    if (id === undefined) return [];
    const way = [id];
    const met = new Set<number>();
    let above = parents.get(id) ?? null;
    while (above !== null && above !== id && !met.has(above)) {
      met.add(above);
      way.push(above);
      above = parents.get(above) ?? null;
    }
    if (above !== id) return [];
    return [
      {
        path: `${path}.parent`,
        found: shown(parent),
        problem: `makes the group its own ancestor: ${[...way, id].join(" → ")}`,
        hint: "give one of these groups another parent",
      },
    ];
  });
}

function subgroupProblems(
  subgroup: Readable<Subgroup>,
  path: string,
  ids: IdsAfterwards,
  rules: DirectoryRules,
): Problem[] {
  const moderators = subgroup.settings?.moderatorRole;
  return [
    ...(typeof moderators !== "string" || moderators === "none"
      ? []
      : unknownLetter(moderators, `${path}.settings.moderatorRole`, rules)),
    ...settingsProblems(subgroup.settings, `${path}.settings`, rules),
    ...doubledMembers(subgroup.members, `${path}.members`),
    ...each(subgroup.members, `${path}.members`, ({ person, role }, member) => [
      ...dangling(person, ids.persons, `${member}.person`, "person"),
      ...(role == null ? [] : unknownLetter(role, `${member}.role`, rules)),
    ]),
  ];
}

function unknownLetter(letter: string, path: string, rules: DirectoryRules): Problem[] {
  if (rules.subgroupRoles.includes(letter)) return [];
  const hint = `role letters are ${rules.subgroupRoles.join(", ")} (setting subgroupRoles)`;
  return [{ path, found: shown(letter), problem: "is no role letter of subgroups", hint }];
}

function doubledMembers(
  members: ReadableList<{ person: number | undefined; role: number | string | null | undefined }>,
  path: string,
): Problem[] {
  const keys = (members ?? []).map((member) => {
    if (member?.person === undefined || member.role === undefined) return undefined;
    return `${member.person} ${member.role ?? ""}`;
  });
  return doubled(keys, (index) => `${path}[${index}]`, members);
}

function settingsProblems(
  settings: Readable<GroupSettings> | undefined,
  path: string,
  rules: DirectoryRules,
): Problem[] {
  const { sender, archive, responsible } = settings ?? {};
  return [
    ...(sender === undefined || rules.senders.includes(sender)
      ? []
      : [
          {
            path: `${path}.sender`,
            found: shown(sender),
            problem: "no such sending identity",
            hint: nearestHint(sender, rules.senders),
          },
        ]),
    ...each(archive, `${path}.archive`, (address, at) => ownDomain(address, at, rules)),
    ...ownDomain(responsible, `${path}.responsible`, rules),
  ];
}

function loginProblems(login: Readable<Login>, path: string, ids: IdsAfterwards, rules: DirectoryRules): Problem[] {
  const { groups, subgroups } = login.read ?? {};
  return [
    ...dangling(login.person, ids.persons, `${path}.person`, "person"),
    ...ownDomain(login.adminEmail, `${path}.adminEmail`, rules),
    ...(groups === "all" ? [] : references(groups, ids.groups, `${path}.read.groups`, "group")),
    ...(subgroups === "all" ? [] : references(subgroups, ids.subgroups, `${path}.read.subgroups`, "subgroup")),
    ...references(login.myList, ids.persons, `${path}.myList`, "person"),
  ];
}

function ownDomain(address: string | null | undefined, path: string, rules: DirectoryRules): Problem[] {
  if (address == null || domainOf(address) !== rules.domain) return [];
  return [
    {
      path,
      found: shown(address),
      problem: `is an address of ${rules.domain} itself`,
      hint: "copies to it would come back here",
    },
  ];
}
