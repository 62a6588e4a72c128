import { sql } from "kysely";
import { type Group, type GroupOutline, parentsFirst } from "../directory/group.ts";
import type { GroupSettings } from "../directory/settings.ts";
import { isOneOf, keyChunks, loadInChunks, rowChunks, type Which } from "./chunks.ts";
import type { Read, Tx } from "./tables.ts";

/** Groups without their members, sorted by id. */
export async function loadGroupOutlines(read: Read, which: Which<number>): Promise<GroupOutline[]> {
  return loadInChunks(which, async (ids) => {
    const rows = await read
      .selectFrom("groups")
      .leftJoin("aliases", (join) =>
        join.onRef("aliases.owner_id", "=", "groups.id").on("aliases.owner_kind", "=", "group"),
      )
      .select(["groups.id", "groups.name", "groups.parent_id", "groups.settings", "aliases.alias"])
      .where(isOneOf("groups.id", ids))
      .orderBy("groups.id")
      .execute();
    const roles = await read
      .selectFrom("group_roles")
      .selectAll()
      .where(isOneOf("group_id", ids))
      .orderBy("group_id")
      .orderBy("role_id")
      .execute();
    const rolesOf = Map.groupBy(roles, (row) => row.group_id);
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      parent: row.parent_id,
      alias: row.alias,
      roles: (rolesOf.get(row.id) ?? []).map((role) => role.role_id),
      settings: JSON.parse(row.settings) as GroupSettings,
    }));
  });
}

export async function loadGroup(read: Read, id: number): Promise<GroupOutline | undefined> {
  const [group] = await loadGroupOutlines(read, [id]);
  return group;
}

/** Whether there is such a group: all that RCPT asks. */
export async function hasGroup(read: Read, id: number): Promise<boolean> {
  return (await read.selectFrom("groups").select("id").where("id", "=", id).executeTakeFirst()) !== undefined;
}

/** No association has so many; a tree that has become a ring by whatever fault must not keep the server for ever. */
const MOST_LEVELS = 1_000;

/** A group and all above it up to the root of its tree, itself first; empty if there is no such group. */
export async function lineageOf(read: Read, id: number): Promise<{ id: number; settings: GroupSettings }[]> {
  const { rows } = await sql<{ id: number; settings: string }>`
    WITH RECURSIVE lineage (id, parent_id, settings, distance) AS (
      SELECT id, parent_id, settings, 0 FROM groups WHERE id = ${id}
      UNION ALL
      SELECT groups.id, groups.parent_id, groups.settings, distance + 1
      FROM groups JOIN lineage ON groups.id = lineage.parent_id AND distance < ${sql.lit(MOST_LEVELS)}
    )
    SELECT id, settings FROM lineage ORDER BY distance`.execute(read);
  return rows.map((row) => ({ id: row.id, settings: JSON.parse(row.settings) as GroupSettings }));
}

/** The ids of a group and of all groups below it; empty if there is no such group. */
export async function descendantsOf(read: Read, id: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    WITH RECURSIVE tree (id) AS (
      SELECT id FROM groups WHERE id = ${id}
      UNION
      SELECT groups.id FROM groups JOIN tree ON groups.parent_id = tree.id
    )
    SELECT id FROM tree ORDER BY id`.execute(read);
  return rows.map((row) => row.id);
}

/** Adds groups, or replaces the ones with the same id, without members and aliases, which have tables of their own. */
export async function putGroups(tx: Tx, groups: readonly Group[]): Promise<void> {
  for (const chunk of rowChunks(parentsFirst(groups))) {
    await tx
      .insertInto("groups")
      .values(
        chunk.map(({ id, name, parent, settings }) => ({
          id,
          name,
          parent_id: parent,
          settings: JSON.stringify(settings),
        })),
      )
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((eb) => ({
          name: eb.ref("excluded.name"),
          parent_id: eb.ref("excluded.parent_id"),
          settings: eb.ref("excluded.settings"),
        })),
      )
      .execute();
  }
  for (const ids of keyChunks(groups.map((group) => group.id))) {
    await tx.deleteFrom("group_roles").where("group_id", "in", ids).execute();
  }
  const roles = groups.flatMap((group) => group.roles.map((role) => ({ group_id: group.id, role_id: role })));
  for (const chunk of rowChunks(roles)) await tx.insertInto("group_roles").values(chunk).execute();
}

/** Removes groups with their memberships. Groups below them must be among the removed, or have another parent. */
export async function removeGroups(tx: Tx, ids: readonly number[]): Promise<void> {
  for (const chunk of keyChunks(ids)) {
    // A parent may be removed in an earlier statement than its child, which would dangle in between.
    await tx.updateTable("groups").set({ parent_id: null }).where("id", "in", chunk).execute();
  }
  for (const chunk of keyChunks(ids)) await tx.deleteFrom("groups").where("id", "in", chunk).execute();
}
