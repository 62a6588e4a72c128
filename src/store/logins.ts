import type { Login } from "../directory/login.ts";
import type { Person } from "../directory/person.ts";
import { type Address, type AddressKey, addressKey } from "../mail/address.ts";
import { isOneOf, keyChunks, loadInChunks, rowChunks, type Which } from "./chunks.ts";
import { loadPersons } from "./persons.ts";
import type { Read, Tables, Tx } from "./tables.ts";

/** Logins with their My List, sorted by name. */
export async function loadLogins(read: Read, which: Which<string>): Promise<Login[]> {
  return loadInChunks(which, async (names) => {
    const rows = await read.selectFrom("logins").selectAll().where(isOneOf("name", names)).orderBy("name").execute();
    const entries = await read
      .selectFrom("my_list_entries")
      .selectAll()
      .where(isOneOf("login", names))
      .orderBy("login")
      .orderBy("person_id")
      .execute();
    const listOf = Map.groupBy(entries, (entry) => entry.login);
    return rows.map((row) => ({
      ...toLogin(row),
      myList: (listOf.get(row.name) ?? []).map((entry) => entry.person_id),
    }));
  });
}

export async function loadLogin(read: Read, name: string): Promise<Login | undefined> {
  const [login] = await loadLogins(read, [name]);
  return login;
}

/** A login with the person it belongs to, and so with all its addresses. */
export interface LoginOfPerson {
  login: Login;
  person: Person | undefined;
}

/** The logins, enabled or not, whose admin address this is or whose person has it. */
export async function findLoginsByAddress(read: Read, key: AddressKey): Promise<LoginOfPerson[]> {
  const found = await read
    .selectFrom("logins")
    .select("name")
    .where((eb) =>
      eb.or([
        eb("admin_email_key", "=", key),
        eb("person_id", "in", eb.selectFrom("person_addresses").select("person_id").where("address_key", "=", key)),
      ]),
    )
    .execute();
  const logins = await loadLogins(
    read,
    found.map((row) => row.name),
  );
  const persons = await loadPersons(
    read,
    logins.flatMap((login) => (login.person === null ? [] : [login.person])),
  );
  return logins.map((login) => ({ login, person: persons.find((person) => person.id === login.person) }));
}

/** Adds logins, or replaces the ones with the same name, without their My List, which has a table of its own. */
export async function putLogins(tx: Tx, logins: readonly Login[]): Promise<void> {
  for (const chunk of rowChunks(logins)) {
    await tx
      .insertInto("logins")
      .values(chunk.map(toRow))
      .onConflict((conflict) =>
        conflict.column("name").doUpdateSet((eb) => ({
          person_id: eb.ref("excluded.person_id"),
          admin_email: eb.ref("excluded.admin_email"),
          admin_email_key: eb.ref("excluded.admin_email_key"),
          enabled: eb.ref("excluded.enabled"),
          group_mail: eb.ref("excluded.group_mail"),
          read_persons: eb.ref("excluded.read_persons"),
          read_groups: eb.ref("excluded.read_groups"),
          read_subgroups: eb.ref("excluded.read_subgroups"),
        })),
      )
      .execute();
  }
}

/** Removes logins with their My List. */
export async function removeLogins(tx: Tx, names: readonly string[]): Promise<void> {
  for (const chunk of keyChunks(names)) await tx.deleteFrom("logins").where("name", "in", chunk).execute();
}

/** One person in one My List. */
export interface MyListEntry {
  login: string;
  person: number;
}

/** Adds persons to My Lists; who is there already stays. */
export async function addToMyLists(tx: Tx, entries: readonly MyListEntry[]): Promise<void> {
  for (const chunk of rowChunks(entries)) {
    await tx
      .insertInto("my_list_entries")
      .values(chunk.map(({ login, person }) => ({ login, person_id: person })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** Removes persons from My Lists; who is gone already stays away. */
export async function removeFromMyLists(tx: Tx, entries: readonly MyListEntry[]): Promise<void> {
  for (const [login, ofLogin] of Map.groupBy(entries, (entry) => entry.login)) {
    for (const persons of keyChunks(ofLogin.map((entry) => entry.person))) {
      await tx.deleteFrom("my_list_entries").where("login", "=", login).where("person_id", "in", persons).execute();
    }
  }
}

function toLogin(row: Tables["logins"]): Omit<Login, "myList"> {
  return {
    name: row.name,
    person: row.person_id,
    adminEmail: row.admin_email as Address | null,
    enabled: row.enabled === 1,
    groupMail: row.group_mail === 1,
    read: {
      persons: row.read_persons === 1,
      groups: JSON.parse(row.read_groups) as "all" | number[],
      subgroups: JSON.parse(row.read_subgroups) as "all" | number[],
    },
  };
}

function toRow(login: Login): Tables["logins"] {
  return {
    name: login.name,
    person_id: login.person,
    admin_email: login.adminEmail,
    admin_email_key: login.adminEmail === null ? null : addressKey(login.adminEmail),
    enabled: login.enabled ? 1 : 0,
    group_mail: login.groupMail ? 1 : 0,
    read_persons: login.read.persons ? 1 : 0,
    read_groups: JSON.stringify(login.read.groups),
    read_subgroups: JSON.stringify(login.read.subgroups),
  };
}
