import type { Command } from "commander";
import { type DirectoryFile, type Kind, keyOf, WORD_OF } from "../../directory/directory-file.ts";
import { OperatorError } from "../../operator-error.ts";
import { findOne, listOf, nextFreeId } from "../../questions/directory.ts";
import { type Cell, printJson, printTable } from "../output.ts";
import { ask, type DirectoryAccess, type Store } from "./access.ts";
import { add, change, remove } from "./changes.ts";
import { find, parseKey } from "./lookup.ts";

/** One list of the directory as a noun with the verbs list, show, add, set and remove. */
export interface Noun<K extends Kind, Options> {
  kind: K;
  description: string;
  /** Columns of `list`: heading and what stands below it. */
  columns: readonly (readonly [string, (object: DirectoryFile[K][number]) => Cell])[];
  /** The options of `add` and `set`. */
  options(command: Command): Command;
  /** Keys of the directory file that the options give; `before` is the object that is changed, if there is one. */
  patch(options: Options, before: DirectoryFile[K][number] | undefined): Record<string, unknown>;
  /** Below the help of `add` and `set`. */
  examples: string;
  besides?: Besides<DirectoryFile[K][number], Options>;
}

/** What belongs to an object and stands in no directory file. */
export interface Besides<Thing, Options> {
  /** Options of `set` alone. */
  options(command: Command): Command;
  /** Checks what the options ask for, before anything is written. @returns how it is done; undefined: they ask nothing */
  plan(options: Options, object: Thing): Promise<(() => Promise<void>) | undefined>;
  /** Keys that `show` adds. */
  shown(object: Thing): Promise<Record<string, unknown>>;
}

/** Registers a noun with its five verbs; more verbs can be added to what it returns. */
export function registerNoun<K extends Kind, Options>(
  program: Command,
  access: DirectoryAccess,
  noun: Noun<K, Options>,
): Command {
  const { kind } = noun;
  const { io } = access.context;
  const word = WORD_OF[kind];
  const command = program.command(word).description(noun.description);
  // A login is called by a name that somebody chooses; all others get the next free number.
  const newKey = kind === "logins" ? "<name>" : "[id]";
  const key = kind === "logins" ? "<name>" : "<id>";

  command
    .command("list")
    .description(`list every ${word}`)
    .option("--json", "one JSON value on stdout")
    .action(async (options: { json?: boolean }) => {
      const objects: readonly DirectoryFile[K][number][] = await ask(access, (store) => listOf(store, kind));
      if (options.json) return printJson(io, objects);
      const headings = noun.columns.map(([heading]) => heading);
      printTable(
        io,
        headings,
        objects.map((object) => noun.columns.map(([, cell]) => cell(object))),
      );
    });

  command
    .command(`show ${key}`)
    .description(`show one ${word}`)
    .option("--json", "one JSON value on stdout")
    .action(async (typed: string, options: { json?: boolean }) => {
      const found = await ask(access, (store) => find(store, kind, parseKey(kind, typed)));
      const object = { ...found, ...(await noun.besides?.shown(found)) };
      if (options.json) return printJson(io, object);
      printTable(io, ["key", "value"], Object.entries(object).flatMap(shownRows));
    });

  noun
    .options(command.command(`add ${newKey}`))
    .description(`add a ${word}; prints ${kind === "logins" ? "its name" : "its number, by default the next free one"}`)
    .addHelpText("after", noun.examples)
    .action(async (typed: string | undefined, options: Options) => {
      const wanted = typed === undefined ? undefined : parseKey(kind, typed);
      const objectUnder = (one: number | string) => ({ ...keyPair(kind, one), ...noun.patch(options, undefined) });
      const added = await add(access, kind, (store) => keyForNew(store, kind, wanted), objectUnder);
      io.stdout.write(`${added}\n`);
    });

  const set = noun.options(command.command(`set ${key}`));
  (noun.besides?.options(set) ?? set)
    .description(`change a ${word}: only what the options name`)
    .addHelpText("after", noun.examples)
    .action(async (typed: string, options: Options) => {
      const keyTyped = parseKey(kind, typed);
      const before = await ask(access, (store) => find(store, kind, keyTyped));
      const besides = await noun.besides?.plan(options, before);
      if (besides === undefined || Object.keys(noun.patch(options, before)).length > 0) {
        const patched = async (store: Store) => {
          const found = await find(store, kind, keyTyped);
          return { ...found, ...noun.patch(options, found) };
        };
        await change(access, kind, patched, `${word} ${keyOf(before)} changed`);
      }
      await besides?.();
    });

  command
    .command(`remove ${key}`)
    .description(`remove a ${word} that nothing else refers to`)
    .action((typed: string) => remove(access, kind, parseKey(kind, typed)));

  return command;
}

async function keyForNew(store: Store, kind: Kind, wanted: number | string | undefined): Promise<number | string> {
  // Commander demands the name of a login.
  if (wanted === undefined) return kind === "logins" ? "" : nextFreeId(store, kind);
  if ((await findOne(store, kind, wanted)) === undefined) return wanted;
  throw new OperatorError({
    sentence: `There is a ${WORD_OF[kind]} ${wanted} already.`,
    hint: `Change it with 'rundmail ${WORD_OF[kind]} set ${wanted}'.`,
    exitCode: 1,
  });
}

function keyPair(kind: Kind, key: number | string): Record<string, unknown> {
  return kind === "logins" ? { name: key } : { id: key };
}

/** One line per value; one line per entry where a list holds objects. */
function shownRows([key, value]: [string, unknown]): [string, string][] {
  if (Array.isArray(value) && value.some((entry) => typeof entry === "object")) {
    return value.map((entry: unknown) => [key, shownValue(entry)]);
  }
  return [[key, shownValue(value)]];
}

function shownValue(value: unknown): string {
  if (value === null) return "";
  if (Array.isArray(value)) return value.map(shownValue).join(", ");
  if (typeof value !== "object") return String(value);
  return Object.entries(value)
    .filter(([, inner]) => inner !== null)
    .map(([key, inner]) => `${key} ${shownValue(inner)}`)
    .join(", ");
}
