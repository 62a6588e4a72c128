import { sql } from "kysely";
import type { FailureCategory } from "../journey/bounce/failure.ts";
import { addressKey } from "../mail/address.ts";
import { addRow } from "./add-row.ts";
import type { EventKind } from "./events.ts";
import type { Read, Tx } from "./tables.ts";

/** An event that somebody is to read in their next overview. */
export async function addOverviewLine(tx: Tx, line: { event: number; recipient: string; at: number }): Promise<void> {
  await addRow(tx, "overview_lines", {
    event_id: line.event,
    recipient: line.recipient,
    recipient_key: addressKey(line.recipient),
    at: line.at,
    told_at: null,
  });
}

/** Who has news that were gathered long enough, and no overview lately. */
export async function overviewsDue(
  read: Read,
  due: { gatheredBefore: number; toldBefore: number },
): Promise<{ recipient: string; recipientKey: string; since: number }[]> {
  const { rows } = await sql<{ recipient: string; recipientKey: string; since: number }>`
    SELECT min(recipient) AS recipient, recipient_key AS "recipientKey", min(at) AS since
    FROM overview_lines AS l WHERE told_at IS NULL
    GROUP BY recipient_key
    HAVING min(at) <= ${due.gatheredBefore}
      AND NOT EXISTS (SELECT 1 FROM overview_lines AS t
        WHERE t.recipient_key = l.recipient_key AND t.told_at > ${due.toldBefore})
    ORDER BY recipient_key`.execute(read);
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

/** What one recipient has not been told, oldest first. */
export async function untoldEvents(read: Read, recipientKey: string): Promise<ToldEvent[]> {
  const { rows } = await sql<ToldEvent>`
    SELECT e.kind, e.address, b.category, coalesce(b.words, '') AS words, coalesce(m.target_name, '') AS target,
           CASE WHEN b.id IS NULL THEN e.text
                ELSE coalesce((SELECT group_concat(trim(p.first_name || ' ' || p.last_name), ', ')
                  FROM copy_persons p WHERE p.copy_id = b.copy_id), '') END AS name
    FROM overview_lines l JOIN events e ON e.id = l.event_id LEFT JOIN bounces b ON b.id = e.bounce_id
      LEFT JOIN messages m ON m.id = coalesce(b.message_id, e.message_id)
    WHERE l.recipient_key = ${recipientKey} AND l.told_at IS NULL
    ORDER BY l.event_id`.execute(read);
  return rows;
}

export async function markTold(tx: Tx, recipientKey: string, now: number): Promise<void> {
  await tx
    .updateTable("overview_lines")
    .set({ told_at: now })
    .where("recipient_key", "=", recipientKey)
    .where("told_at", "is", null)
    .execute();
}
