import type { Command } from "commander";
import type { DirectoryAccess } from "../directory/access.ts";
import { registerNoun } from "../directory/noun.ts";
import { given, jsonOrText } from "../directory/option-values.ts";
import { type TargetOptions, targetOptions, targetPatch } from "../directory/target-options.ts";

interface FilterOptions extends TargetOptions {
  where?: string;
}

const EXAMPLES = `
Conditions: {"field": "ORT", "equals" | "contains" | "startsWith" | "in" | "empty" | "before" | "after": …}
over firstName, lastName, gender, language and further fields, joined by {"all": […]}, {"any": […]} and {"not": …}.

Example:
  rundmail filter add 3 --name Aarau --alias aarau --where '{"field": "ORT", "equals": "Aarau"}'`;

/** `rundmail filter`: saved searches over persons. */
export function registerFilter(program: Command, access: DirectoryAccess): void {
  registerNoun<"filters", FilterOptions>(program, access, {
    kind: "filters",
    description: "saved searches over persons",
    columns: [
      ["id", (filter) => filter.id],
      ["name", (filter) => filter.name],
      ["alias", (filter) => filter.alias],
      ["where", (filter) => JSON.stringify(filter.where)],
    ],
    options: (command) => targetOptions(command).option("--where <json>", "the conditions"),
    patch: (options) => ({
      ...targetPatch(options),
      ...given({ where: options.where === undefined ? undefined : jsonOrText(options.where) }),
    }),
    examples: EXAMPLES,
  });
}
