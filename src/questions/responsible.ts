import { loadMessage } from "../store/messages.ts";
import type { Read } from "../store/tables.ts";
import type { World } from "../world.ts";
import { targetFactsOf } from "./target-facts.ts";

/** Who reads what became of the addresses of a message: the responsible person of its group, else the contact. */
export async function responsibleFor(read: Read, world: World, message: number | null): Promise<string> {
  const { contact } = world.installation.organisation;
  if (message === null) return contact;
  const about = await loadMessage(read, message);
  const facts = about && (await targetFactsOf(read, world, about.target.ref));
  return facts?.settings?.responsible ?? contact;
}
