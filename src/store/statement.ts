import { type Compilable, type RawBuilder, sql } from "kysely";
import type { Read } from "./tables.ts";

/** What a statement has found and how many rows it has changed. */
export interface Outcome<Row> {
  rows: Row[];
  changed: number;
}

/** Runs one statement of a connection. */
export type Run = (statement: string, parameters: readonly unknown[]) => Outcome<unknown>;

const runs = new WeakMap<Read, Run>();

/** Tells how the statements of a connection are run. */
export function runsWith(read: Read, run: Run): void {
  runs.set(read, run);
}

/** Stands in a statement where the value of that name goes when it runs. */
export type Value<Values> = <Name extends keyof Values>(name: Name) => RawBuilder<Values[Name]>;

interface Compiled<Values> {
  text: string;
  parameters: ((values: Values) => unknown)[];
}

/**
 * A statement that is built once and then only run with other values: for the few that run again and again while mail
 * comes in and copies leave. Building one takes several times as long as running it, and so does the way through the
 * builder's own layers.
 *
 * A LIMIT must not be a bare value, and a fixed word such as a state must be a literal: where a value could change
 * SQLite's plan, the statement is compiled again each time it gets one.
 */
export function statement<Values, Row>(
  build: (read: Read, value: Value<Values>) => Compilable<Row> | RawBuilder<Row>,
): (read: Read, values: Values) => Promise<Outcome<Row>> {
  const known = new WeakMap<Read, Compiled<Values>>();
  return async (read, values) => {
    let compiled = known.get(read);
    if (compiled === undefined) {
      compiled = compile(read, build);
      known.set(read, compiled);
    }
    const run = runs.get(read);
    if (run === undefined) throw new Error("a statement was given a connection that nobody knows how to run");
    return run(
      compiled.text,
      compiled.parameters.map((of) => of(values)),
    ) as Outcome<Row>;
  };
}

function compile<Values, Row>(
  read: Read,
  build: (read: Read, value: Value<Values>) => Compilable<Row> | RawBuilder<Row>,
): Compiled<Values> {
  const places = new Map<unknown, (values: Values) => unknown>();
  const query = build(read, (name) => {
    const place = Symbol(String(name));
    places.set(place, (values) => values[name]);
    return sql`${place}`;
  }).compile(read);
  return { text: query.sql, parameters: query.parameters.map((given) => places.get(given) ?? (() => given)) };
}

/** A text as such, for the same reason: the sender of messages, given bare, made their statement ten times as slow. */
export function text(value: RawBuilder<string>): RawBuilder<string> {
  return sql<string>`CAST(${value} AS TEXT)`;
}

/** A whole number as such: bound bare it could change SQLite's plan. */
export function integer(value: RawBuilder<number>): RawBuilder<number> {
  return sql<number>`CAST(${value} AS INTEGER)`;
}
