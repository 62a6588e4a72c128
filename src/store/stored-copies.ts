import { type Selectable, sql } from "kysely";
import type { LeftOutReason } from "../notices/outcomes.ts";
import type { CopyState } from "./copy-counts.ts";
import { type CopyPerson, personsOf } from "./copy-persons.ts";
import { hasOptedOutSince } from "./opt-outs.ts";
import type { Read, Tables } from "./tables.ts";

/** A copy as it was made at release, with the values from then. */
export interface StoredCopy {
  id: number;
  address: string;
  addressKey: string;
  state: CopyState;
  /** Without those who were hidden, erased or opted out since, as long as it has not gone: they are greeted no more. */
  persons: CopyPerson[];
  /** As `ClaimedCopy`. */
  sharesAddress: boolean;
}

/** The first copy of a message that goes to an address, else the first that serves one of these persons. */
export async function copyServing(
  read: Read,
  message: number,
  whom: { addressKey: string | null; persons: readonly number[] },
): Promise<StoredCopy | undefined> {
  const ofMessage = read.selectFrom("copies").selectAll("copies").where("message_id", "=", message);
  const first = ofMessage.orderBy("copies.id").limit(1);
  const atAddress =
    whom.addressKey === null ? undefined : await first.where("address_key", "=", whom.addressKey).executeTakeFirst();
  const row =
    atAddress ??
    (whom.persons.length === 0
      ? undefined
      : await first
          .innerJoin("copy_persons", "copy_persons.copy_id", "copies.id")
          .where("copy_persons.person_id", "in", whom.persons)
          .executeTakeFirst());
  const [copy] = row === undefined ? [] : await described(read, [row]);
  return copy;
}

/** Copies of a message in the order in which they were made, those after one of them. */
export async function copiesAfter(read: Read, message: number, after: number, limit: number): Promise<StoredCopy[]> {
  const rows = await read
    .selectFrom("copies")
    .selectAll()
    .where("message_id", "=", message)
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
  return described(read, rows);
}

/** Why one of these persons was left out of a message; undefined: none of them was. */
export async function whyLeftOut(
  read: Read,
  message: number,
  persons: readonly number[],
): Promise<LeftOutReason | undefined> {
  if (persons.length === 0) return undefined;
  const row = await read
    .selectFrom("left_out")
    .select("reason")
    .where("message_id", "=", message)
    .where("person_id", "in", persons)
    .executeTakeFirst();
  return row?.reason as LeftOutReason | undefined;
}

/** A copy in one of these may still be composed, for whoever is there then. */
const TO_GO: ReadonlySet<string> = new Set<CopyState>(["queued", "sending", "deferred"]);

async function described(read: Read, rows: readonly Selectable<Tables["copies"]>[]): Promise<StoredCopy[]> {
  const served = await personsOf(
    read,
    rows.map(({ id }) => id),
  );
  const copies: StoredCopy[] = [];
  for (const row of rows) {
    const persons = served.get(row.id) ?? [];
    copies.push({
      id: row.id,
      address: row.address,
      addressKey: row.address_key,
      state: row.state as CopyState,
      persons: TO_GO.has(row.state) ? await stillThere(read, row.id, persons) : persons,
      sharesAddress: row.person_key !== 0 && (await hasNeighbour(read, row)),
    });
  }
  return copies;
}

async function stillThere(read: Read, copy: number, persons: readonly CopyPerson[]): Promise<CopyPerson[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT p.id FROM copies c JOIN messages m ON m.id = c.message_id JOIN copy_persons v ON v.copy_id = c.id
      JOIN persons p ON p.id = v.person_id AND p.hidden = 0
    WHERE c.id = ${copy} AND NOT ${hasOptedOutSince}`.execute(read);
  const there = new Set(rows.map(({ id }) => id));
  return persons.filter(({ person }) => there.has(person));
}

/** Whether another copy of the same message goes to the same address. */
async function hasNeighbour(read: Read, copy: Selectable<Tables["copies"]>): Promise<boolean> {
  const other = await read
    .selectFrom("copies")
    .select(sql.lit(1).as("one"))
    .where("message_id", "=", copy.message_id)
    .where("address_key", "=", copy.address_key)
    .where("id", "!=", copy.id)
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}
