import type { Kind } from "../directory/directory-file.ts";
import type { Login } from "../directory/login.ts";
import { loadLogins } from "./logins.ts";
import type { Read } from "./tables.ts";

/**
 * What would point to nothing if an object of the directory went, in words. Memberships and entries of a My List are
 * not named: they go with the person, and members of a group go with the group.
 */
export async function referencesTo(read: Read, kind: Kind, key: number | string): Promise<string[]> {
  const id = Number(key);
  switch (kind) {
    case "roles":
      return groupsWithRole(read, id);
    case "persons":
      return loginsThat(read, "belongs to this person", (login) => login.person === id);
    case "groups":
      return [
        ...(await groupsBelow(read, id)),
        ...(await loginsThat(read, "may read it", (login) => includes(login.read.groups, id))),
      ];
    case "subgroups":
      return loginsThat(read, "may read it", (login) => includes(login.read.subgroups, id));
    case "filters":
    case "logins":
      return [];
  }
}

async function groupsWithRole(read: Read, role: number): Promise<string[]> {
  const groups = await read
    .selectFrom("group_roles")
    .innerJoin("groups", "groups.id", "group_roles.group_id")
    .select(["groups.id", "groups.name"])
    .where("role_id", "=", role)
    .orderBy("groups.id")
    .execute();
  return groups.map(({ id, name }) => `group ${id} ${name} knows it`);
}

async function groupsBelow(read: Read, parent: number): Promise<string[]> {
  const groups = await read
    .selectFrom("groups")
    .select(["id", "name"])
    .where("parent_id", "=", parent)
    .orderBy("id")
    .execute();
  return groups.map(({ id, name }) => `group ${id} ${name} stands below it`);
}

async function loginsThat(read: Read, does: string, matches: (login: Login) => boolean): Promise<string[]> {
  const logins = await loadLogins(read, "all");
  return logins.filter(matches).map((login) => `login ${login.name} ${does}`);
}

/** The right to read all of them points to none. */
function includes(rights: "all" | number[], id: number): boolean {
  return rights !== "all" && rights.includes(id);
}
