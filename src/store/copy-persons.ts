import type { Read } from "./tables.ts";

/** A person served by a copy, with the values as they were at release. */
export interface CopyPerson {
  person: number;
  firstName: string;
  lastName: string;
  gender: string | null;
  language: string | null;
  title: string;
  fields: string;
  role: string;
}

const PERSONS_PER_QUERY = 5_000;

/** The persons whom copies serve, by copy. */
export async function personsOf(read: Read, copies: readonly number[]): Promise<Map<number, CopyPerson[]>> {
  const persons = new Map<number, CopyPerson[]>();
  for (let start = 0; start < copies.length; start += PERSONS_PER_QUERY) {
    const rows = await read
      .selectFrom("copy_persons")
      .selectAll()
      .where("copy_id", "in", copies.slice(start, start + PERSONS_PER_QUERY))
      .orderBy("copy_id")
      .orderBy("person_id")
      .execute();
    for (const row of rows) {
      const person: CopyPerson = {
        person: row.person_id,
        firstName: row.first_name,
        lastName: row.last_name,
        gender: row.gender,
        language: row.language,
        title: row.title,
        fields: row.fields,
        role: row.role,
      };
      const others = persons.get(row.copy_id);
      if (others === undefined) persons.set(row.copy_id, [person]);
      else others.push(person);
    }
  }
  return persons;
}
