import { sql } from "kysely";
import type { Bounce, BounceState } from "./bounces.ts";
import type { CopyState } from "./copy-counts.ts";
import type { Read } from "./tables.ts";

/** A failure and whom it is about: of a copy the persons it was for, else those who have the address now. */
export interface ListedBounce extends Bounce {
  persons: { person: number; firstName: string; lastName: string }[];
  /** Of the copy; null: there is none. */
  copyState: CopyState | null;
}

type ListedRow = Omit<ListedBounce, "persons"> & { persons: string };

/** The newest first. */
export async function listBounces(
  read: Read,
  filter: { state: BounceState | undefined; limit: number },
): Promise<ListedBounce[]> {
  return select(
    read,
    sql`${filter.state === undefined ? sql`` : sql`WHERE b.state = ${sql.lit(filter.state)}`}
        ORDER BY b.id DESC LIMIT ${filter.limit}`,
  );
}

export async function findListedBounce(read: Read, id: number): Promise<ListedBounce | undefined> {
  const [bounce] = await select(read, sql`WHERE b.id = ${id}`);
  return bounce;
}

async function select(read: Read, which: ReturnType<typeof sql>): Promise<ListedBounce[]> {
  const { rows } = await sql<ListedRow>`
    SELECT b.id, b.mail_id AS mail, b.copy_id AS copy, b.message_id AS message, b.address, b.address_key AS "addressKey",
           b.domain, b.category, b.status, b.code, b.words, b.state, b.tried_at AS "triedAt", b.arrived_at AS "arrivedAt",
           (SELECT c.state FROM copies c WHERE c.id = b.copy_id) AS "copyState",
           (SELECT coalesce(json_group_array(json_object(
                     'person', p.person, 'firstName', p.first_name, 'lastName', p.last_name)), '[]') FROM (
              SELECT v.person_id AS person, v.first_name, v.last_name FROM copy_persons v WHERE v.copy_id = b.copy_id
              UNION ALL
              SELECT n.id, n.first_name, n.last_name FROM person_addresses a JOIN persons n ON n.id = a.person_id
              WHERE b.copy_id IS NULL AND a.address_key = b.address_key
              ORDER BY 1) p) AS persons
    FROM bounces b ${which}`.execute(read);
  return rows.map(({ persons, ...row }) => ({ ...row, persons: JSON.parse(persons) as ListedBounce["persons"] }));
}

/**
 * The newest copy that a report can be about which came without a token: it had left before the report came, is not known
 * to have failed, and nobody has said the same of it before.
 */
export async function lastCopyBefore(
  read: Read,
  report: Pick<Bounce, "category" | "arrivedAt">,
  addressKey: string,
): Promise<{ copy: number; message: number; triedAt: number } | undefined> {
  const { rows } = await sql<{ copy: number; message: number; triedAt: number }>`
    SELECT c.id AS copy, c.message_id AS message, c.sent_at AS "triedAt" FROM copies c
    WHERE c.address_key = ${addressKey} AND c.state = 'sent' AND c.sent_at <= ${report.arrivedAt}
      AND NOT EXISTS (SELECT 1 FROM bounces b
        WHERE b.copy_id = c.id AND b.state IN ('counted', 'spared', 'late')
          AND b.category ${report.category === "complaint" ? sql`=` : sql`<>`} 'complaint')
    ORDER BY c.sent_at DESC, c.id DESC LIMIT 1`.execute(read);
  return rows[0];
}
