/**
 * The one error class for people. An operator's mistake ends here: a sentence that says what is wrong, a hint that says
 * what to do, and the exit code of `sysexits.h` that a script can rely on. Everything else that is thrown is a bug.
 */

/**
 * 1 says no (refused, not found, would overwrite), 2 says that something is broken (the doctor), 64 wrong use, 65 bad data, 66 no such file, 69 unavailable,
 * 75 try again later, 78 configuration.
 */
export type OperatorExitCode = 1 | 2 | 64 | 65 | 66 | 69 | 75 | 78;

/** One mistake among several in a file that the operator wrote. */
export interface Problem {
  /** Where: a path such as `listen[0].port` or `persons[3].emails[0].address`. */
  path: string;
  /** The value that stands there, as JSON; left out where nothing stands there or where it may be a secret. */
  found?: string;
  /** What is wrong with it, without a full stop. */
  problem: string;
  /** What to do. */
  hint?: string;
}

export class OperatorError extends Error {
  override readonly name = "OperatorError";
  /** What is wrong, as one sentence. */
  readonly sentence: string;
  /** What to do about it. */
  readonly hint: string | undefined;
  readonly exitCode: OperatorExitCode;
  /** All mistakes found in one go, so that nobody has to run the command once per mistake. */
  readonly problems: readonly Problem[];

  constructor(what: {
    sentence: string;
    exitCode: OperatorExitCode;
    hint?: string;
    problems?: readonly Problem[];
    cause?: unknown;
  }) {
    super(what.sentence, what.cause === undefined ? {} : { cause: what.cause });
    this.sentence = what.sentence;
    this.exitCode = what.exitCode;
    this.hint = what.hint;
    this.problems = what.problems ?? [];
  }
}

/** One problem as one line: `relay.port: found 0, must be a port from 1 to 65535 (…)`. */
export function problemLine(problem: Problem): string {
  const found = problem.found === undefined ? "" : `found ${problem.found}, `;
  const hint = problem.hint === undefined ? "" : ` (${problem.hint})`;
  return `${problem.path}: ${found}${problem.problem}${hint}`;
}
