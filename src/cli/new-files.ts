/** Files that a command writes where the operator wants them. */

import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { OperatorError } from "../operator-error.ts";

/**
 * Makes the folder of a new file where it is missing, and writes.
 *
 * @throws OperatorError 69 where that is not possible
 */
export function writeInFolder<T>(path: string, write: () => T): T {
  try {
    makeFolder(dirname(path));
    return write();
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw new OperatorError({
      sentence: `${path} cannot be written: ${error instanceof Error ? error.message : error}`,
      hint: "Check that its folder can be made and that this user may write there.",
      exitCode: 69,
      cause: error,
    });
  }
}

/** Step by step: where a folder says that no new one exists, as those of /proc do, Node's `recursive` tries for ever. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}
