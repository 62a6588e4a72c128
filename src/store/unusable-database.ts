import Database from "better-sqlite3";
import { OperatorError } from "../operator-error.ts";
import { isBusy } from "./engine.ts";

/** `user_version` of a database that schema.sql describes. */
export const SCHEMA_VERSION = 1;

/** Every version of ours has this table. In one statement, because another process may create everything meanwhile. */
const LOOK = `SELECT (SELECT user_version FROM pragma_user_version) AS version,
                     (SELECT count(*) FROM sqlite_schema) AS things,
                     EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'directory_version') AS isOurs`;

/**
 * Looks what a file holds, before anything in it is touched.
 *
 * @returns false if nothing is in it yet
 * @throws OperatorError 69 if it belongs to another program or another version of this one
 */
export function holdsOurs(db: Database.Database, path: string): boolean {
  const { version, things, isOurs } = db.prepare(LOOK).get() as { version: number; things: number; isOurs: 0 | 1 };
  if (isOurs === 1 && version === SCHEMA_VERSION) return true;
  if (things === 0 && version === 0) return false;
  throw isOurs === 1 ? otherVersion(path, version) : otherProgram(path);
}

function otherVersion(path: string, version: number): OperatorError {
  return new OperatorError({
    sentence: `The database ${path} is of another version of Rundmail (its form is ${version}, ours ${SCHEMA_VERSION}).`,
    hint: "Update Rundmail, or name another file in the setting `database`.",
    exitCode: 69,
  });
}

function otherProgram(path: string): OperatorError {
  return new OperatorError({
    sentence: `The database ${path} is of another program.`,
    hint: "Name another file in the setting `database`; nothing in this one was changed.",
    exitCode: 69,
  });
}

/** There is no file. */
export function databaseMissing(path: string): OperatorError {
  return new OperatorError({
    sentence: `The database ${path} does not exist.`,
    hint: "Create it with 'rundmail init', 'rundmail serve' or 'rundmail directory import FILE'.",
    exitCode: 66,
  });
}

/** There is one, and nothing in it. */
export function databaseEmpty(path: string): OperatorError {
  return new OperatorError({
    sentence: `The database ${path} is empty.`,
    hint: "'rundmail serve' or 'rundmail directory import FILE' makes it one.",
    exitCode: 69,
  });
}

/** What SQLite says of a file that it cannot read, or of which a part is broken; it may find out only in the middle of it. */
export function isDamaged(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB)/.test(error.code);
}

/** The disk is full or broken, or the file may only be read. */
export function isUnwritable(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(?:FULL|READONLY|IOERR|CANTOPEN)/.test(error.code);
}

/** What could not be written was undone as a whole; a command that writes many times may have done some before. */
export function databaseUnwritable(path: string, cause: unknown): OperatorError {
  return new OperatorError({
    sentence: `The database ${path} cannot be written: ${messageOf(cause)}; what failed was undone.`,
    hint: "Check that there is room on the disk, and that the file and its folder belong to this user.",
    exitCode: 69,
    cause,
  });
}

/** Others hold it for longer than a command waits. */
export function databaseBusy(path: string, cause: unknown): OperatorError {
  return new OperatorError({
    sentence: `The database ${path} is in use by another command.`,
    hint: "Try again in a moment.",
    exitCode: 75,
    cause,
  });
}

/** The file is there, and cannot be used. */
export function databaseDamaged(path: string, cause: unknown): OperatorError {
  return new OperatorError({
    sentence: `The database ${path} is damaged, or no database at all: ${messageOf(cause)}.`,
    hint: "Put a backup in its place and remove the -wal and -shm beside it, or name another file in the setting `database`.",
    exitCode: 69,
    cause,
  });
}

/** An opening that failed, in words for the operator; `hint` where it is a question of rights. */
export function notOpened(path: string, cause: unknown, hint: string): OperatorError {
  if (cause instanceof OperatorError) return cause;
  if (isDamaged(cause)) return databaseDamaged(path, cause);
  if (isBusy(cause)) return databaseBusy(path, cause);
  return new OperatorError({
    sentence: `The database ${path} cannot be opened: ${messageOf(cause)}`,
    hint,
    exitCode: 69,
    cause,
  });
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
