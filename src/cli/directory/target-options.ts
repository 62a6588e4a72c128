/** The options that groups, subgroups and filters have in common. */

import type { Command } from "commander";
import { type GroupSettings, isSetting } from "../../directory/settings.ts";
import { collect, given, jsonOrText, splitPair, textOrNull } from "./option-values.ts";

export interface TargetOptions {
  name?: string;
  alias?: string;
}

export interface SettingsOptions {
  set?: string[];
  unset?: string[];
}

export function targetOptions(command: Command): Command {
  return command
    .option("--name <name>")
    .option("--alias <alias>", 'word before the @ of its address; "" takes it away');
}

export function settingsOptions(command: Command): Command {
  return command
    .option("--set <key=value>", "a setting, such as membersMaySend=moderate; may be repeated", collect)
    .option("--unset <key>", "back to the default of a setting; may be repeated", collect);
}

export function targetPatch({ name, alias }: TargetOptions): Record<string, unknown> {
  return given({ name, alias: alias === undefined ? undefined : textOrNull(alias) });
}

/** The settings as they shall be; nothing if the options name none. */
export function settingsPatch(
  { set, unset = [] }: SettingsOptions,
  before: GroupSettings = {},
): Record<string, unknown> {
  if (set === undefined && unset.length === 0) return {};
  const changes = (set ?? []).map(splitPair).map(([key, value]) => [key, jsonOrText(value)] as const);
  const settings = Object.fromEntries([...Object.entries(before), ...changes]);
  const left = Object.entries(settings).filter(([key]) => !unset.includes(key));
  // What nobody knows stays there to be refused: a key that is misspelt would take nothing back, without a word.
  const unknown = unset.filter((key) => !isSetting(key)).map((key) => [key, null] as const);
  return { settings: Object.fromEntries([...left, ...unknown]) };
}
