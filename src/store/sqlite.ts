import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { OperatorError } from "../operator-error.ts";
import { createForOwner } from "./create-for-owner.ts";
import { directoryVersion } from "./directory-version.ts";
import { foldUmlauts, isBusy, kyselyOver } from "./engine.ts";
import { groupCommit, type TransactionEngine } from "./group-commit.ts";
import { snapshotsOf } from "./snapshots.ts";
import type { Store } from "./store.ts";
import type { Tx } from "./tables.ts";
import { databaseMissing, holdsOurs, notOpened, SCHEMA_VERSION } from "./unusable-database.ts";

/** Older ones can lose commits of a WAL file that two connections write (fixed in 3.51.3). */
const OLDEST_SQLITE = [3, 51, 3] as const;

/** A command may wait for a running import; a server answers 451 before its client gives up. */
const BUSY_LIMIT_MS = { server: 20_000, command: 30_000 } as const;

/** How long another process may take to create the database. */
const OPENING_LIMIT_MS = 5_000;

/**
 * How far the WAL file grows before its pages are carried over into the database (some 32 MB): most of them are written
 * many times, and carried over once.
 */
const CHECKPOINT_PAGES = 8_000;

/** Of the database, kept by the connection that writes; a command that imports a whole directory keeps four times as much. */
const SERVER_CACHE_KIB = 4_000;

export interface StoreOptions {
  path: string;
  /** A server never blocks its event loop on a lock and shares commits; a command may do either. */
  mode: "server" | "command";
  /** What to do when there is no file. */
  missing: "create" | "fail";
}

/**
 * Opens the database of an installation.
 *
 * @throws OperatorError 66 when it is missing, 69 when it is damaged, foreign, newer than this program or unsafe
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  if (options.missing === "fail" && !existsSync(options.path)) throw databaseMissing(options.path);
  const writer = connect(options.path);
  prepareSchema(writer, options.path);
  // A server works at few places at a time; what else it has read is at hand in the system's own cache.
  if (options.mode === "server") writer.pragma(`cache_size = ${-SERVER_CACHE_KIB}`);
  const engine = transactionEngine(writer);
  const commits = groupCommit(engine, BUSY_LIMIT_MS[options.mode]);
  const reader = connect(options.path);
  reader.pragma("query_only = ON");
  // Only this connection may wait inside SQLite: a reader of a WAL file practically never meets a lock.
  reader.pragma("busy_timeout = 1000");
  // Every commit makes it forget what it has read, so it needs no room for much.
  reader.pragma("cache_size = -2000");
  const read = kyselyOver(reader);
  const snapshots = snapshotsOf(reader, read);
  const dataVersion = writer.prepare("PRAGMA data_version").pluck();
  let seenVersion = dataVersion.get();

  // Read once per turn of the event loop, in which many clients may ask.
  let version: Promise<number> | undefined;
  const forgetVersion = () => {
    version = undefined;
  };

  return {
    async atomically(work) {
      const outcome = await commits.atomically(work);
      forgetVersion();
      return outcome;
    },
    snapshot: snapshots.snapshot,
    directoryVersion() {
      if (version === undefined) {
        // The writer has its pages at hand, but inside a transaction it sees what may yet be undone.
        version = directoryVersion(writer.inTransaction ? read : engine.tx);
        setImmediate(forgetVersion);
      }
      return version;
    },
    changedElsewhere() {
      const before = seenVersion;
      seenVersion = dataVersion.get();
      return seenVersion !== before;
    },
    async close() {
      await commits.idle();
      await snapshots.idle();
      reader.close();
      writer.close();
    },
  };
}

function connect(path: string): Database.Database {
  let db: Database.Database | undefined;
  try {
    createForOwner(path);
    // While it is opened another process may be creating it; afterwards nobody waits inside SQLite.
    db = new Database(path, { timeout: OPENING_LIMIT_MS });
    // Reads the first pages, so that a file that is not ours is found out before it is made one with a WAL.
    holdsOurs(db, path);
    prepare(db, path);
    return db;
  } catch (error) {
    db?.close();
    throw notOpened(path, error, "Check that its folder exists and that this user may write there.");
  }
}

function prepare(db: Database.Database, path: string): void {
  const version = String(db.prepare("SELECT sqlite_version()").pluck().get());
  if (isOlder(version, OLDEST_SQLITE)) {
    throw new OperatorError({
      sentence: `SQLite ${version} can lose mail; 3.51.3 is the oldest safe one.`,
      hint: "Install the packages again with 'npm ci'.",
      exitCode: 69,
    });
  }
  db.pragma("journal_mode = WAL");
  // After a WAL file is opened again this is NORMAL, and 250 would be a promise that a power cut breaks.
  db.pragma("synchronous = FULL");
  db.pragma("foreign_keys = ON");
  // What a savepoint may have to undo goes to memory: on disk it costs as much as the change itself.
  db.pragma("temp_store = MEMORY");
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  const found = [db.pragma("journal_mode", { simple: true }), db.pragma("synchronous", { simple: true })];
  if (found[0] !== "wal" || found[1] !== 2) {
    throw new OperatorError({
      sentence: `${path} cannot be written safely (journal ${found[0]}, synchronous ${found[1]}).`,
      hint: "Put the database on a local disk; network file systems do not work.",
      exitCode: 69,
    });
  }
  foldUmlauts(db);
}

function prepareSchema(db: Database.Database, path: string): void {
  // Without a lock: a command that only looks must not wait for a long import.
  if (!holdsOurs(db, path)) createSchema(db, path);
  db.pragma("busy_timeout = 0");
}

function createSchema(db: Database.Database, path: string): void {
  // The first to come creates it; a second process that starts at the same moment waits its turn.
  db.transaction(() => {
    if (holdsOurs(db, path)) return;
    db.exec(readFileSync(fileURLToPath(new URL("../../schema.sql", import.meta.url)), "utf8"));
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  }).immediate();
}

function transactionEngine(db: Database.Database): TransactionEngine {
  const begin = db.prepare("BEGIN IMMEDIATE");
  const savepoint = db.prepare("SAVEPOINT transition");
  const release = db.prepare("RELEASE transition");
  const rollbackTo = db.prepare("ROLLBACK TO transition");
  const commit = db.prepare("COMMIT");
  const rollback = db.prepare("ROLLBACK");
  return {
    tx: kyselyOver(db) as Tx,
    begin() {
      try {
        begin.run();
        return true;
      } catch (error) {
        if (isBusy(error)) return false;
        throw error;
      }
    },
    savepoint: () => void savepoint.run(),
    releaseSavepoint: () => void release.run(),
    rollbackToSavepoint: () => void rollbackTo.run(),
    commit: () => void commit.run(),
    rollback: () => void rollback.run(),
    isOpen: () => db.inTransaction,
  };
}

function isOlder(version: string, oldest: readonly [number, number, number]): boolean {
  const parts = version.split(".").map(Number);
  for (const [i, least] of oldest.entries()) {
    const part = parts[i] ?? 0;
    if (part !== least) return part < least;
  }
  return false;
}
