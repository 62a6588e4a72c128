import { type RawBuilder, sql } from "kysely";

/** The domain of an address key, behind its last @: a quoted local part may hold others. */
export function domainOfKey(key: RawBuilder<string>): RawBuilder<string> {
  return sql`substr(${key}, length(rtrim(${key}, replace(${key}, '@', ''))) + 1)`;
}
