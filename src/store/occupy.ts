import { accessSync, constants, existsSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import Database from "better-sqlite3";
import { OperatorError } from "../operator-error.ts";
import { createForOwner } from "./create-for-owner.ts";
import { isBusy } from "./engine.ts";

/**
 * Makes sure that this process alone serves the database, for as long as it lives: an exclusive lock on a file beside
 * it, which the operating system releases even after kill -9. Beside the file itself, whatever links lead to it.
 *
 * @returns a function that gives the place free again
 * @throws OperatorError 75 when another server runs, 69 where the file cannot be written
 */
export function occupy(path: string): () => void {
  let file = `${path}-server`;
  let lock: Database.Database | undefined;
  try {
    file = `${realPath(path)}-server`;
    createForOwner(file);
    // What may only be read SQLite opens without a word, and then locks it for nobody.
    accessSync(file, constants.W_OK);
    lock = new Database(file, { timeout: 0 });
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock?.close();
    if (!isBusy(error)) throw notWritable(file, error);
    throw new OperatorError({
      sentence: `Another Rundmail server already runs on ${path}.`,
      hint: "Stop it first, or give this one a database of its own.",
      exitCode: 75,
    });
  }
  const held = lock;
  return () => held.close();
}

function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
}

function notWritable(path: string, error: unknown): OperatorError {
  return new OperatorError({
    sentence: `${path} cannot be written: ${error instanceof Error ? error.message : error}`,
    hint: "Check that its folder exists, and that the file and the folder belong to this user.",
    exitCode: 69,
  });
}
