import { type Compilable, type CompiledQuery, type QueryResult, type RawBuilder, sql } from "kysely";
import type { Read } from "./tables.ts";

/** Stands in a statement where the value of that name goes when it runs. */
export type Value<Values> = <Name extends keyof Values>(name: Name) => RawBuilder<Values[Name]>;

interface Compiled<Values, Row> {
  query: CompiledQuery<Row>;
  parameters: ((values: Values) => unknown)[];
}

/**
 * A statement that is built once and then only run with other values: for the few that run again and again while copies
 * leave. Building one takes several times as long as running it.
 *
 * A LIMIT must not be a bare value, and a fixed word such as a state must be a literal: where a value could change
 * SQLite's plan, the statement is compiled again each time it gets one.
 */
export function statement<Values, Row>(
  build: (read: Read, value: Value<Values>) => Compilable<Row> | RawBuilder<Row>,
): (read: Read, values: Values) => Promise<QueryResult<Row>> {
  const known = new WeakMap<Read, Compiled<Values, Row>>();
  return (read, values) => {
    let compiled = known.get(read);
    if (compiled === undefined) {
      compiled = compile(read, build);
      known.set(read, compiled);
    }
    return read.executeQuery({ ...compiled.query, parameters: compiled.parameters.map((of) => of(values)) });
  };
}

function compile<Values, Row>(
  read: Read,
  build: (read: Read, value: Value<Values>) => Compilable<Row> | RawBuilder<Row>,
): Compiled<Values, Row> {
  const places = new Map<unknown, (values: Values) => unknown>();
  const query = build(read, (name) => {
    const place = Symbol(String(name));
    places.set(place, (values) => values[name]);
    return sql`${place}`;
  }).compile(read);
  return { query, parameters: query.parameters.map((given) => places.get(given) ?? (() => given)) };
}

/** A whole number as such: bound bare it could change SQLite's plan. */
export function integer(value: RawBuilder<number>): RawBuilder<number> {
  return sql<number>`CAST(${value} AS INTEGER)`;
}
