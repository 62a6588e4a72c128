/** How the commands of the directory reach it. */

import type { Config } from "../../config/config.ts";
import type { DirectoryRules } from "../../directory/file-checks.ts";
import type { World } from "../../world.ts";
import type { CommandContext } from "../program.ts";

export type Store = World["store"];

/**
 * Opens the database of an installation for one command and closes it afterwards, whatever happens.
 *
 * @param missing what to do when there is no database yet
 */
export type WithStore = <T>(
  config: Config,
  missing: "create" | "fail",
  use: (store: Store) => Promise<T>,
) => Promise<T>;

/** What every command of the directory is given. */
export interface DirectoryAccess {
  context: CommandContext;
  withStore: WithStore;
}

/** The rules that the configuration makes for the directory. */
export function rulesOf(config: Config): DirectoryRules {
  return {
    domain: config.domain,
    subgroupRoles: config.subgroupRoles,
    senders: config.senders.map(({ name }) => name),
  };
}

/** Asks the directory something. */
export function ask<T>({ context, withStore }: DirectoryAccess, question: (store: Store) => Promise<T>): Promise<T> {
  return withStore(context.config(), "fail", question);
}
