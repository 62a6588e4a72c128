import { type SqlBool, sql } from "kysely";
import { keyChunks } from "./chunks.ts";
import { isOptedOut } from "./opt-outs.ts";
import { type Choice, isChosen, isSuppressed, personIds, type ResolvedTarget, roleName } from "./recipients.ts";
import type { Read, Tx } from "./tables.ts";

/** Failed copies of a message that are looked at together, and how the directory reaches people now. */
export interface Retry {
  message: number;
  /** Other messages of the same mail: an address that one of them serves gets nothing from this one. */
  siblings: readonly number[];
  target: ResolvedTarget;
  choice: Choice;
  /** The ids of the copies: above this one, up to that one. */
  after: number;
  upTo: number;
  dueAt: number;
}

const HAS_FAILED = sql`('failed', 'bounced')`;

/** The highest id of the next failed copies of a message; undefined when there are no more. */
export async function nextFailedCopies(
  read: Read,
  message: number,
  after: number,
  size: number,
): Promise<number | undefined> {
  const { rows } = await sql<{ upTo: number | null }>`
    SELECT max(id) AS "upTo" FROM (
      SELECT id FROM copies WHERE message_id = ${message} AND state IN ${HAS_FAILED} AND id > ${after}
      ORDER BY id LIMIT ${size}) AS part`.execute(read);
  return rows[0]?.upTo ?? undefined;
}

/**
 * Sends failed copies again to those whom the directory still reaches at the same address, as if it had not been tried.
 * Who is reached elsewhere instead gets a new copy there; the old one has failed and stays so. Who is reached nowhere
 * gets nothing. Doing it twice adds nothing.
 *
 * @returns how many copies go
 */
export async function retryCopies(tx: Tx, retry: Retry): Promise<number> {
  const newest = await newestCopy(tx);
  const served = await servedElsewhere(tx, retry);
  // The order matters: each of the three asks which copies have failed, and only the third changes that.
  const added = await addCopies(tx, retry, served);
  await addPersons(tx, retry, served, newest);
  const requeued = await requeueCopies(tx, retry, served);
  for (const ids of keyChunks(requeued)) await removeStrayPersons(tx, retry, ids);
  return added + requeued.length;
}

/** The failed copies f, with the persons p whom they served and who are still there. */
function failed({ message, after, upTo }: Retry) {
  return sql`copies f JOIN copy_persons s ON s.copy_id = f.id AND f.message_id = ${message} AND f.state IN ${HAS_FAILED}
    AND f.id > ${after} AND f.id <= ${upTo} JOIN persons p ON p.id = s.person_id`;
}

/**
 * Persons of failed copies who have got the message since, or are about to, where they are reached no longer: their
 * address was corrected twice. Asked once, because nothing leads from a person to their copies.
 * The + keeps SQLite from seeking each of the persons in every copy: 2,000 of them took minutes.
 */
