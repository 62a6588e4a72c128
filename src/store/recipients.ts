import { type Expression, type SqlBool, sql } from "kysely";
import type { Settings } from "../directory/settings.ts";
import type { TargetRef } from "../directory/target.ts";
import { conditionsOf } from "./filter-conditions.ts";
import { descendantsOf } from "./groups.ts";
import { isOptedOut } from "./opt-outs.ts";
import type { Read, Tx } from "./tables.ts";

/** How recipients are chosen among the persons of a target: the part of its settings that matters here. */
export interface Choice {
  addressKind: Settings["addressKind"];
  copies: Settings["copies"];
  /** Transactional mail, such as an invoice, goes also to an address that a bounce rule has given up, and to who opted out. */
  class: Settings["class"];
}

/** A target whose tree, list or conditions were looked up once, so that every chunk asks the same. */
export interface ResolvedTarget {
  ref: TargetRef;
  /** The group and its descendants; empty for other kinds. */
  groups: number[];
  conditions: Expression<SqlBool> | undefined;
}

export async function resolveTarget(read: Read, ref: TargetRef): Promise<ResolvedTarget> {
  const isGroup = ref.kind === "group" || ref.kind === "group-role";
  return {
    ref,
    groups: isGroup ? await descendantsOf(read, ref.id) : [],
    conditions: ref.kind === "filter" ? await conditionsOf(read, ref.id) : undefined,
  };
}

/**
 * The highest person id of the next chunk of a target after `after`, and how many persons it holds: 0 at the end.
 * Chunks go by person id, so that a target of any size is worked off in short steps.
 */
export async function nextChunk(
  read: Read,
  target: ResolvedTarget,
  after: number,
  size: number,
): Promise<{ upTo: number; persons: number }> {
  const { rows } = await sql<{ upTo: number | null; persons: number }>`
    SELECT max(person_id) AS "upTo", count(*) AS persons FROM (
      SELECT DISTINCT person_id FROM (${personIds(target, after, Number.MAX_SAFE_INTEGER)}) AS target
      ORDER BY person_id LIMIT ${size}) AS chunk`.execute(read);
  return { upTo: rows[0]?.upTo ?? after, persons: rows[0]?.persons ?? 0 };
}

/** One person of a chunk at one address; `address` null: nobody can be reached there. */
export interface ChunkRow {
  person: number;
  address: string | null;
  addressKey: string | null;
  firstName: string;
  lastName: string;
  gender: string | null;
  language: string | null;
  title: string;
  fields: string;
  hidden: boolean;
  optedOut: boolean;
  suppressed: boolean;
  role: string;
}

/** The persons of a chunk with the addresses at which they would be reached now. Changes nothing. */
export function chunkRows(
  read: Read,
  target: ResolvedTarget,
  choice: Choice,
  after: number,
  upTo: number,
): Promise<ChunkRow[]> {
  return personRows(read, target, choice, sql<SqlBool>`p.id IN (${personIds(target, after, upTo)})`);
}

/** The persons of a target who would be reached at one address now: who shares it gets one copy together. */
export async function sharersOf(
  read: Read,
  target: ResolvedTarget,
  choice: Choice,
  addressKey: string,
): Promise<ChunkRow[]> {
  // Asked for each person of the address: a few looks into the index, however many the target has.
  const isInTarget = sql`p.id IN (${personIds(target, sql`p.id - 1`, sql`p.id`)})`;
  const rows = await personRows(
    read,
    target,
    choice,
    sql<SqlBool>`p.id IN (SELECT x.person_id FROM person_addresses x WHERE x.address_key = ${addressKey})
      AND ${isInTarget}`,
  );
  return rows.filter((row) => row.addressKey === addressKey);
}

async function personRows(
  read: Read,
  target: ResolvedTarget,
  choice: Choice,
  which: Expression<SqlBool>,
): Promise<ChunkRow[]> {
  type Flags = "hidden" | "optedOut" | "suppressed";
  const { rows } = await sql<Omit<ChunkRow, Flags> & Record<Flags, number>>`
    SELECT p.id AS person, a.address, a.address_key AS "addressKey", p.first_name AS "firstName",
           p.last_name AS "lastName", p.gender, p.language, p.title, p.fields, p.hidden,
           ${isOptedOut(target.ref, choice.class)} AS "optedOut", ${isSuppressed(choice)} AS suppressed,
           ${roleName(target)} AS role
    FROM persons p LEFT JOIN person_addresses a ON a.person_id = p.id AND ${isChosen(choice)}
    WHERE ${which}
    ORDER BY p.id, a.position`.execute(read);
  return rows.map((row) => ({
    ...row,
    hidden: row.hidden === 1,
    optedOut: row.optedOut === 1,
    suppressed: row.suppressed === 1,
  }));
}

