import { sql } from "kysely";
import type { Settlement } from "../journey/settle.ts";
import { statement, type Value } from "./statement.ts";
import type { Tx } from "./tables.ts";

/**
 * Writes down what became of a copy or notice on the wire. A late record by somebody who lost the claim changes
 * nothing.
 *
 * @param owner who claimed it
 * @returns whether it was recorded
 */
export async function recordSettlement(
  tx: Tx,
  table: "copies" | "notices",
  id: number,
  owner: string,
  settlement: Settlement,
): Promise<boolean> {
  if (table === "copies" && settlement.state === "sent") {
    const { reply, sentAt } = settlement;
    return (await recordSentCopy(tx, { id, owner, reply, sentAt })).changed === 1;
  }
  const result = await sql`
    UPDATE ${sql.table(table)} SET ${columnsOf(settlement)}, claimed_by = NULL, claimed_until = NULL,
      last_reply = ${settlement.reply}
    WHERE id = ${id} AND state = 'sending' AND claimed_by = ${owner}`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** What becomes of nearly all. A report about it may have come before this record. */
const recordSentCopy = statement(
  (_, value: Value<{ id: number; owner: string; reply: string; sentAt: number }>) =>
    sql`
    UPDATE copies SET state = CASE WHEN EXISTS (
        SELECT 1 FROM bounces b WHERE b.copy_id = copies.id AND b.state IN ('counted', 'spared')
          AND b.category <> 'complaint')
      THEN 'bounced' ELSE 'sent' END, sent_at = ${value("sentAt")}, claimed_by = NULL, claimed_until = NULL,
      last_reply = ${value("reply")}
    WHERE id = ${value("id")} AND state = 'sending' AND claimed_by = ${value("owner")}`,
);

function columnsOf(settlement: Settlement) {
  switch (settlement.state) {
    case "sent":
      return sql`state = 'sent', sent_at = ${settlement.sentAt}`;
    case "failed":
      return sql`state = 'failed'`;
    case "deferred":
      return sql`state = 'deferred', next_attempt_at = ${settlement.nextAttemptAt}`;
    case "untried":
      // As if it had never been on the wire: also the time until it is given up has not begun.
      return sql`state = 'queued', next_attempt_at = ${settlement.nextAttemptAt}, attempts = attempts - 1,
        first_attempt_at = CASE WHEN attempts = 1 THEN NULL ELSE first_attempt_at END`;
  }
}
