/** What the exit code of a command says to a script (`sysexits.h` where it has a word for it). */

import { CommanderError } from "commander";
import { OperatorError } from "../operator-error.ts";

export const EXIT_OK = 0;
/** The command line itself is wrong. */
const EXIT_USAGE = 64;
/** A mistake in Rundmail. */
const EXIT_BUG = 70;

/** The exit code of a command that ended with this error. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof OperatorError) return error.exitCode;
  // Commander ends --help and --version with an error too; those two went well.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_USAGE;
  return EXIT_BUG;
}
