/** Reads of the directory: what is there, and what would change. Nothing is written here. */

import { type Difference, differenceBetween } from "../directory/difference.ts";
import { type DirectoryFile, EMPTY_DIRECTORY, type Kind } from "../directory/directory-file.ts";
import { checkDirectoryFile, type DirectoryRules, NOTHING_KNOWN } from "../directory/file-checks.ts";
import type { Known } from "../directory/file-references.ts";
import type { Readable } from "../directory/readable-part.ts";
import type { Problem } from "../operator-error.ts";
import { highestId, type Keys, loadDirectory, loadKnown } from "../store/directory-rows.ts";
import { highestInMail } from "../store/numbers-in-mail.ts";
import { highestOptedOut } from "../store/opt-outs.ts";
import { referencesTo } from "../store/references.ts";
import type { Store } from "../store/store.ts";
import type { Read } from "../store/tables.ts";

const EVERYTHING: Keys = {
  roles: "all",
  persons: "all",
  groups: "all",
  subgroups: "all",
  filters: "all",
  logins: "all",
};

const NO_KEYS: Keys = { roles: [], persons: [], groups: [], subgroups: [], filters: [], logins: [] };

/** The whole directory, in the order in which it is exported. */
export function wholeDirectory(store: Store): Promise<DirectoryFile> {
  return store.snapshot((read) => loadDirectory(read, EVERYTHING));
}

/** All objects of one list. */
export async function listOf<K extends Kind>(store: Store, kind: K): Promise<DirectoryFile[K]> {
  const directory = await store.snapshot((read) => loadDirectory(read, { ...NO_KEYS, [kind]: "all" }));
  return directory[kind];
}

/** One object of one list; `undefined` if it is not there. */
export async function findOne<K extends Kind>(
  store: Store,
  kind: K,
  key: number | string,
): Promise<DirectoryFile[K][number] | undefined> {
  const directory = await store.snapshot((read) => loadDirectory(read, { ...NO_KEYS, [kind]: [key] }));
  return directory[kind][0];
}

/**
 * The number for a new object: one above the highest that is in use, by which somebody gone has opted out, or which a mail
 * still names.
 */
export async function nextFreeId(store: Store, kind: Exclude<Kind, "logins">): Promise<number> {
  const highest = await store.snapshot((read) =>
    Promise.all([highestId(read, kind), highestOptedOut(read, kind), highestInMail(read, kind)]),
  );
  return Math.max(...highest) + 1;
}

/** Everything in the directory that breaks a rule, for instance since the configuration was changed. */
export async function directoryProblems(store: Store, rules: DirectoryRules): Promise<Problem[]> {
  return checkDirectoryFile(await wholeDirectory(store), NOTHING_KNOWN, rules);
}

/**
 * Everything that does not fit together in a file of which only a part can be read.
 *
 * @param others what becomes of objects that the file does not list
 */
export async function importProblems(
  store: Store,
  readable: Readable<DirectoryFile>,
  rules: DirectoryRules,
  others: "keep" | "remove",
): Promise<Problem[]> {
  return store.snapshot(async (read) => checkDirectoryFile(readable, await knownAfterwards(read, others), rules));
}

export type ImportPlan = { ok: true; difference: Difference } | { ok: false; problems: Problem[] };

/**
 * What an import of this file would change, or why it is refused.
 *
 * @param others what becomes of objects that the file does not list
 */
export async function planImport(
  store: Store,
  file: DirectoryFile,
  rules: DirectoryRules,
  others: "keep" | "remove",
): Promise<ImportPlan> {
  return store.snapshot(async (read) => {
    const problems = checkDirectoryFile(file, await knownAfterwards(read, others), rules);
    if (problems.length > 0) return { ok: false, problems };
    const before = await loadDirectory(read, others === "keep" ? keysOf(file) : EVERYTHING);
    return { ok: true, difference: differenceBetween(before, file) };
  });
}

/** The same where there is no database yet. */
export function planFirstImport(file: DirectoryFile, rules: DirectoryRules): ImportPlan {
  const problems = checkDirectoryFile(file, NOTHING_KNOWN, rules);
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, difference: differenceBetween(EMPTY_DIRECTORY, file) };
}

function knownAfterwards(read: Read, others: "keep" | "remove"): Promise<Known> | Known {
  return others === "keep" ? loadKnown(read) : NOTHING_KNOWN;
}

export type RemovalPlan =
  | { kind: "possible"; difference: Difference }
  | { kind: "referenced"; by: string[] }
  | { kind: "unknown" };

/** What removing one object would change, or what would point to nothing then. */
export async function planRemoval(store: Store, kind: Kind, key: number | string): Promise<RemovalPlan> {
  return store.snapshot(async (read) => {
    const before = await loadDirectory(read, { ...NO_KEYS, [kind]: [key] });
    if (before[kind].length === 0) return { kind: "unknown" };
    const by = await referencesTo(read, kind, key);
    if (by.length > 0) return { kind: "referenced", by };
    return { kind: "possible", difference: differenceBetween(before, EMPTY_DIRECTORY) };
  });
}

function keysOf(file: DirectoryFile): Keys {
  return {
    roles: file.roles.map((role) => role.id),
    persons: file.persons.map((person) => person.id),
    groups: file.groups.map((group) => group.id),
    subgroups: file.subgroups.map((subgroup) => subgroup.id),
    filters: file.filters.map((filter) => filter.id),
    logins: file.logins.map((login) => login.name),
  };
}
