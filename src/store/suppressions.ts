import { sql } from "kysely";
import { addressKey } from "../mail/address.ts";
import { countDirectoryChange } from "./directory-version.ts";
import type { Read, Tx } from "./tables.ts";

/** An address that gets no more copies. */
export interface Suppression {
  address: string;
  /** Of the failures, or `manual`. */
  category: string;
  /** For people. */
  reason: string;
  sinceAt: number;
  by: string;
  /** The failure at which a rule acted; null: decided by hand. */
  bounce: number | null;
}

/** @returns false when the address was suppressed already, and then nothing changes */
export async function addSuppression(tx: Tx, suppression: Suppression): Promise<boolean> {
  const result = await tx
    .insertInto("suppressions")
    .values({
      address_key: addressKey(suppression.address),
      address: suppression.address,
      category: suppression.category,
      reason: suppression.reason,
      since_at: suppression.sinceAt,
      by: suppression.by,
      bounce_id: suppression.bounce,
    })
    .onConflict((conflict) => conflict.column("address_key").doNothing())
    .executeTakeFirst();
  const isNew = result.numInsertedOrUpdatedRows === 1n;
  if (isNew) await countDirectoryChange(tx);
  return isNew;
}

/** What a rule had decided becomes somebody's decision, which no delivery and no transactional mail passes by. */
export async function suppressByHand(tx: Tx, suppression: Omit<Suppression, "bounce">): Promise<void> {
  await tx
    .updateTable("suppressions")
    .set({
      category: suppression.category,
      reason: suppression.reason,
      since_at: suppression.sinceAt,
      by: suppression.by,
      bounce_id: null,
    })
    .where("address_key", "=", addressKey(suppression.address))
    .execute();
  await countDirectoryChange(tx);
}

/** @returns whether the address had been suppressed */
export async function removeSuppression(tx: Tx, key: string): Promise<boolean> {
  const result = await tx.deleteFrom("suppressions").where("address_key", "=", key).executeTakeFirst();
  if (result.numDeletedRows === 0n) return false;
  await countDirectoryChange(tx);
  return true;
}

/** Lifts the suppressions that rest on one of these failures. @returns the addresses */
export async function liftSuppressionsBy(tx: Tx, bounces: readonly number[]): Promise<string[]> {
  if (bounces.length === 0) return [];
  const rows = await tx.deleteFrom("suppressions").where("bounce_id", "in", bounces).returning("address").execute();
  if (rows.length > 0) await countDirectoryChange(tx);
  return rows.map(({ address }) => address);
}

export async function findSuppression(read: Read, key: string): Promise<Suppression | undefined> {
  const row = await read.selectFrom("suppressions").selectAll().where("address_key", "=", key).executeTakeFirst();
  return row && { ...row, sinceAt: row.since_at, bounce: row.bounce_id };
}

/** A suppression and the persons who have this address now. */
export interface ListedSuppression extends Suppression {
  persons: number[];
}

/** All of them, the newest first. */
export async function listSuppressions(read: Read): Promise<ListedSuppression[]> {
  const { rows } = await sql<{
    address: string;
    category: string;
    reason: string;
    sinceAt: number;
    by: string;
    bounce: number | null;
    persons: string;
  }>`
    SELECT s.address, s.category, s.reason, s.since_at AS "sinceAt", s.by, s.bounce_id AS bounce,
           (SELECT coalesce(json_group_array(a.person_id), '[]') FROM
              (SELECT person_id FROM person_addresses WHERE address_key = s.address_key ORDER BY person_id) a) AS persons
    FROM suppressions s ORDER BY s.since_at DESC, s.address_key`.execute(read);
  return rows.map(({ persons, ...row }) => ({ ...row, persons: JSON.parse(persons) as number[] }));
}