/**
 * Makes the copies of one chunk: one row per recipient address (and person where each gets their own), the values of
 * the persons as they are now, and who is left out. Doing it twice adds nothing.
 *
 * @param siblings other messages of the same mail; whom they serve gets nothing again
 */
export async function expandChunk(
  tx: Tx,
  chunk: {
    message: number;
    siblings: readonly number[];
    target: ResolvedTarget;
    choice: Choice;
    after: number;
    upTo: number;
    dueAt: number;
  },
): Promise<void> {
  const ids = personIds(chunk.target, chunk.after, chunk.upTo);
  const isPerPerson = chunk.choice.copies === "per-person";
  const personKey = isPerPerson ? sql`p.id` : sql`0`;
  const wantsNone = isOptedOut(chunk.target.ref, chunk.choice.class);
  const reached = sql`
    FROM persons p JOIN person_addresses a ON a.person_id = p.id AND ${isChosen(chunk.choice)}
    WHERE p.hidden = 0 AND NOT ${wantsNone} AND p.id IN (${ids})
      AND NOT ${isSuppressed(chunk.choice)}`;
  const served =
    chunk.siblings.length === 0
      ? sql`FALSE`
      : sql`EXISTS (
          SELECT 1 FROM copies o
          WHERE o.message_id IN (${sql.join(chunk.siblings)}) AND o.address_key = a.address_key
            AND o.state NOT IN ('already', 'cancelled', 'suppressed')
            AND (o.person_key = 0 OR ${personKey} = 0 OR o.person_key = ${personKey}))`;

  await sql`
    INSERT INTO copies (message_id, address, address_key, person_key, state, next_attempt_at)
    SELECT ${chunk.message}, min(a.address), a.address_key, ${personKey},
           CASE WHEN ${served} THEN 'already' ELSE 'queued' END,
           CASE WHEN ${served} THEN NULL ELSE CAST(${chunk.dueAt} AS INTEGER) END
    ${reached}
    GROUP BY a.address_key${isPerPerson ? sql`, p.id` : sql``}
    ON CONFLICT (message_id, address_key, person_key) DO NOTHING`.execute(tx);

  // Looked up and not joined: SQLite's planner would begin a join with all copies of the message, for every chunk.
  const copy = sql`(SELECT c.id FROM copies c
    WHERE c.message_id = ${chunk.message} AND c.address_key = a.address_key AND c.person_key = ${personKey})`;
  await sql`
    INSERT INTO copy_persons (copy_id, person_id, first_name, last_name, gender, language, title, fields, role)
    SELECT ${copy}, p.id, p.first_name, p.last_name, p.gender, p.language, p.title, p.fields, ${roleName(chunk.target)}
    ${reached}
    ON CONFLICT (copy_id, person_id) DO NOTHING`.execute(tx);

  await sql`
    INSERT INTO left_out (message_id, person_id, name, reason)
    SELECT ${chunk.message}, p.id, ${nameToKnowBy},
           CASE WHEN p.hidden = 1 THEN 'hidden' WHEN ${wantsNone} THEN 'opted-out'
                WHEN EXISTS (SELECT 1 FROM person_addresses a WHERE a.person_id = p.id) THEN 'suppressed'
                ELSE 'no-address' END
    FROM persons p
    WHERE p.id IN (${ids})
      AND NOT EXISTS (
        SELECT 1 FROM person_addresses a
        WHERE a.person_id = p.id AND p.hidden = 0 AND NOT ${wantsNone} AND ${isChosen(chunk.choice)}
          AND NOT ${isSuppressed(chunk.choice)})
    ON CONFLICT (message_id, person_id) DO NOTHING`.execute(tx);
}

/** Who has no name is known by an address, or else by the number in the directory. */
const nameToKnowBy = sql<string>`coalesce(nullif(trim(p.first_name || ' ' || p.last_name), ''),
  (SELECT a.address FROM person_addresses a WHERE a.person_id = p.id ORDER BY a.position LIMIT 1), '#' || p.id)`;

