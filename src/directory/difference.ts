import { isDeepStrictEqual } from "node:util";
import { type DirectoryFile, inOrder, KINDS, type Kind, keyOf } from "./directory-file.ts";

/** What becomes of the objects of one list. */
export interface Change<T> {
  added: T[];
  changed: { before: T; after: T }[];
  removed: T[];
}

/** What becomes of a directory. */
export type Difference = { [K in Kind]: Change<DirectoryFile[K][number]> };

/**
 * Compares what is there with what shall be there. Objects of `before` that `after` does not list are removed, so
 * whoever only wants to add or change gives only the listed ones as `before`.
 */
export function differenceBetween(before: DirectoryFile, after: DirectoryFile): Difference {
  const [from, to] = [inOrder(before), inOrder(after)];
  return {
    roles: compare(from.roles, to.roles),
    persons: compare(from.persons, to.persons),
    groups: compare(from.groups, to.groups),
    subgroups: compare(from.subgroups, to.subgroups),
    filters: compare(from.filters, to.filters),
    logins: compare(from.logins, to.logins),
  };
}

/** How many objects of the directory are added, changed or removed; 0: nothing changes. */
export function differenceSize(difference: Difference): number {
  return KINDS.reduce((sum, kind) => sum + changeSize(difference[kind]), 0);
}

/** How many objects of one list are added, changed or removed. */
export function changeSize(change: Change<unknown>): number {
  return change.added.length + change.changed.length + change.removed.length;
}

/** The added and the changed objects as they shall be. */
export function arriving<T>(change: Change<T>): T[] {
  return [...change.added, ...change.changed.map(({ after }) => after)];
}

/** One entry of a list inside an object: a member of a group, a person in a My List. */
export interface Entry<T, E> {
  of: T;
  entry: E;
}

/** The entries that come and go in lists inside the arriving objects; those of removed objects go with them. */
export function entryChanges<T, E>(
  change: Change<T>,
  entriesOf: (object: T) => readonly E[],
): { added: Entry<T, E>[]; removed: Entry<T, E>[] } {
  const added = change.added.flatMap((of) => entriesOf(of).map((entry) => ({ of, entry })));
  const removed: Entry<T, E>[] = [];
  for (const { before, after } of change.changed) {
    for (const entry of entriesMissingIn(entriesOf(before), entriesOf(after))) added.push({ of: after, entry });
    for (const entry of entriesMissingIn(entriesOf(after), entriesOf(before))) removed.push({ of: after, entry });
  }
  return { added, removed };
}

function entriesMissingIn<E>(there: readonly E[], entries: readonly E[]): E[] {
  const keys = new Set(there.map((entry) => JSON.stringify(entry)));
  return entries.filter((entry) => !keys.has(JSON.stringify(entry)));
}

function compare<T extends { id: number } | { name: string }>(before: readonly T[], after: readonly T[]): Change<T> {
  const change: Change<T> = { added: [], changed: [], removed: [] };
  const there = new Map(before.map((object) => [keyOf(object), object]));
  for (const object of after) {
    const old = there.get(keyOf(object));
    if (old === undefined) change.added.push(object);
    else if (!isDeepStrictEqual(old, object)) change.changed.push({ before: old, after: object });
  }
  const wanted = new Set(after.map(keyOf));
  for (const object of before) {
    if (!wanted.has(keyOf(object))) change.removed.push(object);
  }
  return change;
}
