import { loadPerson } from "../store/persons.ts";
import type { Read } from "../store/tables.ts";

/** The language of a person, null where it or the person is not known. */
export async function languageOf(read: Read, person: number | null): Promise<string | null> {
  return person === null ? null : ((await loadPerson(read, person))?.language ?? null);
}
