import Database from "better-sqlite3";
import { OperatorError } from "../operator-error.ts";
import { isBusy } from "./engine.ts";

/**
 * Makes sure that this process alone serves the database, for as long as it lives: an exclusive lock on a file beside
 * it, which the operating system releases even after kill -9.
 *
 * @returns a function that gives the place free again
 * @throws OperatorError 75 when another server runs, 69 where the file cannot be written
 */
export function occupy(path: string): () => void {
  const lock = opened(`${path}-server`);
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new OperatorError({
      sentence: `Another Rundmail server already runs on ${path}.`,
      hint: "Stop it first, or give this one a database of its own.",
      exitCode: 75,
    });
  }
  return () => lock.close();
}

function opened(path: string): Database.Database {
  try {
    return new Database(path, { timeout: 0 });
  } catch (error) {
    throw new OperatorError({
      sentence: `${path} cannot be opened: ${error instanceof Error ? error.message : error}`,
      hint: "Check that its folder exists and that this user may write there.",
      exitCode: 69,
    });
  }
}
