import { bindingOfCopy } from "../journey/bindings.ts";
import { decidesOptOut } from "../journey/opt-out.ts";
import { readToken, type Token, verifyToken } from "../mail/token.ts";
import { copyBinding } from "../store/copies.ts";
import { loadMessage, type Message } from "../store/messages.ts";
import type { World } from "../world.ts";
import { targetFactsOf } from "./target-facts.ts";

/** Whose mail it was of which somebody wants no more. */
export interface AskedOptOut {
  message: Message;
  /** Where the copy went. */
  address: string;
  addressKey: string;
  decides: ReturnType<typeof decidesOptOut>;
}

/** What a mail to `unsubscribe-TOKEN@` is about; undefined where the token is none that we made. */
export async function whatIsOptedOutOf(world: World, token: Token): Promise<AskedOptOut | undefined> {
  const named = readToken(token);
  if (named?.purpose !== "unsubscribe") return undefined;
  return world.store.snapshot(async (read) => {
    const copy = await copyBinding(read, named.row);
    if (copy === undefined || !verifyToken(world.secret, token, bindingOfCopy(copy))) return undefined;
    const message = await loadMessage(read, copy.message);
    if (message === undefined) throw new Error(`message ${copy.message} of copy ${named.row} is gone`);
    const facts = await targetFactsOf(read, world, message.target.ref);
    const decides = decidesOptOut([message.class, facts?.settings?.class ?? message.class]);
    return { message, address: copy.address, addressKey: copy.addressKey, decides };
  });
}
