/** Piecewise changes are small imports: the same shapes, the same checks, the same transaction. */

import { type Difference, differenceSize } from "../../directory/difference.ts";
import { EMPTY_DIRECTORY, type Kind, readDirectoryFile, WORD_OF } from "../../directory/directory-file.ts";
import { OperatorError, type Problem } from "../../operator-error.ts";
import { importProblems, planImport, planRemoval } from "../../questions/directory.ts";
import { directoryChanged } from "../../transitions/directory-changed.ts";
import { say } from "../output.ts";
import { ask, type DirectoryAccess, rulesOf, type Store } from "./access.ts";
import { notFound } from "./lookup.ts";

/** Others who change the directory meanwhile are waited for so often. */
const MOST_TRIES = 20;

/**
 * Finds what is to be changed, and writes it. Where somebody else changes the directory in between, it is found once more,
 * so that no change is lost.
 *
 * @returns the difference that was written; an empty one where there was nothing to write
 * @throws OperatorError 75 if others were faster again and again
 */
export async function changeDirectory(
  store: Store,
  find: () => Promise<Difference>,
  progress?: (written: number) => void,
): Promise<Difference> {
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const since = await store.directoryVersion();
    const difference = await find();
    const outcome = await directoryChanged(store, difference, { since, ...(progress && { progress }) });
    if (outcome !== "overtaken") return difference;
  }
  throw overtaken();
}

/**
 * Adds one object.
 *
 * @param newKey says under which key, and refuses one that is taken
 * @param objectUnder gives it, as the directory file would write it
 * @returns the key
 * @throws OperatorError 65 with everything that is wrong with it, 75 if others were faster again and again
 */
export async function add(
  access: DirectoryAccess,
  kind: Kind,
  newKey: (store: Store) => Promise<number | string>,
  objectUnder: (key: number | string) => object,
): Promise<number | string> {
  return ask(access, async (store) => {
    let key: number | string = "";
    const find = async () => {
      // Asked again where somebody else was faster: what was free may be theirs now, and would be replaced.
      key = await newKey(store);
      return planFor(access, store, kind, objectUnder(key));
    };
    tell(access, await changeDirectory(store, find), `${WORD_OF[kind]} ${key} added`);
    return key;
  });
}

/**
 * Changes one object.
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
    const find = async () => planFor(access, store, kind, await changed(store));
    tell(access, await changeDirectory(store, find), done);
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
    const find = () => removalOf(store, kind, key);
    tell(access, await changeDirectory(store, find), `${WORD_OF[kind]} ${key} removed`);
  });
}

async function removalOf(store: Store, kind: Kind, key: number | string): Promise<Difference> {
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
      return plan.difference;
  }
}

function tell({ context: { io } }: DirectoryAccess, difference: Difference, done: string): void {
  say(io, differenceSize(difference) === 0 ? "nothing changed" : done);
}

/** The directory does not come to rest. */
function overtaken(): OperatorError {
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
