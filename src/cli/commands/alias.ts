import type { Command } from "commander";
import type { AliasOwner } from "../../directory/alias.ts";
import type { DirectoryFile } from "../../directory/directory-file.ts";
import { parseLocalPart } from "../../directory/local-part.ts";
import { nearest } from "../../nearest.ts";
import { OperatorError } from "../../operator-error.ts";
import { listOf } from "../../questions/directory.ts";
import { ask, type DirectoryAccess, type Store } from "../directory/access.ts";
import { change } from "../directory/changes.ts";
import { find } from "../directory/lookup.ts";
import { printJson, printTable } from "../output.ts";

interface Owned {
  alias: string;
  target: AliasOwner["kind"];
  id: number;
  name: string;
}

const LISTS = { group: "groups", subgroup: "subgroups", filter: "filters" } as const;

const EXAMPLES = `
A target is written as the part of its address before the @: gr000123, sg0007, fp3. It has one alias: the old one goes.
A refused alias leaves the old one in place.

Example:
  rundmail alias set jugend gr000123`;

/** `rundmail alias`: words that stand for groups, subgroups and filters. */
export function registerAlias(program: Command, access: DirectoryAccess): void {
  const { io } = access.context;
  const noun = program.command("alias").description("aliases of groups, subgroups and filters");

  noun
    .command("list")
    .description("list every alias")
    .option("--json", "one JSON value on stdout")
    .action(async (options: { json?: boolean }) => {
      const owned = await allAliases(access);
      if (options.json) return printJson(io, owned);
      printTable(
        io,
        ["alias", "target", "id", "name"],
        owned.map((one) => [one.alias, one.target, one.id, one.name]),
      );
    });

  noun
    .command("show <alias>")
    .description("say whom an alias stands for")
    .option("--json", "one JSON value on stdout")
    .action(async (alias: string, options: { json?: boolean }) => {
      const found = await findAlias(access, alias);
      if (options.json) return printJson(io, found);
      printTable(io, ["target", "id", "name"], [[found.target, found.id, found.name]]);
    });

  noun
    .command("set <alias> <target>")
    .alias("add")
    .description("give an alias to a group, subgroup or filter")
    .addHelpText("after", EXAMPLES)
    .action(async (alias: string, typed: string) => {
      const { kind, id } = parseTarget(typed, access);
      const { name } = await ask(access, (store) => find(store, LISTS[kind], id));
      const named = async (store: Store) => ({ ...(await find(store, LISTS[kind], id)), alias });
      await change(access, LISTS[kind], named, `${alias} is ${kind} ${id} ${name}`);
    });

  noun
    .command("remove <alias>")
    .description("take an alias away; the numbered address stays")
    .action(async (alias: string) => {
      const { target, id } = await findAlias(access, alias);
      const bare = async (store: Store) => ({ ...(await find(store, LISTS[target], id)), alias: null });
      await change(access, LISTS[target], bare, `${alias} removed`);
    });
}

function parseTarget(typed: string, access: DirectoryAccess): AliasOwner {
  const { domain, subgroupRoles } = access.context.config();
  const suffix = `@${domain}`;
  const localPart = typed.toLowerCase().endsWith(suffix) ? typed.slice(0, -suffix.length) : typed;
  const parsed = parseLocalPart(localPart, subgroupRoles);
  if (parsed.kind === "group" || parsed.kind === "subgroup" || parsed.kind === "filter") return parsed;
  throw new OperatorError({
    sentence: `${JSON.stringify(typed)} is no target that can have an alias.`,
    hint: "Write a group as gr000123, a subgroup as sg0007, a filter as fp3.",
    exitCode: 64,
  });
}

async function findAlias(access: DirectoryAccess, alias: string): Promise<Owned> {
  const all = await allAliases(access);
  const found = all.find((owned) => owned.alias === alias.toLowerCase());
  if (found !== undefined) return found;
  const meant = nearest(
    alias,
    all.map((owned) => owned.alias),
  );
  throw new OperatorError({
    sentence: `There is no alias ${alias}.`,
    hint: meant === undefined ? "'rundmail alias list' shows what there is." : `Did you mean ${meant}?`,
    exitCode: 1,
  });
}

async function allAliases(access: DirectoryAccess): Promise<Owned[]> {
  return ask(access, async (store) => [
    ...ownedAliases("group", await listOf(store, "groups")),
    ...ownedAliases("subgroup", await listOf(store, "subgroups")),
    ...ownedAliases("filter", await listOf(store, "filters")),
  ]);
}

function ownedAliases(
  target: AliasOwner["kind"],
  objects: readonly DirectoryFile["groups" | "subgroups" | "filters"][number][],
): Owned[] {
  return objects.flatMap(({ alias, id, name }) => (alias === null ? [] : [{ alias, target, id, name }]));
}
