import type { TargetRef } from "../directory/target.ts";
import { classify } from "../journey/classify.ts";
import type { Question } from "../store/holds.ts";
import type { Read } from "../store/tables.ts";
import type { World } from "../world.ts";
import { targetFactsOf, whoWrote } from "./target-facts.ts";

/**
 * Whether somebody who was asked may still see names and counts of the target: a question may wait for days in which they
 * lose the role or the right, or their address goes to somebody else, while others join who never agreed to be shown.
 */
export async function mayStillRead(read: Read, world: World, ref: TargetRef, asked: Question): Promise<boolean> {
  if (!asked.mayRead) return false;
  const found = await whoWrote(read, asked.address);
  const who = {
    persons: found.persons.filter(({ id }) => id === asked.person),
    logins: found.logins.filter(({ login, person }) =>
      asked.person === null ? login.name === asked.login : person?.id === asked.person,
    ),
  };
  const facts = await targetFactsOf(read, world, ref, who);
  return facts !== undefined && classify(who, ref, facts.standing).mayRead;
}
