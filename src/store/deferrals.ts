import { sql } from "kysely";
import type { Read } from "./tables.ts";

/** Copies and notices that were put off with the same words. */
export interface Deferral {
  reply: string;
  waiting: number;
  /** When the first of them is tried again. */
  nextAt: number;
}

/** What was tried and put off, by the words of the relay; what most wait for first. */
export async function deferrals(read: Read, limit: number): Promise<Deferral[]> {
  const { rows } = await sql<Deferral>`
    SELECT reply, count(*) AS waiting, min(at) AS "nextAt" FROM (
      SELECT c.last_reply AS reply, c.next_attempt_at AS at FROM messages m JOIN copies c ON c.message_id = m.id
      WHERE m.state IN ('queued', 'sending') AND c.state = 'deferred'
      UNION ALL
      SELECT last_reply, next_attempt_at FROM notices WHERE next_attempt_at IS NOT NULL AND state = 'deferred') AS put_off
    GROUP BY reply ORDER BY waiting DESC, "nextAt" LIMIT ${limit}`.execute(read);
  return rows;
}
