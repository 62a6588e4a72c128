import type { Command } from "commander";
import type { Login } from "../../directory/login.ts";
import { fullName } from "../../directory/name.ts";
import { findOne, listOf } from "../../questions/directory.ts";
import { ask, type DirectoryAccess, type Store } from "../directory/access.ts";
import { change } from "../directory/changes.ts";
import { find, findPersons } from "../directory/lookup.ts";
import { printJson, printTable } from "../output.ts";

/** `rundmail mylist`: the persons to whom a login writes at `ml@`. */
export function registerMyList(program: Command, access: DirectoryAccess): void {
  const { io } = access.context;
  const noun = program.command("mylist").description("the My List of each login: to whom it writes at ml@");

  noun
    .command("list")
    .description("list the logins with the size of their My List")
    .option("--json", "one JSON value on stdout")
    .action(async (options: { json?: boolean }) => {
      const logins = await ask(access, (store) => listOf(store, "logins"));
      if (options.json)
        return printJson(
          io,
          logins.map(({ name, myList }) => ({ name, myList })),
        );
      printTable(
        io,
        ["login", "persons"],
        logins.map(({ name, myList }) => [name, myList.length]),
      );
    });

  noun
    .command("show <login>")
    .description("list the persons in a My List")
    .option("--json", "the ids as one JSON value on stdout")
    .action(async (name: string, options: { json?: boolean }) => {
      const { login, persons } = await ask(access, async (store) => {
        const found = await find(store, "logins", name);
        return { login: found, persons: await Promise.all(found.myList.map((id) => findOne(store, "persons", id))) };
      });
      if (options.json) return printJson(io, login.myList);
      printTable(
        io,
        ["id", "name"],
        persons.flatMap((person) => (person === undefined ? [] : [[person.id, fullName(person)]])),
      );
    });

  const register = (
    verb: string,
    description: string,
    myList: (before: number[], persons: number[]) => number[],
  ): void => {
    noun
      .command(`${verb} <login> <person...>`)
      .description(description)
      .action(async (name: string, typed: string[]) => {
        const changed = async (store: Store) => {
          const persons = await findPersons(store, typed);
          const login: Login = await find(store, "logins", name);
          return { ...login, myList: myList(login.myList, persons) };
        };
        await change(access, "logins", changed, `My List of ${name} changed`);
      });
  };
  register("add", "add persons to a My List", (before, persons) => [...new Set([...before, ...persons])]);
  register("set", "replace a My List", (_before, persons) => [...new Set(persons)]);
  register("remove", "take persons out of a My List", (before, persons) =>
    before.filter((id) => !persons.includes(id)),
  );
}
