import type { Command } from "commander";
import type { DirectoryAccess } from "../directory/access.ts";
import { registerJoinAndLeave } from "../directory/members.ts";
import { registerNoun } from "../directory/noun.ts";
import { collect, given, numberOrText } from "../directory/option-values.ts";
import {
  type SettingsOptions,
  settingsOptions,
  settingsPatch,
  type TargetOptions,
  targetOptions,
  targetPatch,
} from "../directory/target-options.ts";

interface GroupOptions extends TargetOptions, SettingsOptions {
  parent?: string;
  /** `false` for --no-role. */
  role?: string[] | false;
}

const EXAMPLES = `
Examples:
  rundmail group add 123 --name Jugend --alias jugend --role 45 --set moderatorRole=45
  rundmail group set 123 --set membersMaySend=moderate --unset subjectPrefix
  rundmail group join 123 1 --role 45`;

/** `rundmail group`: groups form a tree, and have members with or without a role. */
export function registerGroup(program: Command, access: DirectoryAccess): void {
  const noun = registerNoun<"groups", GroupOptions>(program, access, {
    kind: "groups",
    description: "groups and who is in them",
    columns: [
      ["id", (group) => group.id],
      ["name", (group) => group.name],
      ["alias", (group) => group.alias],
      ["parent", (group) => group.parent],
      ["members", (group) => new Set(group.members.map((member) => member.person)).size],
    ],
    options: (command) =>
      settingsOptions(
        targetOptions(command)
          .option("--parent <id>", 'the group above it; "" for none')
          .option("--role <id>", "a role that members can hold; all of them, may be repeated", collect)
          .option("--no-role", "no roles"),
      ),
    patch: (options, before) => ({
      ...targetPatch(options),
      ...given({
        parent: options.parent === undefined ? undefined : parentOf(options.parent),
        roles: options.role === undefined ? undefined : (options.role || []).map(numberOrText),
      }),
      ...settingsPatch(options, before?.settings),
    }),
    examples: EXAMPLES,
  });
  registerJoinAndLeave(noun, access, "groups");
}

function parentOf(typed: string): number | string | null {
  return typed === "" || typed === "none" ? null : numberOrText(typed);
}
