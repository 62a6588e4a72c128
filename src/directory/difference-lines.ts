import { isDeepStrictEqual } from "node:util";
import { changeSize, type Difference } from "./difference.ts";
import { type DirectoryFile, KINDS, type Kind, keyOf, WORD_OF } from "./directory-file.ts";
import { fullName } from "./name.ts";

/** How many objects of each list are new, changed and removed. */
export type ChangeCounts = Record<Kind, { new: number; changed: number; removed: number }>;

export function countChanges(difference: Difference): ChangeCounts {
  const counted = KINDS.map((kind) => {
    const { added, changed, removed } = difference[kind];
    return [kind, { new: added.length, changed: changed.length, removed: removed.length }];
  });
  return Object.fromEntries(counted) as ChangeCounts;
}

/** The counts as sentences: `persons: 2 new, 1 changed`; lists in which nothing changes are left out. */
export function countLines(difference: Difference): string[] {
  const counts = countChanges(difference);
  return KINDS.filter((kind) => changeSize(difference[kind]) > 0).map((kind) => {
    const parts = Object.entries(counts[kind]).filter(([, count]) => count > 0);
    return `${kind}: ${parts.map(([what, count]) => `${count} ${what}`).join(", ")}`;
  });
}

/** What happens to each object, one line each. */
export function detailLines(difference: Difference): string[] {
  const lines: string[] = [];
  for (const kind of KINDS) {
    const { added, changed, removed } = difference[kind];
    for (const object of added) lines.push(`new: ${nameOf(kind, object)}`);
    for (const { before, after } of changed) {
      lines.push(`changed: ${nameOf(kind, after)} (${changedKeys(before, after).join(", ")})`);
    }
    for (const object of removed) lines.push(`removed: ${nameOf(kind, object)}`);
  }
  return lines;
}

/** One object in words: `person 1 Ruth Keller`. */
function nameOf(kind: Kind, object: DirectoryFile[Kind][number]): string {
  const name = "name" in object ? object.name : fullName(object);
  const key = "id" in object ? `${keyOf(object)} ` : "";
  return `${WORD_OF[kind]} ${key}${name}`.trimEnd();
}

function changedKeys(before: object, after: object): string[] {
  const old = new Map(Object.entries(before));
  return Object.entries(after)
    .filter(([key, value]) => !isDeepStrictEqual(old.get(key), value))
    .map(([key]) => key);
}
