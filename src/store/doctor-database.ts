import { sql } from "kysely";
import type { Read } from "./tables.ts";

/** How big the database is. */
export async function databaseBytes(read: Read): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()`.execute(read);
  return rows[0]?.bytes ?? 0;
}

/** What is broken in the database; undefined: nothing. Reads all of it, and waits for nobody: not in a server. */
export async function databaseDamage(read: Read): Promise<string | undefined> {
  const { rows } = await sql<{ quick_check: string }>`PRAGMA quick_check(1)`.execute(read);
  const [first] = rows;
  return first === undefined || first.quick_check === "ok" ? undefined : first.quick_check;
}
