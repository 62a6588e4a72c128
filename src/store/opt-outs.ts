import { type SqlBool, sql } from "kysely";
import type { Settings } from "../directory/settings.ts";
import { parseTargetKey, type TargetRef, targetKey, withoutRole } from "../directory/target.ts";
import { rowChunks } from "./chunks.ts";
import { countDirectoryChange } from "./directory-version.ts";
import type { Read, Tx } from "./tables.ts";

/** Nobody opts out of mail that they must have, such as an invoice. */
const WITHOUT_OPT_OUT: Settings["class"] = "transactional";

/** Whether the person p gets no mail of a target, because they said so. */
export function isOptedOut(ref: TargetRef, ofClass: Settings["class"]) {
  if (ofClass === WITHOUT_OPT_OUT) return sql<SqlBool>`false`;
  return sql<SqlBool>`EXISTS (SELECT 1 FROM opt_outs out
    WHERE out.target_key = ${optOutKey(ref)} AND out.person_id = p.id)`;
}

/** The same for the person v of a copy and its message m: somebody opted out while the copy waited. */
export const hasOptedOutSince = sql<SqlBool>`(m.class <> ${sql.lit(WITHOUT_OPT_OUT)} AND EXISTS (
  SELECT 1 FROM opt_outs out
  WHERE out.target_key = replace(m.target_kind, '-role', '') || ':' || m.target_id AND out.person_id = v.person_id))`;

/** Somebody whose mail a copy was, and to whom its address still belongs. */
export interface Sharer {
  id: number;
  firstName: string;
  lastName: string;
  language: string | null;
}

/** All whom a message went to at one address, in one copy or in several, as far as the address is theirs today. */
export async function sharersOfCopy(read: Read, of: { message: number; addressKey: string }): Promise<Sharer[]> {
  const { rows } = await sql<Sharer>`
    SELECT DISTINCT p.id, p.first_name AS "firstName", p.last_name AS "lastName", p.language
    FROM copies c JOIN copy_persons v ON v.copy_id = c.id JOIN persons p ON p.id = v.person_id
      JOIN person_addresses a ON a.person_id = p.id AND a.address_key = c.address_key
    WHERE c.message_id = ${of.message} AND c.address_key = ${of.addressKey}
    ORDER BY p.id`.execute(read);
  return rows;
}

/** @returns how many of the persons had not opted out before */
export async function addOptOuts(tx: Tx, ref: TargetRef, persons: readonly number[], at: number): Promise<number> {
  let added = 0;
  for (const chunk of rowChunks(persons)) {
    const result = await tx
      .insertInto("opt_outs")
      .values(chunk.map((person) => ({ person_id: person, target_key: optOutKey(ref), at })))
      .onConflict((conflict) => conflict.columns(["target_key", "person_id"]).doNothing())
      .executeTakeFirst();
    added += Number(result.numInsertedOrUpdatedRows ?? 0n);
  }
  if (added > 0) await countDirectoryChange(tx);
  return added;
}

/** @returns whether the person had opted out */
export async function removeOptOut(tx: Tx, ref: TargetRef, person: number): Promise<boolean> {
  const result = await tx
    .deleteFrom("opt_outs")
    .where("target_key", "=", optOutKey(ref))
    .where("person_id", "=", person)
    .executeTakeFirst();
  if (result.numDeletedRows === 0n) return false;
  await countDirectoryChange(tx);
  return true;
}

/** What a person has opted out of, oldest first. */
export async function optOutsOf(read: Read, person: number): Promise<{ ref: TargetRef; at: number }[]> {
  const rows = await read
    .selectFrom("opt_outs")
    .select(["target_key", "at"])
    .where("person_id", "=", person)
    .orderBy("at")
    .orderBy("target_key")
    .execute();
  return rows.map((row) => ({ ref: parseTargetKey(row.target_key), at: row.at }));
}

/** The highest number that an opt-out names: whoever gets it next would be taken for the one who had it before. */
export async function highestOptedOut(
  read: Read,
  kind: "persons" | "groups" | "subgroups" | "filters" | "roles",
): Promise<number> {
  const prefix = `${kind.slice(0, -1)}:`;
  const { rows } =
    kind === "persons"
      ? await sql<{ highest: number | null }>`SELECT max(person_id) AS highest FROM opt_outs`.execute(read)
      : await sql<{ highest: number | null }>`
          SELECT max(CAST(substr(target_key, ${prefix.length + 1}) AS INTEGER)) AS highest
          FROM opt_outs WHERE substr(target_key, 1, ${prefix.length}) = ${prefix}`.execute(read);
  return rows[0]?.highest ?? 0;
}

/** Whether anybody at an address was told lately that they have opted out of something. */
export async function wasToldOfOptOut(read: Read, addressKey: string, since: number): Promise<boolean> {
  const row = await read
    .selectFrom("notices")
    .select("id")
    .where("kind", "=", sql.lit("unsubscribed"))
    .where("address_key", "=", addressKey)
    .where("created_at", ">", since)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function optOutKey(ref: TargetRef): string {
  return targetKey(withoutRole(ref));
}
