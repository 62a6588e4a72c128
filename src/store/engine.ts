import Database from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { runsWith } from "./statement.ts";
import type { Read, Tables } from "./tables.ts";

/** What every connection to SQLite needs, whoever opens it. */

/** Prepared statements that are kept; the fixed ones are some eighty, the rest are lists of varying length. */
const MOST_STATEMENTS = 400;

/** Kysely prepares a statement for each call; keeping them saves a third of the time of a short one. */
export function kyselyOver(db: Database.Database): Read {
  const statements = new Map<string, Database.Statement<unknown[]>>();
  const prepare = (sql: string) => {
    let statement = statements.get(sql);
    if (statement === undefined) {
      if (statements.size >= MOST_STATEMENTS) statements.clear();
      statement = db.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  };
  const kysely = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: { prepare, close: () => db.close() } }),
  });
  runsWith(kysely, (sql, parameters) => {
    const statement = prepare(sql);
    if (statement.reader) return { rows: statement.all(parameters), changed: 0 };
    return { rows: [], changed: statement.run(parameters).changes };
  });
  return kysely;
}

/** SQLite folds only ASCII; names here have umlauts. PostgreSQL's own lower() does the same. */
export function foldUmlauts(db: Database.Database): void {
  db.function("lower", { deterministic: true }, (text) => (typeof text === "string" ? text.toLocaleLowerCase() : text));
}

/** Another connection holds the lock. */
export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");
}
