/** Piecewise changes are small imports: the same shapes, the same checks, the same transaction. */

import type { Difference } from "../../directory/difference.ts";
import { EMPTY_DIRECTORY, type Kind, readDirectoryFile, WORD_OF } from "../../directory/directory-file.ts";
import { OperatorError, type Problem } from "../../operator-error.ts";
import { importProblems, planImport, planRemoval } from "../../questions/directory.ts";
import { directoryChanged } from "../../transitions/directory-changed.ts";
import type { World } from "../../world.ts";
import { say } from "../output.ts";
import { ask, type DirectoryAccess, rulesOf } from "./access.ts";
import { notFound } from "./lookup.ts";

/**
 * Adds or replaces one object, given as the directory file would write it.
 *
 * @throws OperatorError 65 with everything that is wrong with it, 75 if somebody else was faster
 */
export async function save(access: DirectoryAccess, kind: Kind, object: object, done: string): Promise<void> {
  const read = readDirectoryFile({ ...EMPTY_DIRECTORY, [kind]: [object] });
  const rules = rulesOf(access.context.config());
  await ask(access, async (store) => {
    if (!read.ok) {
      throw refused(kind, [...read.problems, ...(await importProblems(store, read.readable, rules, "keep"))]);
    }
    const plan = await planImport(store, read.file, rules, "keep");
    if (!plan.ok) throw refused(kind, plan.problems);
    await write(access, store, plan.difference, done);
  });
}

/**
 * Removes one object.
 *
 * @throws OperatorError 1 if it is not there or something would point to nothing without it
 */
export async function remove(access: DirectoryAccess, kind: Kind, key: number | string): Promise<void> {
  await ask(access, async (store) => {
    const plan = await planRemoval(store, kind, key);
    switch (plan.kind) {
      case "unknown":
        throw await notFound(store, kind, String(key));
      case "referenced":
        throw new OperatorError({
          sentence: `The ${WORD_OF[kind]} ${key} was not removed, because something still refers to it:`,
          exitCode: 1,
          problems: plan.by.map((reference) => ({ path: `${WORD_OF[kind]} ${key}`, problem: reference })),
        });
      case "possible":
        await write(access, store, plan.difference, `${WORD_OF[kind]} ${key} removed`);
    }
  });
}

async function write(
  access: DirectoryAccess,
  store: World["store"],
  difference: Difference,
  done: string,
): Promise<void> {
  const { io } = access.context;
  switch (await directoryChanged(store, difference)) {
    case "changed":
      return say(io, done);
    case "unchanged":
      return say(io, "nothing changed");
    case "overtaken":
      throw overtaken();
  }
}

/** Two commands took the same free number, or two imports brought the same object. */
export function overtaken(): OperatorError {
  return new OperatorError({
    sentence: "Somebody else changed the directory at the same moment; nothing was written.",
    hint: "Run the command again.",
    exitCode: 75,
  });
}

/** The path of a problem begins with a file that nobody wrote: only the part inside the object says something. */
function refused(kind: Kind, problems: readonly Problem[]): OperatorError {
  return new OperatorError({
    sentence: `The ${WORD_OF[kind]} was not changed:`,
    exitCode: 65,
    problems: problems.map((problem) => ({ ...problem, path: problem.path.replace(`${kind}[0].`, "") })),
  });
}
