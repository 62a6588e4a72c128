import { type SqlBool, sql } from "kysely";
import { isStillWanted } from "./claims.ts";
import type { CopyState } from "./copy-counts.ts";
import type { Read, Tx } from "./tables.ts";

/** Gives copies free whose server is gone. Whether they were delivered nobody knows: they go again, byte for byte the same. */
export async function reclaimCopies(tx: Tx, now: number): Promise<number> {
  const result = await tx
    .updateTable("copies")
    .set({ state: "queued", next_attempt_at: now, claimed_by: null, claimed_until: null, in_doubt: 1 })
    .where("state", "=", "sending")
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Whether a message still has a copy that is to go or on its way. */
export async function hasOpenCopies(read: Read, message: number): Promise<boolean> {
  const row = await read
    .selectFrom("copies")
    .select("id")
    .where("message_id", "=", message)
    .where("state", "in", ["queued", "sending", "deferred"])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Stops every copy that has not gone. What is on the wire cannot be stopped. */
export async function cancelCopies(tx: Tx, message: number): Promise<number> {
  const result = await tx
    .updateTable("copies")
    .set({ state: "cancelled", next_attempt_at: null })
    .where("message_id", "=", message)
    .where("state", "in", ["queued", "deferred"])
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/**
 * Another message of the same mail was to serve these recipients, and its copies were stopped: this one serves them now,
 * as far as they want it. Who shares an address with somebody, but gets a copy of their own, is a recipient of their own.
 *
 * @param siblings the other messages of the mail, the stopped one among them
 */
export async function takeOverCopies(
  tx: Tx,
  message: number,
  stopped: number,
  siblings: readonly number[],
  now: number,
): Promise<number> {
  const result = await sql`
    UPDATE copies SET state = 'queued', next_attempt_at = ${now} WHERE id IN (
      SELECT c.id FROM copies c JOIN messages m ON m.id = c.message_id
      WHERE c.message_id = ${message} AND c.state = 'already' AND ${isStillWanted}
        AND EXISTS (SELECT 1 FROM copies o
          WHERE o.message_id = ${stopped} AND ${isForSameRecipient} AND o.state IN ('cancelled', 'suppressed'))
        AND NOT EXISTS (SELECT 1 FROM copies o
          WHERE o.message_id IN (${sql.join(siblings)}) AND ${isForSameRecipient}
            AND o.state NOT IN ('already', 'cancelled', 'suppressed')))`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

/** Whether the copy o serves somebody whom the copy c serves: one for all at the address serves whoever is there. */
const isForSameRecipient = sql<SqlBool>`o.address_key = c.address_key
  AND (o.person_key = 0 OR c.person_key = 0 OR o.person_key = c.person_key)`;

/** Stops copies that came back into the queue after their message was cancelled. @returns these messages */
export async function cancelStrayCopies(tx: Tx): Promise<number[]> {
  const rows = await tx
    .updateTable("copies")
    .set({ state: "cancelled", next_attempt_at: null })
    .where("state", "in", ["queued", "deferred"])
    .where("message_id", "in", (eb) => eb.selectFrom("messages").select("id").where("state", "=", "cancelled"))
    .returning("message_id")
    .execute();
  return [...new Set(rows.map((row) => row.message_id))];
}

/** A copy as a report about it needs it. */
export interface ReportedCopy {
  message: number;
  address: string;
  state: CopyState;
  sentAt: number | null;
  firstAttemptAt: number | null;
}

export async function loadReportedCopy(read: Read, id: number): Promise<ReportedCopy | undefined> {
  const row = await read
    .selectFrom("copies")
    .select(["message_id", "address", "state", "sent_at", "first_attempt_at"])
    .where("id", "=", id)
    .executeTakeFirst();
  return (
    row && {
      message: row.message_id,
      address: row.address,
      state: row.state as CopyState,
      sentAt: row.sent_at,
      firstAttemptAt: row.first_attempt_at,
    }
  );
}

/** A copy that the relay had taken came back. One that is still on the wire becomes `bounced` when it is recorded. */
export async function markBounced(tx: Tx, id: number, words: string): Promise<void> {
  await tx
    .updateTable("copies")
    .set({ state: "bounced", last_reply: words })
    .where("id", "=", id)
    .where("state", "=", "sent")
    .execute();
}

/** Removes the copies of a message that is refused at release; none of them was ever due. */
export async function removeCopies(tx: Tx, message: number): Promise<void> {
  await tx.deleteFrom("copies").where("message_id", "=", message).execute();
}

/** What a return path of a copy is bound to; undefined when there is no such copy. */
export async function copyBinding(
  read: Read,
  id: number,
): Promise<{ message: number; receivedAt: number; addressKey: string; address: string } | undefined> {
  const row = await read
    .selectFrom("copies")
    .innerJoin("messages", "messages.id", "copies.message_id")
    .select(["copies.message_id", "copies.address_key", "copies.address", "messages.received_at"])
    .where("copies.id", "=", id)
    .executeTakeFirst();
  return (
    row && {
      message: row.message_id,
      receivedAt: row.received_at,
      addressKey: row.address_key,
      address: row.address,
    }
  );
}
