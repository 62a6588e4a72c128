import { type Expression, type SqlBool, sql } from "kysely";
import type { Unreached, UnreachedWhy } from "../notices/outcomes.ts";
import type { Read, Tx } from "./tables.ts";

/**
 * A failure that the author of a message is to hear of: complaints are nobody's business but the operator's, and what
 * is said of a copy too late leaves it sent.
 */
const CONCERNS_AUTHOR = sql<SqlBool>`b.state IN ('counted', 'spared', 'cleared') AND b.category <> 'complaint'`;

/** Who did not get a message, in the order of the copies. */
export function listUnreached(read: Read, message: number, limit: number): Promise<Unreached[]> {
  return unreached(read, message, sql<SqlBool>`true`, limit);
}

/** Those of them of whom the author has not been told. */
export function listUntold(read: Read, message: number, limit: number): Promise<Unreached[]> {
  return unreached(read, message, sql<SqlBool>`b.told_at IS NULL AND ${CONCERNS_AUTHOR}`, limit);
}

async function unreached(read: Read, message: number, which: Expression<SqlBool>, limit: number): Promise<Unreached[]> {
  const { rows } = await sql<{ address: string; name: string; category: UnreachedWhy | null; reply: string }>`
    SELECT c.address, CASE b.state WHEN 'spared' THEN b.state ELSE b.category END AS category,
           coalesce(c.last_reply, '') AS reply,
           coalesce((SELECT group_concat(trim(p.first_name || ' ' || p.last_name), ', ')
             FROM copy_persons p WHERE p.copy_id = c.id), '') AS name
    FROM copies c LEFT JOIN bounces b ON b.copy_id = c.id AND ${CONCERNS_AUTHOR}
    WHERE c.message_id = ${message} AND c.state IN ('failed', 'bounced') AND ${which}
    ORDER BY c.id LIMIT ${limit}`.execute(read);
  // What failed before any server was asked has no failure of its own.
  return rows.map((row) => ({ ...row, category: row.category ?? "unknown" }));
}

/** Settled messages with failures since their report that were gathered long enough, and no news of it lately. */
export async function messagesWithNews(
  read: Read,
  due: { gatheredBefore: number; toldBefore: number },
): Promise<{ message: number; news: number }[]> {
  const { rows } = await sql<{ message: number; news: number }>`
    SELECT b.message_id AS message, count(*) AS news
    FROM bounces b JOIN messages m ON m.id = b.message_id
    WHERE b.told_at IS NULL AND ${CONCERNS_AUTHOR} AND m.settled_at IS NOT NULL
    GROUP BY b.message_id
    HAVING min(b.arrived_at) <= ${due.gatheredBefore}
      AND NOT EXISTS (SELECT 1 FROM notices n
        WHERE n.message_id = b.message_id AND n.kind = 'bounces' AND n.created_at > ${due.toldBefore})
    ORDER BY b.message_id`.execute(read);
  return rows;
}

/** The author has been told of all failures of a message so far, or is not to be told. */
export async function markAuthorTold(tx: Tx, message: number, now: number): Promise<void> {
  await tx
    .updateTable("bounces")
    .set({ told_at: now })
    .where("message_id", "=", message)
    .where("told_at", "is", null)
    .execute();
}
