import type { Filter, Where } from "../directory/filter.ts";
import { isOneOf, keyChunks, loadInChunks, rowChunks, type Which } from "./chunks.ts";
import type { Read, Tx } from "./tables.ts";

/** Filters, sorted by id. */
export async function loadFilters(read: Read, which: Which<number>): Promise<Filter[]> {
  return loadInChunks(which, async (ids) => {
    const rows = await read
      .selectFrom("filters")
      .leftJoin("aliases", (join) =>
        join.onRef("aliases.owner_id", "=", "filters.id").on("aliases.owner_kind", "=", "filter"),
      )
      .select(["filters.id", "filters.name", "filters.conditions", "aliases.alias"])
      .where(isOneOf("filters.id", ids))
      .orderBy("filters.id")
      .execute();
    return rows.map(({ id, name, alias, conditions }) => ({ id, name, alias, where: JSON.parse(conditions) as Where }));
  });
}

export async function loadFilter(read: Read, id: number): Promise<Filter | undefined> {
  const [filter] = await loadFilters(read, [id]);
  return filter;
}

/** Adds filters, or replaces the ones with the same id, without aliases, which have a table of their own. */
export async function putFilters(tx: Tx, filters: readonly Filter[]): Promise<void> {
  for (const chunk of rowChunks(filters)) {
    await tx
      .insertInto("filters")
      .values(chunk.map(({ id, name, where }) => ({ id, name, conditions: JSON.stringify(where) })))
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((eb) => ({
          name: eb.ref("excluded.name"),
          conditions: eb.ref("excluded.conditions"),
        })),
      )
      .execute();
  }
}

export async function removeFilters(tx: Tx, ids: readonly number[]): Promise<void> {
  for (const chunk of keyChunks(ids)) await tx.deleteFrom("filters").where("id", "in", chunk).execute();
}
