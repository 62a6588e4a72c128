/** The commands of the directory: the whole of it as a file, and piece by piece. */

import { isUtf8 } from "node:buffer";
import { existsSync, readFileSync } from "node:fs";
import type { Command } from "commander";
import { parseJsonText } from "../../config/json-text.ts";
import { whyUnreadable } from "../../config/unreadable.ts";
import type { Difference } from "../../directory/difference.ts";
import { countChanges, countLines, detailLines } from "../../directory/difference-lines.ts";
import { readDirectoryFile, writeDirectoryFile } from "../../directory/directory-file.ts";
import { checkDirectoryFile, NOTHING_KNOWN } from "../../directory/file-checks.ts";
import { OperatorError, type Problem } from "../../operator-error.ts";
import { importProblems, planFirstImport, planImport, wholeDirectory } from "../../questions/directory.ts";
import { ask, type DirectoryAccess, rulesOf, type WithStore } from "../directory/access.ts";
import { changeDirectory } from "../directory/changes.ts";
import { printJson } from "../output.ts";
import type { RegisterCommand } from "../program.ts";
import { showProgress } from "../terminal.ts";
import { registerAlias } from "./alias.ts";
import { registerFilter } from "./filter.ts";
import { registerGroup } from "./group.ts";
import { registerLogin } from "./login.ts";
import { registerMyList } from "./mylist.ts";
import { registerPerson } from "./person.ts";
import { registerRole } from "./role.ts";
import { registerSubgroup } from "./subgroup.ts";

interface ImportOptions {
  dryRun?: boolean;
  prune?: boolean;
  json?: boolean;
}

const IMPORT_HELP = `
Each object in the file replaces the one with the same id as a whole; what the file does not list stays, or is removed
with --prune. A file with a mistake changes nothing, and every mistake is told. The same file twice changes nothing.

Example of a file:
  {"roles":   [{"id": 45, "name": "Leitung"}],
   "persons": [{"id": 1, "firstName": "Ruth", "lastName": "Keller", "gender": "f", "emails": [{"address": "ruth@post.example"}]}],
   "groups":  [{"id": 123, "name": "Jugend", "alias": "jugend", "roles": [45], "members": [{"person": 1, "role": 45}]}],
   "logins":  [{"name": "ruth", "person": 1, "groupMail": true, "read": {"groups": "all"}}]}

Exit codes: 0 imported or nothing to do, 65 mistakes in the file, 66 no such file.`;

/** Lines of detail that `import --dry-run` prints; the counts above them are complete, and so is `--json`. */
const MOST_DETAIL_LINES = 200;

/** `rundmail directory`, and a noun for each list of it. */
export function directoryCommands(withStore: WithStore): RegisterCommand {
  return (program, context) => {
    const access: DirectoryAccess = { context, withStore };
    registerDirectory(program, access);
    registerPerson(program, access);
    registerGroup(program, access);
    registerSubgroup(program, access);
    registerRole(program, access);
    registerAlias(program, access);
    registerFilter(program, access);
    registerLogin(program, access);
    registerMyList(program, access);
  };
}

function registerDirectory(program: Command, access: DirectoryAccess): void {
  const noun = program.command("directory").description("the whole directory as a file");
  noun
    .command("import <file>")
    .description("add and replace what a JSON file lists, all or nothing")
    .option("--dry-run", "only say what would change")
    .option("--prune", "remove everything that is not in the file")
    .option("--json", "what changes as one JSON value on stdout")
    .addHelpText("after", IMPORT_HELP)
    .action((path: string, options: ImportOptions) => importDirectory(access, path, options));
  noun
    .command("export")
    .description("print the directory as a file that imports to the same")
    .option("--json", "the same: the file is JSON")
    .action(async () => {
      access.context.io.stdout.write(writeDirectoryFile(await ask(access, wholeDirectory)));
    });
}

async function importDirectory(access: DirectoryAccess, path: string, options: ImportOptions): Promise<void> {
  const { io } = access.context;
  const config = access.context.config();
  const rules = rulesOf(config);
  const others = options.prune ? "remove" : "keep";
  const isFirst = !existsSync(config.database);
  const read = readFile(path);
  if (!read.ok) {
    const further = isFirst
      ? checkDirectoryFile(read.readable, NOTHING_KNOWN, rules)
      : await ask(access, (store) => importProblems(store, read.readable, rules, others));
    throw refused(path, [...read.problems, ...further]);
  }
  if (isFirst) {
    // Where nothing is imported there is no reason to create a database.
    const plan = planFirstImport(read.file, rules);
    if (!plan.ok) throw refused(path, plan.problems);
    if (options.dryRun) {
      report(access, plan.difference, options);
      return;
    }
  }
  await access.withStore(config, "create", async (store) => {
    const find = async (): Promise<Difference> => {
      showProgress(io, "comparing with the directory …");
      const plan = await planImport(store, read.file, rules, others);
      showProgress(io, "");
      if (!plan.ok) throw refused(path, plan.problems);
      return plan.difference;
    };
    const progress = (written: number) => showProgress(io, `${written} written …`);
    const difference = options.dryRun ? await find() : await changeDirectory(store, find, progress);
    showProgress(io, "");
    report(access, difference, options);
  });
}

function report({ context: { io } }: DirectoryAccess, difference: Difference, options: ImportOptions): void {
  const details = detailLines(difference);
  if (options.json) {
    printJson(io, { dryRun: options.dryRun === true, ...countChanges(difference), details });
    return;
  }
  const counts = countLines(difference);
  const shown = details.slice(0, MOST_DETAIL_LINES);
  const more = details.length - shown.length;
  if (more > 0) shown.push(`… and ${more} more: --json has them all`);
  const lines = counts.length === 0 ? ["nothing changed"] : [...counts, ...(options.dryRun ? shown : [])];
  io.stdout.write(`${lines.join("\n")}\n`);
}

function readFile(path: string): ReturnType<typeof readDirectoryFile> {
  const json = parseJsonText(readText(path));
  if (!json.ok) throw refused(path, [{ path: `line ${json.line}, column ${json.column}`, problem: json.problem }]);
  return readDirectoryFile(json.value);
}

function readText(path: string): string {
  const bytes = readBytes(path);
  // Node would replace what is not UTF-8 by question marks, and every Müller with it.
  if (!isUtf8(bytes))
    throw refused(path, [{ path: "(the whole file)", problem: "is not UTF-8", hint: "save it as UTF-8" }]);
  return bytes.toString("utf8");
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new OperatorError({
      sentence: `The file ${path} cannot be read: ${whyUnreadable(cause)}.`,
      hint: "'rundmail directory import --help' shows what such a file looks like.",
      exitCode: 66,
      cause,
    });
  }
}

function refused(path: string, problems: readonly Problem[]): OperatorError {
  return new OperatorError({
    sentence: `${path} has ${problems.length === 1 ? "one mistake" : `${problems.length} mistakes`}; nothing was changed.`,
    hint: "Correct the file and import it again.",
    exitCode: 65,
    problems,
  });
}
