import type { Role } from "../directory/group.ts";
import { isOneOf, keyChunks, loadInChunks, rowChunks, type Which } from "./chunks.ts";
import type { Read, Tx } from "./tables.ts";

/** Roles, sorted by id. */
export async function loadRoles(read: Read, which: Which<number>): Promise<Role[]> {
  return loadInChunks(which, (ids) =>
    read.selectFrom("roles").selectAll().where(isOneOf("id", ids)).orderBy("id").execute(),
  );
}

export async function roleName(read: Read, id: number): Promise<string | undefined> {
  const role = await read.selectFrom("roles").select("name").where("id", "=", id).executeTakeFirst();
  return role?.name;
}

/** Adds roles, or renames the ones with the same id. */
export async function putRoles(tx: Tx, roles: readonly Role[]): Promise<void> {
  for (const chunk of rowChunks(roles)) {
    await tx
      .insertInto("roles")
      .values(chunk)
      .onConflict((conflict) => conflict.column("id").doUpdateSet((eb) => ({ name: eb.ref("excluded.name") })))
      .execute();
  }
}

/** Removes roles that no group knows any more. */
export async function removeRoles(tx: Tx, ids: readonly number[]): Promise<void> {
  for (const chunk of keyChunks(ids)) await tx.deleteFrom("roles").where("id", "in", chunk).execute();
}
