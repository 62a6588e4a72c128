import { sql } from "kysely";
import { statement } from "./statement.ts";
import type { Read, Tx } from "./tables.ts";

/** A number that grows with every change of who there is, or who may be mailed: what was read at the same one still holds. */
export async function directoryVersion(read: Read): Promise<number> {
  const [row] = (await selectVersion(read, {})).rows;
  if (row === undefined) throw new Error("directory_version has lost its row");
  return row.version;
}

const selectVersion = statement((read) => read.selectFrom("directory_version").select("version"));

/** To be called wherever a table of the directory is written. */
export async function countDirectoryChange(tx: Tx): Promise<void> {
  await tx.updateTable("directory_version").set({ version: sql`version + 1` }).execute();
}
