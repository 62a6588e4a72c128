import { fullName } from "../directory/name.ts";
import { type Address, addressKey, canonicalDomain, domainOf } from "../mail/address.ts";
import { OPERATOR } from "../notices/notice.ts";
import { clearFailures } from "../store/bounces.ts";
import { addEvent } from "../store/events.ts";
import { findPersonsByAddress } from "../store/persons.ts";
import {
  addSuppression,
  findSuppression,
  listSuppressions,
  removeSuppression,
  suppressByHand,
} from "../store/suppressions.ts";
import type { World } from "../world.ts";

/** The category of what no failure brought about. */
const BY_HAND = "manual";

/** What a wish that an address gets no more copies came to. */
export type Suppressed =
  /** `persons`: names of those who have the address now. */
  | { kind: "suppressed"; persons: string[] }
  /** A rule had done so before; from now on it is a decision by hand, which binds transactional mail too. */
  | { kind: "confirmed"; persons: string[] }
  /** It was decided by hand before, and nothing changes. */
  | { kind: "known"; since: string }
  | { kind: "own-address" };

/** From now on an address gets no more copies. One that waits is withdrawn when its turn comes. @param reason for people */
export async function suppressAddress(world: World, address: Address, reason: string | undefined): Promise<Suppressed> {
  if (domainOf(address) === canonicalDomain(world.installation.domain)) return { kind: "own-address" };
  const now = world.clock();
  return world.store.atomically(async (tx) => {
    const before = await findSuppression(tx, addressKey(address));
    if (before !== undefined && before.bounce === null) {
      return { kind: "known", since: new Date(before.sinceAt).toISOString() };
    }
    // Without a reason of its own the decision rests on what the server had said.
    const why = reason ?? before?.reason ?? "";
    const decision = { address, category: BY_HAND, reason: why, sinceAt: now, by: OPERATOR };
    if (before === undefined) await addSuppression(tx, { ...decision, bounce: null });
    else await suppressByHand(tx, decision);
    const text = why === "" ? `by ${OPERATOR}` : `by ${OPERATOR}: ${why}`;
    await addEvent(tx, { at: now, kind: "suppressed", message: null, address, text });
    const persons = await findPersonsByAddress(tx, addressKey(address));
    return { kind: before === undefined ? "suppressed" : "confirmed", persons: persons.map(fullName) };
  });
}

/** What a wish that an address gets copies again came to. */
export type Unsuppressed =
  | { kind: "unsuppressed"; address: string }
  /** `others`: all addresses that are suppressed. */
  | { kind: "not-suppressed"; others: string[] };

/** An address gets copies again, and what it failed so far counts no more. @param typed any text; compared as addresses are */
export async function unsuppressAddress(world: World, typed: string): Promise<Unsuppressed> {
  const now = world.clock();
  const key = addressKey(typed);
  return world.store.atomically(async (tx) => {
    const before = await findSuppression(tx, key);
    if (before === undefined || !(await removeSuppression(tx, key))) {
      return { kind: "not-suppressed", others: (await listSuppressions(tx)).map(({ address }) => address) };
    }
    await clearFailures(tx, key);
    const { address } = before;
    await addEvent(tx, { at: now, kind: "unsuppressed", message: null, address, text: `by ${OPERATOR}` });
    return { kind: "unsuppressed", address };
  });
}
