/** The frame of the command line: what all commands share. The commands themselves register from `commands/`. */

import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import type { Config } from "../config/config.ts";
import { findConfigPath, loadConfig } from "../config/load.ts";
import { EXIT_OK, exitCodeOf } from "./exit-codes.ts";
import { printError } from "./output.ts";
import type { Io } from "./terminal.ts";
import { failOnUnknownCommand } from "./unknown-command.ts";

/** What a command is given besides its own arguments. */
export interface CommandContext {
  readonly io: Io;
  /** Absolute path of the configuration file, whether or not it exists. */
  configPath(): string;
  /** The configuration, read at the first call; throws OperatorError (66, 78). */
  config(): Config;
}

/** Adds one command, or one noun with its verbs, to the program. */
export type RegisterCommand = (program: Command, context: CommandContext) => void;

/** The whole program, ready to parse. */
function buildProgram(commands: readonly RegisterCommand[], io: Io): Command {
  // What is set here is inherited by each command that registers afterwards.
  const program = new Command("rundmail")
    .description("Group mail: write to an address, answer one question, everybody gets a personal copy.")
    .version(ownVersion())
    .option("--config <file>", "configuration file (default: $RUNDMAIL_CONFIG, then ./config.json)")
    .showHelpAfterError("`rundmail COMMAND --help` explains a command.")
    .showSuggestionAfterError()
    .addHelpText("after", HELP_FOR_NEWCOMERS)
    // Help would be printed for what stands before the unknown word, as if all were well.
    .addHelpText("beforeAll", ({ command }) => failOnUnknownCommand(command))
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .exitOverride();
  const context = createContext(program, io);
  for (const register of commands) register(program, context);
  return program;
}

/** Runs one command line (without node and script) to its end, and returns the exit code. Nothing is thrown. */
export async function run(argv: readonly string[], commands: readonly RegisterCommand[], io: Io): Promise<number> {
  try {
    await buildProgram(commands, io).parseAsync([...argv], { from: "user" });
    return EXIT_OK;
  } catch (error) {
    // Commander has already printed what is wrong with the command line.
    if (!(error instanceof CommanderError)) printError(io, error);
    return exitCodeOf(error);
  }
}

function createContext(program: Command, io: Io): CommandContext {
  const configPath = (): string => findConfigPath(program.opts<{ config?: string }>().config, io.env);
  let loaded: Config | undefined;
  return {
    io,
    configPath,
    config: () => {
      loaded ??= loadConfig(configPath());
      return loaded;
    },
  };
}

/** Read at run time: package.json lies at the same place seen from src/ and from the built dist/. */
function ownVersion(): string {
  const packageJson = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(packageJson) as { version: string }).version;
}

const HELP_FOR_NEWCOMERS = `
First steps:
  rundmail demo                              see the whole round trip on this machine, nothing is sent anywhere
  rundmail init --domain gruppen.example.org write a configuration and an empty database
  rundmail directory import people.json      say who is in which group
  rundmail check                             is everything right?
  rundmail serve                             take mail, ask, and send

Exit codes: 0 done, 1 says no, 2 doctor: errors, 64 wrong use, 65 bad data, 66 no such file, 69 and 75 unavailable, 78 configuration.`;