async function servedElsewhere(read: Read, retry: Retry): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT DISTINCT p.id FROM copies o JOIN copy_persons g ON g.copy_id = o.id JOIN persons p ON p.id = g.person_id
    WHERE o.message_id = ${retry.message} AND o.state IN ('queued', 'sending', 'sent', 'deferred', 'already')
      AND +g.person_id IN (SELECT p.id FROM ${failed(retry)})
      AND NOT ${isReachedAt(retry, "o.address_key")}`.execute(read);
  return rows.map(({ id }) => id);
}

/**
 * Which person is to have a copy at which address, for every person whose copy failed.
 *
 * @param served persons who need none elsewhere
 */
function wanted(retry: Retry, served: readonly number[]) {
  const isServed = served.length === 0 ? sql`false` : sql`p.id IN (${sql.join(served)})`;
  return sql`
    SELECT a.address, a.address_key, CASE f.person_key WHEN 0 THEN 0 ELSE p.id END AS person_key, p.id AS person_id
    FROM ${failed(retry)} JOIN person_addresses a ON a.person_id = p.id
    WHERE ${isReached(retry)}
      AND (a.address_key = f.address_key OR NOT (${isReachedAt(retry, "f.address_key")} OR ${isServed}))`;
}

/** Whether the person p is reached at an address. */
function isReachedAt(retry: Retry, column: "f.address_key" | "o.address_key") {
  return sql`EXISTS (SELECT 1 FROM person_addresses a
    WHERE a.person_id = p.id AND a.address_key = ${sql.ref(column)} AND ${isReached(retry)})`;
}

/** Whether the person p is reached at the address a, as whoever makes a list of recipients decides it. */
function isReached({ target, choice }: Retry) {
  const wantsNone = isOptedOut(target.ref, choice.class);
  return sql<SqlBool>`(p.hidden = 0 AND NOT ${wantsNone} AND p.id IN (${personIds(target, sql`p.id - 1`, sql`p.id`)})
    AND ${isChosen(choice)} AND NOT ${isSuppressed(choice)})`;
}

async function newestCopy(read: Read): Promise<number> {
  const row = await read
    .selectFrom("copies")
    .select((eb) => eb.fn.max("id").as("id"))
    .executeTakeFirst();
  return row?.id ?? 0;
}

/** Where a failed copy went to the address it keeps its row, which `requeueCopies` puts back into the queue. */
async function addCopies(tx: Tx, retry: Retry, served: readonly number[]): Promise<number> {
  const messages = sql.join([retry.message, ...retry.siblings]);
  const result = await sql`
    INSERT INTO copies (message_id, address, address_key, person_key, state, next_attempt_at)
    SELECT ${retry.message}, min(w.address), w.address_key, w.person_key, 'queued', CAST(${retry.dueAt} AS INTEGER)
    FROM (${wanted(retry, served)}) AS w
    WHERE NOT EXISTS (
      SELECT 1 FROM copies o
      WHERE o.message_id IN (${messages}) AND o.address_key = w.address_key
        AND o.state NOT IN ('failed', 'bounced', 'cancelled') AND (o.state <> 'already' OR o.message_id = ${retry.message})
        AND (o.person_key = 0 OR w.person_key = 0 OR o.person_key = w.person_key))
    GROUP BY w.address_key, w.person_key
    ON CONFLICT (message_id, address_key, person_key) DO NOTHING`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

/** With their values as they are now; whoever was served at the address before keeps the old ones. */
async function addPersons(tx: Tx, retry: Retry, served: readonly number[], newestBefore: number): Promise<void> {
  await sql`
    INSERT INTO copy_persons (copy_id, person_id, first_name, last_name, gender, language, title, fields, role)
    SELECT c.id, p.id, p.first_name, p.last_name, p.gender, p.language, p.title, p.fields, ${roleName(retry.target)}
    FROM (${wanted(retry, served)}) AS w JOIN persons p ON p.id = w.person_id
      JOIN copies c ON c.message_id = ${retry.message} AND c.address_key = w.address_key AND c.person_key = w.person_key
    WHERE c.state IN ${HAS_FAILED} OR c.id > ${newestBefore}
    ON CONFLICT (copy_id, person_id) DO NOTHING`.execute(tx);
}

async function requeueCopies(tx: Tx, retry: Retry, served: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    UPDATE copies SET state = 'queued', next_attempt_at = ${retry.dueAt}, attempts = 0, first_attempt_at = NULL,
      sent_at = NULL
    WHERE message_id = ${retry.message} AND state IN ${HAS_FAILED}
      AND (address_key, person_key) IN (SELECT w.address_key, w.person_key FROM (${wanted(retry, served)}) AS w)
    RETURNING id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Who shared an address and is no longer reached there is not greeted there any more. */
async function removeStrayPersons(tx: Tx, retry: Retry, copies: readonly number[]): Promise<void> {
  await sql`
    DELETE FROM copy_persons WHERE copy_id IN (${sql.join(copies)}) AND NOT EXISTS (
      SELECT 1 FROM copies c JOIN persons p ON p.id = copy_persons.person_id
        JOIN person_addresses a ON a.person_id = p.id AND a.address_key = c.address_key
      WHERE c.id = copy_persons.copy_id AND ${isReached(retry)})`.execute(tx);
}
