import type { Command } from "commander";
import { nearest } from "../nearest.ts";

/**
 * Ends a request for help about a command that there is not, as the same words without `--help` would end.
 *
 * @returns nothing to print
 */
export function failOnUnknownCommand(asked: Command): string {
  const word = asked.args.find((argument) => argument !== "help");
  if (asked.commands.length === 0 || word === undefined || word.startsWith("-")) return "";
  const known = asked.commands.flatMap((command) => [command.name(), ...command.aliases()]);
  if (known.includes(word)) return "";
  const meant = nearest(word, known);
  const suggestion = meant === undefined ? "" : `\n(Did you mean ${meant}?)`;
  return asked.error(`error: unknown command '${word}'${suggestion}`, { code: "commander.unknownCommand" });
}
