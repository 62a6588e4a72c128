import { sql } from "kysely";
import type { TargetRef } from "../directory/target.ts";
import { countDirectoryChange } from "./directory-version.ts";
import { descendantsOf } from "./groups.ts";
import type { Read, Tx } from "./tables.ts";

/** The persons of a copy whom no other copy of the same message has reached. */
export async function personsReachedOnlyBy(read: Read, of: { message: number; copy: number }): Promise<number[]> {
  const rows = await read
    .selectFrom("copy_persons")
    .select("person_id")
    .where("copy_id", "=", of.copy)
    .where("person_id", "not in", (eb) =>
      eb
        .selectFrom("copies")
        .innerJoin("copy_persons as other", "other.copy_id", "copies.id")
        .select("other.person_id")
        .where("copies.message_id", "=", of.message)
        .where("copies.id", "!=", of.copy)
        .where("copies.state", "=", "sent"),
    )
    .execute();
  return rows.map(({ person_id }) => person_id);
}

/** Where memberships of one kind stand: of which place, and as what somebody belongs to it. */
interface Memberships {
  table: "memberships" | "subgroup_members" | "my_list_entries";
  place: "group_id" | "subgroup_id" | "login";
  role: "role_id" | "letter" | null;
}

const OF_GROUPS: Memberships = { table: "memberships", place: "group_id", role: "role_id" };
const OF_SUBGROUPS: Memberships = { table: "subgroup_members", place: "subgroup_id", role: "letter" };
const OF_MY_LISTS: Memberships = { table: "my_list_entries", place: "login", role: null };

/**
 * Takes persons out of a target: the group with its descendants, the subgroup, the My List. What they were there is
 * kept, in case the failure turns out not to be theirs.
 *
 * @returns whether anybody left; nobody can leave a filter, which has no members of its own
 */
export async function removeFromTarget(
  tx: Tx,
  ref: TargetRef,
  persons: readonly number[],
  bounce: number,
): Promise<boolean> {
  if (persons.length === 0 || ref.kind === "filter") return false;
  const [kind, places] = await placesOf(tx, ref);
  if (places.length === 0) return false;
  const { table, place } = kind;
  const leaving = sql`FROM ${sql.table(table)}
    WHERE ${sql.ref(place)} IN (${sql.join(places)}) AND person_id IN (${sql.join(persons)})`;
  // Who had been put there again since an earlier failure leaves because of this one alone.
  await sql`
    DELETE FROM removed_memberships
    WHERE (person_id, ${sql.ref(place)}) IN (SELECT person_id, ${sql.ref(place)} ${leaving})`.execute(tx);
  await sql`
    INSERT INTO removed_memberships (bounce_id, person_id, ${columnsOf(kind)})
    SELECT CAST(${bounce} AS INTEGER), person_id, ${columnsOf(kind)} ${leaving}`.execute(tx);
  const removed = await sql`DELETE ${leaving}`.execute(tx);
  if (removed.numAffectedRows === 0n) return false;
  await countDirectoryChange(tx);
  return true;
}

/**
 * Puts back whom these failures have taken out, as what they were: not who is there again or was erased. Who had a
 * role that the group knows no more is put back without one.
 *
 * @returns the failures of which that undid something
 */
export async function putBackRemovedBy(
  tx: Tx,
  bounces: readonly number[],
): Promise<{ bounce: number; address: string | null }[]> {
  if (bounces.length === 0) return [];
  const ofThese = sql`r.bounce_id IN (${sql.join(bounces)})`;
  for (const { table, place } of [OF_GROUPS, OF_SUBGROUPS, OF_MY_LISTS]) {
    await sql`
      DELETE FROM removed_memberships AS r WHERE ${ofThese} AND EXISTS (SELECT 1 FROM ${sql.table(table)} AS m
        WHERE m.person_id = r.person_id AND ${sql.ref(`m.${place}`)} = ${sql.ref(`r.${place}`)})`.execute(tx);
  }
  const { rows } = await sql<{ bounce: number; address: string | null }>`
    SELECT b.id AS bounce, b.address FROM bounces b
    WHERE b.id IN (SELECT r.bounce_id FROM removed_memberships r WHERE ${ofThese}) ORDER BY b.id`.execute(tx);
  if (rows.length === 0) return [];
  const role = sql`CASE WHEN EXISTS (SELECT 1 FROM group_roles k
    WHERE k.group_id = r.group_id AND k.role_id = r.role_id) THEN r.role_id ELSE 0 END`;
  for (const kind of [OF_GROUPS, OF_SUBGROUPS, OF_MY_LISTS]) {
    await sql`
      INSERT INTO ${sql.table(kind.table)} (person_id, ${columnsOf(kind)})
      SELECT r.person_id, ${kind === OF_GROUPS ? sql`r.group_id, ${role}` : columnsOf(kind)}
      FROM removed_memberships r WHERE ${ofThese} AND ${sql.ref(kind.place)} IS NOT NULL
      ON CONFLICT DO NOTHING`.execute(tx);
  }
  await sql`DELETE FROM removed_memberships AS r WHERE ${ofThese}`.execute(tx);
  await countDirectoryChange(tx);
  return rows;
}

/** What failures from before a moment have ended, and those of which the operator has decided otherwise, is final. */
export async function forgetRemoved(tx: Tx, before: number): Promise<void> {
  await sql`
    DELETE FROM removed_memberships AS r WHERE NOT EXISTS (SELECT 1 FROM bounces b
      WHERE b.id = r.bounce_id AND b.state = 'counted' AND b.arrived_at >= ${before})`.execute(tx);
}

function columnsOf({ place, role }: Memberships) {
  return role === null ? sql.ref(place) : sql`${sql.ref(place)}, ${sql.ref(role)}`;
}

async function placesOf(
  read: Read,
  ref: Exclude<TargetRef, { kind: "filter" }>,
): Promise<[Memberships, (number | string)[]]> {
  switch (ref.kind) {
    case "group":
    case "group-role":
      return [OF_GROUPS, await descendantsOf(read, ref.id)];
    case "subgroup":
    case "subgroup-role":
      return [OF_SUBGROUPS, [ref.id]];
    case "my-list":
      return [OF_MY_LISTS, [ref.login]];
  }
}
