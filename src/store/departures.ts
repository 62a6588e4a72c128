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

/**
 * Takes persons out of a target: the group with its descendants, the subgroup, the My List.
 *
 * @returns whether anybody left; nobody can leave a filter, which has no members of its own
 */
export async function removeFromTarget(tx: Tx, ref: TargetRef, persons: readonly number[]): Promise<boolean> {
  if (persons.length === 0 || ref.kind === "filter") return false;
  const removed = await removal(tx, ref, persons);
  if (removed === 0n) return false;
  await countDirectoryChange(tx);
  return true;
}

async function removal(
  tx: Tx,
  ref: Exclude<TargetRef, { kind: "filter" }>,
  persons: readonly number[],
): Promise<bigint> {
  switch (ref.kind) {
    case "group":
    case "group-role": {
      const result = await tx
        .deleteFrom("memberships")
        .where("group_id", "in", await descendantsOf(tx, ref.id))
        .where("person_id", "in", persons)
        .executeTakeFirst();
      return result.numDeletedRows;
    }
    case "subgroup":
    case "subgroup-role": {
      const result = await tx
        .deleteFrom("subgroup_members")
        .where("subgroup_id", "=", ref.id)
        .where("person_id", "in", persons)
        .executeTakeFirst();
      return result.numDeletedRows;
    }
    case "my-list": {
      const result = await tx
        .deleteFrom("my_list_entries")
        .where("login", "=", ref.login)
        .where("person_id", "in", persons)
        .executeTakeFirst();
      return result.numDeletedRows;
    }
  }
}
