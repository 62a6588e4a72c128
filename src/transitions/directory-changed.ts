import { type Difference, differenceSize } from "../directory/difference.ts";
import { KINDS } from "../directory/directory-file.ts";
import { loadDirectory, writeDifference } from "../store/directory-rows.ts";
import { directoryVersion } from "../store/directory-version.ts";
import type { Store } from "../store/store.ts";

/** `overtaken`: somebody else changed the directory since the difference was found; nothing was written. */
export type DirectoryChanged = "changed" | "unchanged" | "overtaken";

/**
 * Somebody changed the directory: writes a difference that was found before, all of it or nothing. Finding it takes
 * long for a large file and locks nobody; only this is one transaction.
 *
 * @param since version of the directory from which it was found: where it is another now, nothing is written, because the
 *   two changes together may lose something, or make a ring of the tree of groups. Left out: only what both add counts
 * @param progress told how many of the objects of the difference are written
 */
export async function directoryChanged(
  store: Store,
  difference: Difference,
  { since, progress = () => undefined }: { since?: number; progress?: (written: number) => void } = {},
): Promise<DirectoryChanged> {
  if (differenceSize(difference) === 0) return "unchanged";
  return store.atomically(async (tx) => {
    if (since !== undefined && (await directoryVersion(tx)) !== since) return "overtaken";
    const there = await loadDirectory(tx, {
      roles: difference.roles.added.map((role) => role.id),
      persons: difference.persons.added.map((person) => person.id),
      groups: difference.groups.added.map((group) => group.id),
      subgroups: difference.subgroups.added.map((subgroup) => subgroup.id),
      filters: difference.filters.added.map((filter) => filter.id),
      logins: difference.logins.added.map((login) => login.name),
    });
    if (KINDS.some((kind) => there[kind].length > 0)) return "overtaken";
    await writeDifference(tx, difference, progress);
    return "changed";
  });
}
