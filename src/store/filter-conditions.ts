import { type Expression, type RawBuilder, type SqlBool, sql } from "kysely";
import type { Condition, Where } from "../directory/filter.ts";
import { loadFilter } from "./filters.ts";
import type { Read } from "./tables.ts";

/** Columns of `persons` that a condition may name besides the further fields. */
const COLUMNS = new Map([
  ["firstName", "persons.first_name"],
  ["lastName", "persons.last_name"],
  ["gender", "persons.gender"],
  ["language", "persons.language"],
]);

/** The conditions of the filter with this number; `undefined` if there is none. */
export async function conditionsOf(read: Read, filter: number): Promise<Expression<SqlBool> | undefined> {
  const found = await loadFilter(read, filter);
  return found === undefined ? undefined : filterCondition(found.where);
}

/**
 * The conditions of a filter as an expression over the table `persons` of the query it is put into. Values are bound,
 * never part of the statement.
 */
export function filterCondition(where: Where): Expression<SqlBool> {
  // An empty list: all of nothing holds for everybody, any of nothing for nobody.
  if ("all" in where) return joined(where.all, sql` and `, sql<SqlBool>`true`);
  if ("any" in where) return joined(where.any, sql` or `, sql<SqlBool>`false`);
  if ("not" in where) return sql<SqlBool>`not (${filterCondition(where.not)})`;
  return comparison(where);
}

function joined(
  parts: readonly Where[],
  separator: RawBuilder<unknown>,
  empty: Expression<SqlBool>,
): Expression<SqlBool> {
  if (parts.length === 0) return empty;
  return sql<SqlBool>`(${sql.join(parts.map(filterCondition), separator)})`;
}

/** No LIKE: its wildcards would have to be escaped, and engines disagree about case. */
function comparison(condition: Condition): Expression<SqlBool> {
  const value = fieldText(condition.field);
  if ("equals" in condition) return sql<SqlBool>`lower(${value}) = lower(${condition.equals})`;
  if ("contains" in condition) return sql<SqlBool>`instr(lower(${value}), lower(${condition.contains})) > 0`;
  if ("startsWith" in condition) return sql<SqlBool>`instr(lower(${value}), lower(${condition.startsWith})) = 1`;
  if ("in" in condition) return isIn(value, condition.in);
  if ("empty" in condition) return condition.empty ? sql<SqlBool>`${value} = ''` : sql<SqlBool>`${value} <> ''`;
  // ISO dates sort as text; a person without a date is neither before nor after.
  if ("before" in condition) return sql<SqlBool>`(${value} <> '' and ${value} < ${condition.before})`;
  return sql<SqlBool>`${value} > ${condition.after}`;
}

function isIn(value: RawBuilder<string>, wanted: readonly string[]): Expression<SqlBool> {
  if (wanted.length === 0) return sql<SqlBool>`false`;
  return sql<SqlBool>`lower(${value}) in (${sql.join(wanted.map((one) => sql`lower(${one})`))})`;
}

/** What stands in a field of a person; '' where nothing does. */
function fieldText(field: string): RawBuilder<string> {
  const column = COLUMNS.get(field);
  return column === undefined
    ? sql<string>`coalesce(persons.fields ->> ${field}, '')`
    : sql<string>`coalesce(${sql.ref(column)}, '')`;
}
