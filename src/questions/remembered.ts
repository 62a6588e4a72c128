import type { World } from "../world.ts";

/** Answers that are kept; the addresses of strangers may be without number. */
const MOST_ANSWERS = 500;

interface Memory {
  version: number;
  answers: Map<string, Promise<unknown>>;
}

const memories = new WeakMap<World, Memory>();

/**
 * Answers a question about the directory from memory, as long as the directory is the same: most mails ask what another
 * one asked before. Any change, also by another process, makes everything forgotten.
 *
 * @param question names what is asked, with everything that the answer depends on besides the directory
 * @param find asks the database; nobody may change what it returns
 */
export async function remembered<Answer>(
  world: World,
  question: string,
  find: () => Promise<Answer>,
): Promise<Readonly<Answer>> {
  const version = await world.store.directoryVersion();
  let memory = memories.get(world);
  if (memory?.version !== version) {
    memory = { version, answers: new Map() };
    memories.set(world, memory);
  }
  const { answers } = memory;
  const known = answers.get(question);
  if (known !== undefined) return known as Promise<Answer>;
  if (answers.size >= MOST_ANSWERS) answers.clear();
  // What is read from here on is as new as the version or newer; if newer, the next question finds another version.
  const found = find();
  answers.set(question, found);
  found.catch(() => answers.delete(question));
  return found;
}
