import { sql } from "kysely";
import type { LeftOutReason } from "../notices/outcomes.ts";
import type { Read } from "./tables.ts";

/** A person of a target who gets no copy of a message. */
export interface LeftOut {
  person: number;
  name: string;
  reason: LeftOutReason;
}

/** How many persons get no copy of a message, whatever the reason, and for two of them. */
export interface LeftOutCounts {
  persons: number;
  withoutAddress: number;
  optedOut: number;
}

/** Who is left out of a message, and why, by person id: from the beginning, or because the address was suppressed since. */
export async function personsLeftOut(read: Read, message: number): Promise<LeftOut[]> {
  const { rows } = await sql<LeftOut>`${leftOut(message)} ORDER BY person`.execute(read);
  return rows;
}

export async function countLeftOut(read: Read, message: number): Promise<LeftOutCounts> {
  const { rows } = await sql<LeftOutCounts>`
    SELECT count(*) AS persons, count(*) FILTER (WHERE reason = 'no-address') AS "withoutAddress",
           count(*) FILTER (WHERE reason = 'opted-out') AS "optedOut"
    FROM (${leftOut(message)}) AS everybody`.execute(read);
  return rows[0] ?? { persons: 0, withoutAddress: 0, optedOut: 0 };
}

function leftOut(message: number) {
  return sql`
    SELECT person_id AS person, name, reason FROM left_out WHERE message_id = ${message}
    UNION ALL
    SELECT v.person_id, coalesce(nullif(trim(min(v.first_name) || ' ' || min(v.last_name)), ''), min(c.address)), 'suppressed'
    FROM copies c JOIN copy_persons v ON v.copy_id = c.id
    WHERE c.message_id = ${message} AND c.state = 'suppressed' AND v.person_id NOT IN (
      SELECT w.person_id FROM copies o JOIN copy_persons w ON w.copy_id = o.id
      WHERE o.message_id = ${message} AND o.state <> 'suppressed')
    GROUP BY v.person_id`;
}
