import { sql } from "kysely";
import type { Kind } from "../directory/directory-file.ts";
import type { Read } from "./tables.ts";

/**
 * The highest number that a mail names: whoever gets it next would be taken for the one who had it before, and get the
 * copy of somebody who was erased, or the mail to a group that is gone. Of persons only those whom an open message or a
 * question names: of all to whom anything ever went there are too many to look through.
 */
export async function highestInMail(read: Read, kind: Exclude<Kind, "logins">): Promise<number> {
  const { rows } = await sql<{
    highest: number | null;
  }>`SELECT max(number) AS highest FROM (${numbersOf(kind)})`.execute(read);
  return rows[0]?.highest ?? 0;
}

function numbersOf(kind: Exclude<Kind, "logins">) {
  switch (kind) {
    case "persons":
      return sql`
        SELECT person_id AS number FROM questions
        UNION ALL SELECT v.person_id FROM messages m JOIN copies c ON c.message_id = m.id
          JOIN copy_persons v ON v.copy_id = c.id WHERE m.state IN ('queued', 'sending')`;
    case "roles":
      return sql`
        SELECT CAST(substr(target_key, instr(target_key, '.') + 1) AS INTEGER) AS number FROM messages
        WHERE target_kind = 'group-role'`;
    case "groups":
      return sql`
        SELECT CAST(target_id AS INTEGER) AS number FROM messages
        WHERE target_kind IN ('group', 'group-role')`;
    case "subgroups":
      return sql`
        SELECT CAST(target_id AS INTEGER) AS number FROM messages
        WHERE target_kind IN ('subgroup', 'subgroup-role')`;
    case "filters":
      return sql`SELECT CAST(target_id AS INTEGER) AS number FROM messages WHERE target_kind = 'filter'`;
  }
}
