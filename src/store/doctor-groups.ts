import { sql } from "kysely";
import type { Read } from "./tables.ts";

/** How many persons of each of these groups, and of all groups below it, can be reached; the most first. */
export async function personsPerTree(
  read: Read,
  roots: readonly number[],
): Promise<{ group: number; persons: number }[]> {
  const { rows } = await sql<{ group: number; persons: number }>`
    WITH RECURSIVE tree (root, id) AS (
      SELECT value, value FROM json_each(${JSON.stringify(roots)})
      UNION
      SELECT tree.root, groups.id FROM groups JOIN tree ON groups.parent_id = tree.id
    )
    SELECT tree.root AS "group", count(DISTINCT memberships.person_id) AS persons
    FROM tree JOIN memberships ON memberships.group_id = tree.id
    WHERE EXISTS (SELECT 1 FROM person_addresses WHERE person_addresses.person_id = memberships.person_id)
    GROUP BY tree.root ORDER BY persons DESC, tree.root`.execute(read);
  return rows;
}
