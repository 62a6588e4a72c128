import type { Problem } from "../operator-error.ts";
import type { DirectoryFile } from "./directory-file.ts";
import { shown } from "./file-problems.ts";
import type { Known } from "./file-references.ts";
import type { Readable } from "./readable-part.ts";

/** Complains about aliases that somebody else owns already, in the directory or in the same file. */
export function aliasProblems(file: Readable<DirectoryFile>, known: Known["aliases"]): Problem[] {
  const listed = [
    ...named("group", file.groups, "groups"),
    ...named("subgroup", file.subgroups, "subgroups"),
    ...named("filter", file.filters, "filters"),
  ];
  // Whoever is in the file gives its old alias away, so two groups may swap theirs.
  const given = new Set(listed.map(({ owner }) => owner));
  const owners = new Map<string, string>();
  for (const [alias, { kind, id }] of known) if (!given.has(`${kind} ${id}`)) owners.set(alias, `${kind} ${id}`);

  const firstInFile = new Map<string, string>();
  return listed.flatMap(({ owner, alias, path }) => {
    if (alias == null) return [];
    // Who has no readable number may well be the one that owns the alias in the directory.
    const taken = firstInFile.get(alias) ?? (owner === undefined ? undefined : owners.get(alias));
    if (taken === undefined || taken === owner) {
      firstInFile.set(alias, owner ?? path);
      return [];
    }
    return [
      {
        path,
        found: shown(alias),
        problem: `belongs to ${taken} already`,
        hint: "aliases are unique over groups, subgroups and filters",
      },
    ];
  });
}

interface Named {
  /** Such as `group 123`; undefined if its number could not be read. */
  owner: string | undefined;
  alias: string | null | undefined;
  path: string;
}

function named(
  kind: "group" | "subgroup" | "filter",
  list: readonly ({ id: number | undefined; alias: string | null | undefined } | undefined)[] | undefined,
  listName: string,
): Named[] {
  return (list ?? []).flatMap((object, index) => {
    if (object === undefined) return [];
    const owner = object.id === undefined ? undefined : `${kind} ${object.id}`;
    return [{ owner, alias: object.alias, path: `${listName}[${index}].alias` }];
  });
}
