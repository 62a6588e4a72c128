import { type SqlBool, sql } from "kysely";
import type { FailureCategory } from "../journey/bounce/failure.ts";
import { type AddressKey, addressKey } from "../mail/address.ts";
import { addRow, addRowWithId } from "./add-row.ts";
import { type EventKind, eventRow, type NewEvent } from "./events.ts";
import type { Read, Tx } from "./tables.ts";

/** Adds an event that somebody is to read in their next overview. */
export async function addEventToTell(tx: Tx, event: NewEvent, recipient: string): Promise<void> {
  await addRow(tx, "overview_lines", {
    event_id: await addRowWithId(tx, "events", eventRow(event)),
    recipient,
    recipient_key: addressKey(recipient),
    at: event.at,
    told_at: null,
  });
}

/** What came of these failures is undone: whoever has not read of it need not. */
export async function withdrawLines(tx: Tx, bounces: readonly number[]): Promise<void> {
  if (bounces.length === 0) return;
  await sql`
    DELETE FROM overview_lines WHERE event_id IN (
      SELECT l.event_id FROM overview_lines l JOIN events e ON e.id = l.event_id
      WHERE l.told_at IS NULL AND e.bounce_id IN (${sql.join(bounces)}))`.execute(tx);
}

/** The lines that nobody has read, with what they tell. */
const UNTOLD = sql`overview_lines l JOIN events e ON e.id = l.event_id AND l.told_at IS NULL
  LEFT JOIN bounces b ON b.id = e.bounce_id`;

/**
 * Whether it is still so: the operator may have decided otherwise since. A suppression also holds where they have made
 * it their own decision; to lift it brings nobody back into a group.
 */
const IS_STILL_SO = sql<SqlBool>`CASE e.kind
  WHEN 'bounce-manual' THEN b.state = 'manual'
  WHEN 'unreachable' THEN b.state = 'counted'
  WHEN 'suppressed' THEN EXISTS (SELECT 1 FROM suppressions s
    WHERE s.address_key = b.address_key AND (s.bounce_id = b.id OR s.bounce_id IS NULL))
  ELSE true END`;

/** Who has news that were gathered long enough, and no overview lately. */
export async function overviewsDue(
  read: Read,
  due: { gatheredBefore: number; toldBefore: number },
): Promise<{ recipient: string; recipientKey: AddressKey; since: number }[]> {
  const { rows } = await sql<{ recipient: string; recipientKey: AddressKey; since: number }>`
    SELECT min(l.recipient) AS recipient, l.recipient_key AS "recipientKey", min(l.at) AS since
    FROM ${UNTOLD} WHERE ${IS_STILL_SO}
    GROUP BY l.recipient_key
    HAVING min(l.at) <= ${due.gatheredBefore}
      AND NOT EXISTS (SELECT 1 FROM overview_lines AS t
        WHERE t.recipient_key = l.recipient_key AND t.told_at > ${due.toldBefore})
    ORDER BY l.recipient_key`.execute(read);
  return rows;
}

/** One event as an overview tells it. */
export interface ToldEvent {
  kind: EventKind;
  address: string | null;
  /** Names of the persons whom it is about; empty where none is known. */
  name: string;
  target: string;
  /** Of the failure that brought it about, and the other server's words; null: none did. */
  category: FailureCategory | null;
  words: string;
}

/** What one recipient has not been told and is still so, oldest first. */
export async function untoldEvents(read: Read, recipientKey: string): Promise<ToldEvent[]> {
  const { rows } = await sql<ToldEvent>`
    SELECT e.kind, e.address, b.category, coalesce(b.words, '') AS words, coalesce(m.target_name, '') AS target,
           CASE WHEN b.id IS NULL THEN e.text
                ELSE coalesce((SELECT group_concat(trim(p.first_name || ' ' || p.last_name), ', ')
                  FROM copy_persons p WHERE p.copy_id = b.copy_id), '') END AS name
    FROM ${UNTOLD} LEFT JOIN messages m ON m.id = coalesce(b.message_id, e.message_id)
    WHERE l.recipient_key = ${recipientKey} AND ${IS_STILL_SO}
    ORDER BY l.event_id`.execute(read);
  return rows;
}

/** With what is not so any more: nobody is ever to be told of that. */
export async function markTold(tx: Tx, recipientKey: string, now: number): Promise<void> {
  await tx
    .updateTable("overview_lines")
    .set({ told_at: now })
    .where("recipient_key", "=", recipientKey)
    .where("told_at", "is", null)
    .execute();
}
