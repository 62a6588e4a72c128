import type { GroupMember } from "../directory/group.ts";
import type { Person } from "../directory/person.ts";
import { isOneOf, keyChunks, loadInChunks, rowChunks, type Which } from "./chunks.ts";
import { loadPersons } from "./persons.ts";
import type { Read, Tx } from "./tables.ts";

/** `role_id` of a member without a role. */
const NO_ROLE = 0;

/** The members of groups, sorted by person and role. */
export async function loadMembers(read: Read, groups: Which<number>): Promise<Map<number, GroupMember[]>> {
  const rows = await loadInChunks(groups, (ids) =>
    read
      .selectFrom("memberships")
      .selectAll()
      .where(isOneOf("group_id", ids))
      .orderBy("group_id")
      .orderBy("person_id")
      .orderBy("role_id")
      .execute(),
  );
  const members = new Map<number, GroupMember[]>();
  for (const { group_id, person_id, role_id } of rows) {
    const member = { person: person_id, role: role_id === NO_ROLE ? null : role_id };
    const others = members.get(group_id);
    if (others === undefined) members.set(group_id, [member]);
    else others.push(member);
  }
  return members;
}

/** The persons who hold a role in the group itself; `none`: its members without a role. */
export async function holdersOfRole(read: Read, group: number, role: number | "none"): Promise<Person[]> {
  const rows = await read
    .selectFrom("memberships")
    .select("person_id")
    .where("group_id", "=", group)
    .where("role_id", "=", role === "none" ? NO_ROLE : role)
    .execute();
  return loadPersons(
    read,
    rows.map((row) => row.person_id),
  );
}

/** One membership of one group, as it is added or removed. */
export interface Membership extends GroupMember {
  group: number;
}

/** Adds memberships; one that is there already stays. */
export async function addMemberships(tx: Tx, memberships: readonly Membership[]): Promise<void> {
  const rows = memberships.map(({ group, person, role }) => ({
    group_id: group,
    person_id: person,
    role_id: role ?? NO_ROLE,
  }));
  for (const chunk of rowChunks(rows)) {
    await tx
      .insertInto("memberships")
      .values(chunk)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** Removes memberships; one that is gone already stays away. */
export async function removeMemberships(tx: Tx, memberships: readonly Membership[]): Promise<void> {
  for (const [group, ofGroup] of Map.groupBy(memberships, (membership) => membership.group)) {
    for (const [role, ofRole] of Map.groupBy(ofGroup, (membership) => membership.role ?? NO_ROLE)) {
      for (const persons of keyChunks(ofRole.map((membership) => membership.person))) {
        await tx
          .deleteFrom("memberships")
          .where("group_id", "=", group)
          .where("role_id", "=", role)
          .where("person_id", "in", persons)
          .execute();
      }
    }
  }
}
