import type { Command } from "commander";
import type { DirectoryAccess } from "../directory/access.ts";
import { registerNoun } from "../directory/noun.ts";
import { given } from "../directory/option-values.ts";

interface RoleOptions {
  name?: string;
}

/** `rundmail role`: what somebody can be in a group. */
export function registerRole(program: Command, access: DirectoryAccess): void {
  registerNoun<"roles", RoleOptions>(program, access, {
    kind: "roles",
    description: "roles that people can hold in groups",
    columns: [
      ["id", (role) => role.id],
      ["name", (role) => role.name],
    ],
    options: (command) => command.option("--name <name>", "such as Leitung"),
    patch: ({ name }) => given({ name }),
    examples: "\nExample:\n  rundmail role add 45 --name Leitung",
  });
}
