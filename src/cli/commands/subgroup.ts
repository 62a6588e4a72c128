import type { Command } from "commander";
import type { DirectoryAccess } from "../directory/access.ts";
import { registerJoinAndLeave } from "../directory/members.ts";
import { registerNoun } from "../directory/noun.ts";
import {
  type SettingsOptions,
  settingsOptions,
  settingsPatch,
  type TargetOptions,
  targetOptions,
  targetPatch,
} from "../directory/target-options.ts";

const EXAMPLES = `
Examples:
  rundmail subgroup add 7 --name "Hauskreis Süd" --alias hauskreis-sued
  rundmail subgroup join 7 1 --role L`;

/** `rundmail subgroup`: small groups, whose roles are letters. */
export function registerSubgroup(program: Command, access: DirectoryAccess): void {
  const noun = registerNoun<"subgroups", TargetOptions & SettingsOptions>(program, access, {
    kind: "subgroups",
    description: "small groups and who is in them",
    columns: [
      ["id", (subgroup) => subgroup.id],
      ["name", (subgroup) => subgroup.name],
      ["alias", (subgroup) => subgroup.alias],
      ["members", (subgroup) => new Set(subgroup.members.map((member) => member.person)).size],
    ],
    options: (command) => settingsOptions(targetOptions(command)),
    patch: (options, before) => ({ ...targetPatch(options), ...settingsPatch(options, before?.settings) }),
    examples: EXAMPLES,
  });
  registerJoinAndLeave(noun, access, "subgroups");
}
