/** Piecewise changes are small imports: the same shapes, the same checks, the same transaction. */

import type { Difference } from "../../directory/difference.ts";
import { EMPTY_DIRECTORY, type Kind, readDirectoryFile, WORD_OF } from "../../directory/directory-file.ts";
import { OperatorError, type Problem } from "../../operator-error.ts";
import { importProblems, planImport, planRemoval } from "../../questions/directory.ts";
import { type DirectoryChanged, directoryChanged } from "../../transitions/directory-changed.ts";
import { say } from "../output.ts";
import { ask, type DirectoryAccess, rulesOf, type Store } from "./access.ts";
import { notFound } from "./lookup.ts";

/** Others who change the directory meanwhile are waited for so often. */
export const MOST_TRIES = 20;

/**
 * Adds one object, given as the directory file would write it.
 *
 * @throws OperatorError 65 with everything that is wrong with it, 75 if somebody else was faster
 */
export async function add(access: DirectoryAccess, kind: Kind, object: object, done: string): Promise<void> {
  await ask(access, async (store) => {
    const plan = await planFor(access, store, kind, object);
    tell(access, await directoryChanged(store, plan), done);
  });
}

/**
 * Changes one object. Where somebody else changes the directory at the same moment, it is read once more, so that no
 * change is lost.
 *
 * @param changed reads the object and gives what it is to be, as the directory file would write it
 * @throws OperatorError 65 with everything that is wrong with it, 75 if others were faster again and again
 */
export async function change(
  access: DirectoryAccess,
  kind: Kind,
  changed: (store: Store) => Promise<object>,
  done: string,
): Promise<void> {
  await ask(access, async (store) => {
    for (let tries = 1; ; tries += 1) {
      const since = await store.directoryVersion();
      const plan = await planFor(access, store, kind, await changed(store));
      const outcome = await directoryChanged(store, plan, { since });
      if (outcome === "overtaken" && tries < MOST_TRIES) continue;
      tell(access, outcome, done);
      return;
    }
  });
}

async function planFor(access: DirectoryAccess, store: Store, kind: Kind, object: object): Promise<Difference> {
  const read = readDirectoryFile({ ...EMPTY_DIRECTORY, [kind]: [object] });
  const rules = rulesOf(access.context.config());
  if (!read.ok) {
    throw refused(kind, [...read.problems, ...(await importProblems(store, read.readable, rules, "keep"))]);
  }
  const plan = await planImport(store, read.file, rules, "keep");
  if (!plan.ok) throw refused(kind, plan.problems);
  return plan.difference;
}

/**
 * Removes one object.
 *
 * @throws OperatorError 1 if it is not there or something would point to nothing without it
 */
export async function remove(access: DirectoryAccess, kind: Kind, key: number | string): Promise<void> {
  await ask(access, async (store) => {
    const since = await store.directoryVersion();
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
        tell(access, await directoryChanged(store, plan.difference, { since }), `${WORD_OF[kind]} ${key} removed`);
    }
  });
}

/** @throws OperatorError 75 if somebody else was faster */
function tell({ context: { io } }: DirectoryAccess, outcome: DirectoryChanged, done: string): void {
  if (outcome === "overtaken") throw overtaken();
  say(io, outcome === "changed" ? done : "nothing changed");
}

/** Two commands took the same free number, or one of two changes could have undone the other. */
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
