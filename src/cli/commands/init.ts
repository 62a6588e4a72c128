/** `rundmail init`: a configuration with the settings most people edit, a secret of its own, and an empty database. */

import { existsSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Config } from "../../config/config.ts";
import { parseConfig } from "../../config/load.ts";
import { createSecretFile } from "../../config/secret.ts";
import { OperatorError } from "../../operator-error.ts";
import { writeInFolder } from "../new-files.ts";
import { say } from "../output.ts";
import type { RegisterCommand } from "../program.ts";

/** Creates an empty database at an absolute path. */
export type CreateDatabase = (path: string) => void | Promise<void>;

interface InitOptions {
  domain: string;
  contact?: string;
  dir?: string;
}

const HELP = `
Nothing is ever overwritten: if one of the files is there, nothing is written and the exit code is 1.

Example:
  rundmail init --domain gruppen.example.org --contact sekretariat@example.org`;

/** Stands in where no contact is given; nobody reads it, and `check` says so. */
const CONTACT_TO_EDIT = "postmaster@localhost";

export function initCommand(createDatabase: CreateDatabase): RegisterCommand {
  return (program, context) => {
    program
      .command("init")
      .description("write config.json, the secret file and an empty database")
      .requiredOption("--domain <domain>", "domain of all group addresses, such as gruppen.example.org")
      .option("--contact <address>", "who gets mail to postmaster and to the service")
      .option("--dir <folder>", "folder to write into (default: that of the configuration file)")
      .addHelpText("after", HELP)
      .action(async (options: InitOptions) => {
        const path = options.dir === undefined ? context.configPath() : resolve(options.dir, "config.json");
        const file = fileFor(options);
        const config = checkedConfig(file, dirname(path));
        refuseToOverwrite([path, config.secretFile, config.database]);
        writeInFolder(path, () => {
          writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flag: "wx" });
          createSecretFile(config.secretFile);
        });
        await createDatabase(config.database);
        say(context.io, nextSteps(path, config, options));
      });
  };
}

/** The settings that an operator most likely edits, with their defaults; everything else has its default unsaid. */
function fileFor({ domain, contact }: InitOptions) {
  return {
    domain,
    organisation: { name: domain, contact: contact ?? CONTACT_TO_EDIT },
    language: "de-CH",
    timezone: "Europe/Zurich",
    database: "rundmail.db",
    secretFile: "rundmail.secret",
    listen: [
      { protocol: "smtp", host: "127.0.0.1", port: 2525 },
      { protocol: "lmtp", host: "127.0.0.1", port: 2424 },
    ],
    relay: { host: "127.0.0.1", port: 25, security: "opportunistic" },
    batch: { size: 30, every: "5m" },
    authentication: { mode: "require", trustedPeers: [], trustedAuthServers: [] },
  };
}

/** The file as the program will read it. What is wrong with it can only come from the command line. */
function checkedConfig(file: object, folder: string): Config {
  const parsed = parseConfig(file, folder);
  if (parsed.ok) return parsed.config;
  throw new OperatorError({
    sentence: "No configuration can be written with these options.",
    hint: "Correct --domain or --contact.",
    exitCode: 64,
    problems: parsed.problems,
  });
}

function refuseToOverwrite(paths: readonly string[]): void {
  const present = paths.filter((path) => existsSync(path));
  if (present.length === 0) return;
  throw new OperatorError({
    sentence: `Nothing was written, because this is already there: ${present.join(", ")}.`,
    hint: "Choose another folder with --dir, or move it away.",
    exitCode: 1,
  });
}

function nextSteps(path: string, config: Config, { contact }: InitOptions): string {
  const contactToEdit = `  Edit organisation.contact in ${path}: until then nobody reads mail to postmaster@${config.domain}.\n`;
  return `Written: ${path}, ${config.secretFile} (keep it secret, and back it up), ${config.database}.

Next:
${contact === undefined ? contactToEdit : ""}  Set relay in ${path} to the server that sends your mail.
  rundmail --config ${path} directory import people.json
  rundmail --config ${path} check
  rundmail --config ${path} serve`;
}
