import { type Difference, differenceSize } from "../directory/difference.ts";
import { KINDS } from "../directory/directory-file.ts";
import { loadDirectory, writeDifference } from "../store/directory-rows.ts";
import type { Store } from "../store/store.ts";

/** `overtaken`: somebody else added one of the same objects since the difference was found; nothing was written. */
export type DirectoryChanged = "changed" | "unchanged" | "overtaken";

/**
 * Somebody changed the directory: writes a difference that was found before, all of it or nothing. Finding it takes
 * long for a large file and locks nobody; only this is one transaction.
 *
 * @param progress told how many of the objects of the difference are written
 */
export async function directoryChanged(
  store: Store,
  difference: Difference,
  progress: (written: number) => void = () => undefined,
): Promise<DirectoryChanged> {
  if (differenceSize(difference) === 0) return "unchanged";
  return store.atomically(async (tx) => {
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
