/** What the objects of a directory file refer to, and what is there to be referred to. */

import type { Problem } from "../operator-error.ts";
import type { AliasOwner } from "./alias.ts";
import type { DirectoryFile } from "./directory-file.ts";
import { shown } from "./file-problems.ts";
import type { Readable } from "./readable-part.ts";

/** What is in the directory already and stays there, as far as a file may refer to it. */
export interface Known {
  roles: ReadonlySet<number>;
  persons: ReadonlySet<number>;
  /** With the id of the parent. */
  groups: ReadonlyMap<number, number | null>;
  subgroups: ReadonlySet<number>;
  aliases: ReadonlyMap<string, AliasOwner>;
}

/** A list as far as it can be read. */
export type ReadableList<T> = readonly (T | undefined)[] | undefined;

/** Where an id either is or is not. */
interface Ids {
  has(id: number): boolean;
}

/** The ids that are there once the file is imported. */
export type IdsAfterwards = Record<"roles" | "persons" | "groups" | "subgroups", Ids>;

/** Puts together what the directory keeps and what the file brings. */
export function idsAfterwards(file: Readable<DirectoryFile>, known: Known): IdsAfterwards {
  const groups = present(file.groups);
  const logins = present(file.logins);
  return {
    roles: thereAfterwards(
      known.roles,
      file.roles,
      groups.flatMap((group) => present(group.roles)),
    ),
    persons: thereAfterwards(known.persons, file.persons, [
      ...groups.flatMap(({ members }) => present(members).map((member) => member.person)),
      ...present(file.subgroups).flatMap(({ members }) => present(members).map((member) => member.person)),
      ...logins.flatMap((login) => [login.person, ...present(login.myList)]),
    ]),
    groups: thereAfterwards(new Set(known.groups.keys()), file.groups, [
      ...groups.map((group) => group.parent),
      ...logins.flatMap((login) => rights(login.read?.groups)),
    ]),
    subgroups: thereAfterwards(
      known.subgroups,
      file.subgroups,
      logins.flatMap((login) => rights(login.read?.subgroups)),
    ),
  };
}

/** What of a list can be read. */
export function present<T>(list: ReadableList<T>): T[] {
  return (list ?? []).filter((element) => element !== undefined) as T[];
}

/** Complains about a reference to nothing. */
export function dangling(id: number | null | undefined, there: Ids, path: string, kind: string): Problem[] {
  if (id == null || there.has(id)) return [];
  return [{ path, found: shown(id), problem: `there is no ${kind} ${id}`, hint: "add it, or correct the number" }];
}

/** Complains about a list of references: to nothing, or to the same twice. */
export function references(listed: ReadableList<number>, there: Ids, path: string, kind: string): Problem[] {
  const pathOf = (index: number): string => `${path}[${index}]`;
  return [
    ...doubled(listed ?? [], pathOf),
    ...(listed ?? []).flatMap((id, index) => dangling(id, there, pathOf(index), kind)),
  ];
}

/** Complains about keys that stand twice in a list; one that could not be read is equal to no other. */
export function doubled(
  keys: readonly (string | number | undefined)[],
  pathOf: (index: number) => string,
  found: readonly unknown[] = keys,
): Problem[] {
  const first = new Map<string | number, number>();
  return keys.flatMap((key, index) => {
    if (key === undefined) return [];
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, index);
      return [];
    }
    return [
      {
        path: pathOf(index),
        found: shown(found[index]),
        problem: `stands there twice, first at ${pathOf(earlier)}`,
        hint: "keep one of them",
      },
    ];
  });
}

function rights(read: "all" | ReadableList<number>): number[] {
  return read === "all" ? [] : present(read);
}

/**
 * The ids of one list. An object without an id may be any one of those that are referred to and not found: as long as there
 * are as many such objects, none of these references is called wrong. One whose id is wrong is none of them.
 */
function thereAfterwards(
  known: ReadonlySet<number>,
  list: ReadableList<{ id: number | undefined }>,
  referred: readonly (number | null | undefined)[],
): Ids {
  if (list === undefined) return { has: () => true };
  const there = new Set(known);
  for (const object of list) if (object?.id !== undefined) there.add(object.id);
  const nameless = list.filter((object) => object === undefined || !Object.hasOwn(object, "id")).length;
  if (nameless === 0) return there;
  const missing = new Set(referred.filter((id) => id != null && !there.has(id)));
  return missing.size > nameless ? there : { has: (id) => there.has(id) || missing.has(id) };
}
