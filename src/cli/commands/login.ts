import type { Command } from "commander";
import type { Login, ReadRights } from "../../directory/login.ts";
import type { DirectoryAccess } from "../directory/access.ts";
import { registerNoun } from "../directory/noun.ts";
import { allOrNumbers, given, numberOrText, textOrNull } from "../directory/option-values.ts";

interface LoginOptions {
  person?: string;
  adminEmail?: string;
  enabled?: boolean;
  groupMail?: boolean;
  readPersons?: boolean;
  readGroups?: string;
  readSubgroups?: string;
}

const NO_RIGHTS: ReadRights = { persons: false, groups: [], subgroups: [] };

const EXAMPLES = `
The right to read a group covers the groups below it. My List has commands of its own: rundmail mylist.

Example:
  rundmail login add ruth --person 1 --group-mail --read-persons --read-groups all --read-subgroups 7,8`;

/** `rundmail login`: who may write to groups. */
export function registerLogin(program: Command, access: DirectoryAccess): void {
  registerNoun<"logins", LoginOptions>(program, access, {
    kind: "logins",
    description: "accounts that may write to groups",
    columns: [
      ["name", (login) => login.name],
      ["person", (login) => login.person],
      ["admin address", (login) => login.adminEmail],
      ["enabled", (login) => login.enabled],
      ["group mail", (login) => login.groupMail],
      ["reads", (login) => shownRights(login.read)],
      ["My List", (login) => login.myList.length],
    ],
    options: (command) =>
      command
        .option("--person <id>", 'the person it belongs to; "" for none')
        .option("--admin-email <address>", 'where its questions go; "" for the address of the person')
        .option("--enabled")
        .option("--no-enabled", "may do nothing")
        .option("--group-mail", "may write to groups")
        .option("--no-group-mail")
        .option("--read-persons", "may read persons: needed for My List and filters")
        .option("--no-read-persons")
        .option("--read-groups <ids>", 'all, or ids such as 1,2; "" for none')
        .option("--read-subgroups <ids>", 'all, or ids such as 7,8; "" for none'),
    patch: loginPatch,
    examples: EXAMPLES,
  });
}

function loginPatch(options: LoginOptions, before: Login | undefined): Record<string, unknown> {
  const { person, adminEmail, enabled, groupMail, readPersons, readGroups, readSubgroups } = options;
  const rights = given({
    persons: readPersons,
    groups: readGroups === undefined ? undefined : allOrNumbers(readGroups),
    subgroups: readSubgroups === undefined ? undefined : allOrNumbers(readSubgroups),
  });
  return given({
    person: person === undefined ? undefined : person === "" ? null : numberOrText(person),
    adminEmail: adminEmail === undefined ? undefined : textOrNull(adminEmail),
    enabled,
    groupMail,
    read: { ...(before?.read ?? NO_RIGHTS), ...rights },
  });
}

function shownRights({ persons, groups, subgroups }: ReadRights): string {
  const parts = [
    persons ? ["persons"] : [],
    groups.length === 0 ? [] : [`groups ${groups}`],
    subgroups.length === 0 ? [] : [`subgroups ${subgroups}`],
  ];
  return parts.flat().join("; ");
}
