import type { Person } from "../directory/person.ts";
import { type Address, type AddressKey, addressKey } from "../mail/address.ts";
import { isOneOf, keyChunks, loadInChunks, rowChunks, type Which } from "./chunks.ts";
import type { Read, Tables, Tx } from "./tables.ts";

/** Persons with their addresses, sorted by id. */
export async function loadPersons(read: Read, which: Which<number>): Promise<Person[]> {
  return loadInChunks(which, async (ids) => {
    const rows = await read.selectFrom("persons").selectAll().where(isOneOf("id", ids)).orderBy("id").execute();
    const addresses = await read
      .selectFrom("person_addresses")
      .selectAll()
      .where(isOneOf("person_id", ids))
      .orderBy("person_id")
      .orderBy("position")
      .execute();
    const persons = new Map(rows.map((row) => [row.id, toPerson(row)]));
    for (const { person_id, address, kind, preferred } of addresses) {
      persons.get(person_id)?.emails.push({ address: address as Address, kind, preferred: preferred === 1 });
    }
    return [...persons.values()];
  });
}

export async function loadPerson(read: Read, id: number): Promise<Person | undefined> {
  const [person] = await loadPersons(read, [id]);
  return person;
}

/** Everybody who has this address, with all their addresses. */
export async function findPersonsByAddress(read: Read, key: AddressKey): Promise<Person[]> {
  const found = await read.selectFrom("person_addresses").select("person_id").where("address_key", "=", key).execute();
  return loadPersons(
    read,
    found.map((row) => row.person_id),
  );
}

/** Adds persons, or replaces the ones with the same id as a whole; memberships stay. */
export async function putPersons(tx: Tx, persons: readonly Person[]): Promise<void> {
  for (const ids of keyChunks(persons.map((person) => person.id))) {
    await tx.deleteFrom("person_addresses").where("person_id", "in", ids).execute();
  }
  for (const chunk of rowChunks(persons)) {
    await tx
      .insertInto("persons")
      .values(chunk.map(toRow))
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((eb) => ({
          first_name: eb.ref("excluded.first_name"),
          last_name: eb.ref("excluded.last_name"),
          gender: eb.ref("excluded.gender"),
          language: eb.ref("excluded.language"),
          title: eb.ref("excluded.title"),
          hidden: eb.ref("excluded.hidden"),
          fields: eb.ref("excluded.fields"),
        })),
      )
      .execute();
  }
  for (const chunk of rowChunks(persons.flatMap(toAddressRows))) {
    await tx.insertInto("person_addresses").values(chunk).execute();
  }
}

/** Removes persons with everything that is only about them: addresses, memberships, entries in a My List. */
export async function removePersons(tx: Tx, ids: readonly number[]): Promise<void> {
  for (const chunk of keyChunks(ids)) {
    await tx.deleteFrom("my_list_entries").where("person_id", "in", chunk).execute();
    await tx.deleteFrom("persons").where("id", "in", chunk).execute();
  }
}

function toPerson(row: Tables["persons"]): Person {
  return {
    id: row.id,
    firstName: row.first_name,
    lastName: row.last_name,
    gender: row.gender as Person["gender"],
    language: row.language,
    title: row.title,
    hidden: row.hidden === 1,
    emails: [],
    fields: JSON.parse(row.fields) as Person["fields"],
  };
}

function toRow(person: Person): Tables["persons"] {
  return {
    id: person.id,
    first_name: person.firstName,
    last_name: person.lastName,
    gender: person.gender,
    language: person.language,
    title: person.title,
    hidden: person.hidden ? 1 : 0,
    fields: JSON.stringify(person.fields),
  };
}

function toAddressRows(person: Person): Tables["person_addresses"][] {
  return person.emails.map((email, position) => ({
    person_id: person.id,
    position,
    address: email.address,
    address_key: addressKey(email.address),
    kind: email.kind,
    preferred: email.preferred ? 1 : 0,
  }));
}
