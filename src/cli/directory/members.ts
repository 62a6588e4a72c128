/** join and leave: the same for groups and subgroups. */

import type { Command } from "commander";
import type { GroupMember } from "../../directory/group.ts";
import type { SubgroupMember } from "../../directory/subgroup.ts";
import { OperatorError } from "../../operator-error.ts";
import type { DirectoryAccess, Store } from "./access.ts";
import { change } from "./changes.ts";
import { find, findPersons, parseId } from "./lookup.ts";
import { numberOrText } from "./option-values.ts";

interface RoleOption {
  role?: string;
}

type Member = GroupMember | SubgroupMember;

const ROLE_HELP = { groups: "id of a role of the group", subgroups: "a role letter, such as L" } as const;

/** Adds the verbs join and leave to the noun group or subgroup. */
export function registerJoinAndLeave(noun: Command, access: DirectoryAccess, kind: "groups" | "subgroups"): void {
  const word = noun.name();
  noun
    .command("join <id> <person...>")
    .description(`make persons members of a ${word}`)
    .option("--role <role>", ROLE_HELP[kind])
    .action(async (typed: string, persons: string[], options: RoleOption) => {
      const id = parseId(kind, typed);
      const joined = async (store: Store) => {
        const role = roleOf(kind, options);
        const joining = [...new Set(await findPersons(store, persons))].map((person) => ({ person, role }));
        const object = await find(store, kind, id);
        const others = joining.filter((one) => !object.members.some((member) => isSame(member, one)));
        return { ...object, members: [...object.members, ...others] };
      };
      await change(access, kind, joined, `${persons.join(", ")} joined ${word} ${id}`);
    });
  noun
    .command("leave <id> <person...>")
    .description(`end memberships in a ${word}: all of a person, or the one with --role`)
    .option("--role <role>", ROLE_HELP[kind])
    .action(async (typed: string, persons: string[], options: RoleOption) => {
      const id = parseId(kind, typed);
      const left = async (store: Store) => {
        const object = await find(store, kind, id);
        const leaving = await findPersons(store, persons);
        return { ...object, members: withoutLeaving(object.members, kind, leaving, options, `${word} ${id}`) };
      };
      await change(access, kind, left, `${persons.join(", ")} left ${word} ${id}`);
    });
}

function withoutLeaving(
  members: readonly Member[],
  kind: "groups" | "subgroups",
  leaving: readonly number[],
  options: RoleOption,
  target: string,
): Member[] {
  const role = roleOf(kind, options);
  const leaves = (member: Member, person: number): boolean =>
    member.person === person && (options.role === undefined || member.role === role);
  const stranger = leaving.find((person) => !members.some((member) => leaves(member, person)));
  if (stranger !== undefined) {
    throw new OperatorError({
      sentence: `Person ${stranger} is not in ${target}${options.role === undefined ? "" : ` with role ${options.role}`}.`,
      exitCode: 1,
    });
  }
  return members.filter((member) => !leaving.some((person) => leaves(member, person)));
}

function isSame(a: { person: number; role: unknown }, b: { person: number; role: unknown }): boolean {
  return a.person === b.person && a.role === b.role;
}

function roleOf(kind: "groups" | "subgroups", { role }: RoleOption): number | string | null {
  if (role === undefined) return null;
  return kind === "groups" ? numberOrText(role) : role;
}
