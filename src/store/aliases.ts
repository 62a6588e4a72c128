import type { AliasOwner } from "../directory/alias.ts";
import { keyChunks, rowChunks } from "./chunks.ts";
import type { Read, Tx } from "./tables.ts";

/** Whom an alias stands for; it is given in lower case. */
export async function resolveAlias(read: Read, alias: string): Promise<AliasOwner | undefined> {
  const row = await read.selectFrom("aliases").selectAll().where("alias", "=", alias).executeTakeFirst();
  return row === undefined ? undefined : { kind: row.owner_kind, id: row.owner_id };
}

/** All aliases with their owners. */
export async function loadAliases(read: Read): Promise<Map<string, AliasOwner>> {
  const rows = await read.selectFrom("aliases").selectAll().orderBy("alias").execute();
  return new Map(rows.map((row) => [row.alias, { kind: row.owner_kind, id: row.owner_id }]));
}

/** Takes the aliases of these owners away, so that others may have them. */
export async function dropAliases(tx: Tx, kind: AliasOwner["kind"], ids: readonly number[]): Promise<void> {
  for (const chunk of keyChunks(ids)) {
    await tx.deleteFrom("aliases").where("owner_kind", "=", kind).where("owner_id", "in", chunk).execute();
  }
}

/** Gives each of the owners its alias; their old ones must have been dropped. */
export async function addAliases(
  tx: Tx,
  kind: AliasOwner["kind"],
  owners: readonly { id: number; alias: string | null }[],
): Promise<void> {
  const rows = owners.flatMap(({ id, alias }) => (alias === null ? [] : [{ alias, owner_kind: kind, owner_id: id }]));
  for (const chunk of rowChunks(rows)) await tx.insertInto("aliases").values(chunk).execute();
}
