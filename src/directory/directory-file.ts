import type { Problem } from "../operator-error.ts";
import { shapeProblems } from "./file-problems.ts";
import { directoryFileShape } from "./file-shapes.ts";
import type { Filter } from "./filter.ts";
import type { Group, Role } from "./group.ts";
import type { Login } from "./login.ts";
import type { Person } from "./person.ts";
import { type Readable, readablePart } from "./readable-part.ts";
import type { Subgroup } from "./subgroup.ts";

/** The directory, or a part of it: what a directory file says once every default is filled in. */
export interface DirectoryFile {
  roles: Role[];
  persons: Person[];
  groups: Group[];
  subgroups: Subgroup[];
  filters: Filter[];
  logins: Login[];
}

/** The lists of a directory in the order in which they are read, written and printed. */
export const KINDS = ["roles", "persons", "groups", "subgroups", "filters", "logins"] as const;

/** One of the lists of a directory. */
export type Kind = (typeof KINDS)[number];

/** What one object of a list is called. */
export const WORD_OF: Record<Kind, string> = {
  roles: "role",
  persons: "person",
  groups: "group",
  subgroups: "subgroup",
  filters: "filter",
  logins: "login",
};

/** What tells the objects of one list apart: the name of a login, the id of all others. */
export function keyOf(object: { id: number } | { name: string }): number | string {
  return "id" in object ? object.id : object.name;
}

/** A directory in which nothing is. */
export const EMPTY_DIRECTORY: DirectoryFile = {
  roles: [],
  persons: [],
  groups: [],
  subgroups: [],
  filters: [],
  logins: [],
};

/**
 * Reads the value of a directory file and fills in the defaults. Says everything that is wrong with the shape of it at
 * once; whether ids exist and rules hold together is the question of `checkDirectoryFile`, which also takes what could
 * be read of a wrong file.
 */
export function readDirectoryFile(
  value: unknown,
): { ok: true; file: DirectoryFile } | { ok: false; problems: Problem[]; readable: Readable<DirectoryFile> } {
  const read = directoryFileShape.safeParse(value, { reportInput: true });
  if (read.success) return { ok: true, file: read.data };
  const readable = readablePart(directoryFileShape, value) as Readable<DirectoryFile> | undefined;
  return {
    ok: false,
    problems: shapeProblems(directoryFileShape, read.error.issues),
    readable: readable ?? EMPTY_DIRECTORY,
  };
}

/**
 * Writes a directory as a file that imports to the same: one object per line, so that two exports can be compared line
 * by line.
 */
export function writeDirectoryFile(directory: DirectoryFile): string {
  const lists = KINDS.map((kind) => {
    const lines = directory[kind].map((object) => `    ${JSON.stringify(object)}`);
    return `  ${JSON.stringify(kind)}: [${lines.length === 0 ? "" : `\n${lines.join(",\n")}\n  `}]`;
  });
  return `{\n${lists.join(",\n")}\n}\n`;
}

/** The same directory with everything whose order means nothing in one order, so that equal ones are equal. */
export function inOrder(directory: DirectoryFile): DirectoryFile {
  return {
    ...directory,
    groups: directory.groups.map((group) => ({
      ...group,
      roles: sorted(group.roles),
      members: group.members.toSorted((a, b) => a.person - b.person || (a.role ?? 0) - (b.role ?? 0)),
    })),
    subgroups: directory.subgroups.map((subgroup) => ({
      ...subgroup,
      members: subgroup.members.toSorted((a, b) => a.person - b.person || compareText(a.role ?? "", b.role ?? "")),
    })),
    logins: directory.logins.map((login) => ({
      ...login,
      read: {
        ...login.read,
        groups: login.read.groups === "all" ? "all" : sorted(login.read.groups),
        subgroups: login.read.subgroups === "all" ? "all" : sorted(login.read.subgroups),
      },
      myList: sorted(login.myList),
    })),
  };
}

function sorted(ids: readonly number[]): number[] {
  return ids.toSorted((a, b) => a - b);
}

/** By code units, as the database sorts: no language decides about the order. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