/** How many persons the copies of a message serve. */
export async function countCopiedPersons(read: Read, message: number): Promise<number> {
  const { persons } = await read
    .selectFrom("copies")
    .innerJoin("copy_persons", "copy_persons.copy_id", "copies.id")
    .select((eb) => eb.fn.count<number>("copy_persons.person_id").distinct().as("persons"))
    .where("copies.message_id", "=", message)
    .executeTakeFirstOrThrow();
  return persons;
}

/** Which of some persons belong to a target. */
export async function membersAmong(read: Read, target: ResolvedTarget, persons: readonly number[]): Promise<number[]> {
  if (persons.length === 0) return [];
  const { rows } = await sql<{ person_id: number }>`
    SELECT DISTINCT person_id FROM (${personIds(target, NO_PERSON, Number.MAX_SAFE_INTEGER)}) AS target
    WHERE person_id IN (${sql.join(persons)})`.execute(read);
  return rows.map((row) => row.person_id);
}

/** Below every id: where the first chunk begins. */
export const NO_PERSON = -1;

/** The ids of a target's persons in a span of ids, as a query that others are built on; an id may come twice. */
export function personIds(
  { ref, groups, conditions }: ResolvedTarget,
  after: number | Expression<unknown>,
  upTo: number | Expression<unknown>,
) {
  const inSpan = sql`person_id > ${after} AND person_id <= ${upTo}`;
  switch (ref.kind) {
    case "group":
      return sql`SELECT person_id FROM memberships WHERE group_id IN (${sql.join(groups)}) AND ${inSpan}`;
    case "group-role":
      return sql`SELECT person_id FROM memberships
        WHERE group_id IN (${sql.join(groups)}) AND role_id = ${ref.role} AND ${inSpan}`;
    case "subgroup":
      return sql`SELECT person_id FROM subgroup_members WHERE subgroup_id = ${ref.id} AND ${inSpan}`;
    case "subgroup-role":
      return sql`SELECT person_id FROM subgroup_members
        WHERE subgroup_id = ${ref.id} AND letter = ${ref.letter} AND ${inSpan}`;
    case "my-list":
      return sql`SELECT person_id FROM my_list_entries WHERE login = ${ref.login} AND ${inSpan}`;
    case "filter":
      return sql`SELECT persons.id AS person_id FROM persons
        WHERE ${conditions ?? sql<SqlBool>`false`} AND persons.id > ${after} AND persons.id <= ${upTo}`;
  }
}

/** At the first address of the preferred kind, else at every preferred address, else at the first (contract 5). */
export function isChosen({ addressKind }: Choice) {
  const byPreference = sql`CASE
    WHEN EXISTS (SELECT 1 FROM person_addresses x WHERE x.person_id = a.person_id AND x.preferred = 1) THEN a.preferred = 1
    ELSE a.position = (SELECT min(x.position) FROM person_addresses x WHERE x.person_id = a.person_id) END`;
  if (addressKind === null) return sql<SqlBool>`(${byPreference})`;
  const ofKind = sql`(SELECT min(x.position) FROM person_addresses x
    WHERE x.person_id = a.person_id AND x.kind = ${addressKind})`;
  return sql<SqlBool>`(CASE WHEN ${ofKind} IS NOT NULL THEN a.position = ${ofKind} ELSE ${byPreference} END)`;
}

/** Whether an address gets no copy of this class. */
export function isSuppressed(choice: Choice) {
  return sql<SqlBool>`EXISTS (SELECT 1 FROM suppressions s WHERE s.address_key = a.address_key${
    choice.class === "transactional" ? sql` AND s.bounce_id IS NULL` : sql``
  })`;
}

/** What ROLLE stands for: the person's first role in the target. */
export function roleName({ ref, groups }: ResolvedTarget) {
  switch (ref.kind) {
    case "group":
    case "group-role":
      return sql<string>`coalesce((SELECT r.name FROM memberships m JOIN roles r ON r.id = m.role_id
        WHERE m.person_id = p.id AND m.group_id IN (${sql.join(groups)})
          ${ref.kind === "group-role" ? sql`AND m.role_id = ${ref.role}` : sql``}
        ORDER BY m.role_id LIMIT 1), '')`;
    case "subgroup":
    case "subgroup-role":
      return sql<string>`coalesce((SELECT m.letter FROM subgroup_members m
        WHERE m.person_id = p.id AND m.subgroup_id = ${ref.id} ORDER BY m.letter LIMIT 1), '')`;
    default:
      return sql<string>`''`;
  }
}
