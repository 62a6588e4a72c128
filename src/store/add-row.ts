import { type Insertable, sql } from "kysely";
import { statement } from "./statement.ts";
import type { Tables, Tx } from "./tables.ts";

type WithId = { [Table in keyof Tables]: Tables[Table] extends { id: unknown } ? Table : never }[keyof Tables];

/** Adds a row; the statement for these columns is built once, because this is most of what happens when mail comes in. */
export async function addRow<Table extends keyof Tables>(
  tx: Tx,
  table: Table,
  row: Insertable<Tables[Table]>,
): Promise<void> {
  await insertInto(table, Object.keys(row), "nothing")(tx, Object.values(row));
}

/** As `addRow`. @returns the id that the row was given */
export async function addRowWithId<Table extends WithId>(
  tx: Tx,
  table: Table,
  row: Insertable<Tables[Table]>,
): Promise<number> {
  const { rows } = await insertInto(table, Object.keys(row), "id")(tx, Object.values(row));
  const [added] = rows;
  if (added === undefined) throw new Error(`an INSERT into ${table} has returned no row`);
  return added.id;
}

/** As `addRowWithId`, but where there is such a row already nothing is added. @returns undefined in that case */
export async function addRowOnce<Table extends WithId>(
  tx: Tx,
  table: Table,
  row: Insertable<Tables[Table]>,
): Promise<number | undefined> {
  return (await insertInto(table, Object.keys(row), "id-if-new")(tx, Object.values(row))).rows[0]?.id;
}

/** How an INSERT ends. */
const ENDINGS = {
  nothing: sql``,
  id: sql`RETURNING id`,
  "id-if-new": sql`ON CONFLICT DO NOTHING RETURNING id`,
};

type Insert = ReturnType<typeof statement<unknown[], { id: number }>>;

/** Per table the few lists of columns that occur. */
const inserts = new Map<string, { columns: string[]; ending: keyof typeof ENDINGS; insert: Insert }[]>();

function insertInto(table: string, columns: string[], ending: keyof typeof ENDINGS): Insert {
  let known = inserts.get(table);
  if (known === undefined) {
    known = [];
    inserts.set(table, known);
  }
  const same = known.find((other) => other.ending === ending && areSame(other.columns, columns));
  if (same !== undefined) return same.insert;
  const insert: Insert = statement(
    (_, value) => sql<{ id: number }>`
      INSERT INTO ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
      VALUES (${sql.join(columns.map((_, place) => value(place)))}) ${ENDINGS[ending]}`,
  );
  known.push({ columns, ending, insert });
  return insert;
}

function areSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((column, place) => column === other[place]);
}
