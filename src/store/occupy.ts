import Database from "better-sqlite3";
import { OperatorError } from "../operator-error.ts";
import { isBusy } from "./engine.ts";

/**
 * Makes sure that this process alone serves the database, for as long as it lives: an exclusive lock on a file beside
 * it, which the operating system releases even after kill -9.
 *
 * @returns a function that gives the place free again
 * @throws OperatorError 75 when another server runs
 */
export function occupy(path: string): () => void {
  const lock = new Database(`${path}-server`, { timeout: 0 });
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
