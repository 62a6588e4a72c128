/** Which identities messages and groups name, and what changes where another one sends instead. */

import { sql } from "kysely";
import type { GroupSettings } from "../directory/settings.ts";
import type { Read, Tx } from "./tables.ts";

/** Copies of released messages that have not gone yet, by identity: how many, and when the first is due. */
export async function waitingBySender(read: Read): Promise<{ sender: string; waiting: number; dueAt: number }[]> {
  const { rows } = await sql<{ sender: string; waiting: number; dueAt: number }>`
    SELECT m.sender, count(*) AS waiting, min(c.next_attempt_at) AS "dueAt"
    FROM messages m JOIN copies c ON c.message_id = m.id
    WHERE m.state IN ('queued', 'sending') AND c.next_attempt_at IS NOT NULL
    GROUP BY m.sender ORDER BY m.sender`.execute(read);
  return rows;
}

/** The names that open messages bear. */
export async function sendersOfOpenMessages(read: Read): Promise<string[]> {
  const rows = await read
    .selectFrom("messages")
    .select("sender")
    .distinct()
    .where("state", "in", ["queued", "sending"])
    .execute();
  return rows.map(({ sender }) => sender);
}

/** Open messages of an identity, and whether a copy has arrived somewhere, or may have. */
export async function openMessagesOf(read: Read, sender: string): Promise<{ id: number; hasLeft: boolean }[]> {
  const { rows } = await sql<{ id: number; hasLeft: number }>`
    SELECT m.id, EXISTS (SELECT 1 FROM copies c WHERE c.message_id = m.id
        AND (c.state IN ('sending', 'sent', 'bounced') OR c.in_doubt = 1)) AS "hasLeft"
    FROM messages m WHERE m.state IN ('queued', 'sending') AND m.sender = ${sender} ORDER BY m.id`.execute(read);
  return rows.map(({ id, hasLeft }) => ({ id, hasLeft: hasLeft === 1 }));
}

/** Another identity sends this message: what was put off begins anew, as if nobody had tried. */
export async function changeSender(
  tx: Tx,
  message: number,
  to: { sender: string; copyFrame: string },
  now: number,
): Promise<void> {
  await tx
    .updateTable("messages")
    .set({ sender: to.sender, copy_frame: to.copyFrame })
    .where("id", "=", message)
    .execute();
  await tx
    .updateTable("copies")
    .set({ state: "queued", next_attempt_at: now, attempts: 0, first_attempt_at: null })
    .where("message_id", "=", message)
    .where("state", "=", "deferred")
    .execute();
}

/** The connection was lost when the relay may have taken the copy: from now it keeps its bytes. */
export async function markInDoubt(tx: Tx, copy: number): Promise<void> {
  await tx.updateTable("copies").set({ in_doubt: 1 }).where("id", "=", copy).execute();
}

/** The identities that groups and subgroups choose, with the number of those that do. */
export async function sendersChosen(read: Read): Promise<Map<string, number>> {
  const chosen = new Map<string, number>();
  for (const table of ["groups", "subgroups"] as const) {
    const rows = await read.selectFrom(table).select("settings").where("settings", "like", '%"sender"%').execute();
    for (const { settings } of rows) {
      const { sender } = JSON.parse(settings) as GroupSettings;
      if (sender !== undefined) chosen.set(sender, (chosen.get(sender) ?? 0) + 1);
    }
  }
  return chosen;
}
