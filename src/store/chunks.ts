import { type Expression, type SqlBool, sql } from "kysely";

/** Which rows: all, or those with one of these keys. */
export type Which<K> = "all" | readonly K[];

/** Rows of one INSERT: few enough for the parameters of one statement, many enough that statements cost nothing. */
const ROWS_PER_STATEMENT = 500;

/** Keys of one IN list. */
const KEYS_PER_STATEMENT = 5000;

/** Cuts rows into the portions of one INSERT each. */
export function rowChunks<T>(rows: readonly T[]): T[][] {
  return chunks(rows, ROWS_PER_STATEMENT);
}

/** Cuts keys into the portions of one `IN (…)` each. */
export function keyChunks<K>(keys: readonly K[]): K[][] {
  return chunks(keys, KEYS_PER_STATEMENT);
}

/** Loads what is wanted in portions, or all of it at once. */
export async function loadInChunks<K, T>(which: Which<K>, load: (which: Which<K>) => Promise<T[]>): Promise<T[]> {
  if (which === "all") return load("all");
  const loaded: T[] = [];
  for (const keys of keyChunks(which)) {
    for (const one of await load(keys)) loaded.push(one);
  }
  return loaded;
}

/** The condition that goes with {@link Which}; an empty list needs no query at all. */
export function isOneOf(column: string, which: Which<number | string>): Expression<SqlBool> {
  return which === "all" ? sql<SqlBool>`true` : sql<SqlBool>`${sql.ref(column)} in (${sql.join(which)})`;
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
