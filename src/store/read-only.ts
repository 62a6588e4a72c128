import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import { directoryVersion } from "./directory-version.ts";
import { foldUmlauts, kyselyOver } from "./engine.ts";
import { snapshotsOf } from "./snapshots.ts";
import type { Store } from "./store.ts";
import { databaseEmpty, databaseMissing, holdsOurs, notOpened } from "./unusable-database.ts";

/** A reader of a WAL file practically never meets a lock. */
const BUSY_LIMIT_MS = 1_000;

/**
 * Opens the database of an installation for somebody who only looks. SQLite itself refuses every change on this
 * connection, nothing is created, converted or carried over, and a server beside it notices nothing. Where none runs,
 * SQLite may leave an empty `-wal` and its index `-shm` behind, which the next to open takes over.
 *
 * @throws OperatorError 66 when it is missing, 69 when it cannot be opened or is none of this version
 */
export function openReadOnly(path: string): Store {
  if (!existsSync(path)) throw databaseMissing(path);
  const db = connect(path);
  const read = kyselyOver(db);
  const snapshots = snapshotsOf(db, read);
  return {
    async atomically() {
      throw new Error("a change on a database that was opened read-only");
    },
    snapshot: snapshots.snapshot,
    directoryVersion: () => snapshots.snapshot(directoryVersion),
    changedElsewhere: () => false,
    async close() {
      await snapshots.idle();
      db.close();
    },
  };
}

function connect(path: string): Database.Database {
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_LIMIT_MS });
    if (!holdsOurs(db, path)) throw databaseEmpty(path);
    foldUmlauts(db);
    return db;
  } catch (cause) {
    db?.close();
    const hint = "Check that this user may read it, and write in its folder: readers leave their marks beside it.";
    throw notOpened(path, cause, hint);
  }
}
