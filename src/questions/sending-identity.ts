import { findSender, type SenderPlan } from "../journey/installation.ts";
import { senderState } from "../store/sender-states.ts";
import type { Read } from "../store/tables.ts";
import type { World } from "../world.ts";

/** As whom mail leaves. */
export interface SenderChoice {
  sender: SenderPlan;
  /** Why it is not the one that was chosen, in the operator's words; null where it is. */
  instead: string | null;
}

/** The identity that a group has chosen, else `default`, whatever its state. */
export function plannedSender({ installation }: World, name: string): SenderPlan {
  return findSender(installation, name) ?? installation.senders[0];
}

/** The identity as which the mail of a group that has chosen this one leaves if it is released now. */
export async function senderNow(read: Read, world: World, name: string): Promise<SenderChoice> {
  const sender = plannedSender(world, name);
  if (sender.name !== name) return { sender, instead: notConfigured(name) };
  if (!sender.fallback || sender === world.installation.senders[0]) return { sender, instead: null };
  const found = await senderState(read, name);
  if (found?.state !== "red") return { sender, instead: null };
  return { sender: world.installation.senders[0], instead: isRed(name) };
}

/** Why mail does not leave as an identity that the directory or a message names. */
export function notConfigured(name: string): string {
  return `the configuration has no sender "${name}"`;
}

/** Why mail does not leave as an identity in which the doctor has found an error. */
export function isRed(name: string): string {
  return `the sender "${name}" is red: see \`rundmail doctor\``;
}
