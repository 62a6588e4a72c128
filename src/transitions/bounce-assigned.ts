import { isLate } from "../journey/bounce/late.ts";
import { type Address, addressKey, canonicalDomain, domainOf } from "../mail/address.ts";
import { lastCopyBefore } from "../store/bounce-list.ts";
import { type Bounce, type BounceState, loadBounce, takeFromManual } from "../store/bounces.ts";
import { markBounced } from "../store/copies.ts";
import { addEvent } from "../store/events.ts";
import type { Tx } from "../store/tables.ts";
import type { World } from "../world.ts";
import { chargeFailure } from "./failure-recorded.ts";

/** What the wish to count a report against an address came to. */
export type Assigned =
  /** `message`: whose copy it was; null: counted for the address alone, because no copy had gone there. */
  | { kind: "assigned"; message: number | null; state: BounceState }
  | { kind: "no-such-bounce" }
  /** It is not in the manual folder. */
  | { kind: "not-manual"; state: BounceState }
  | { kind: "own-address" };

/**
 * Somebody knows whose report it is that lies in the manual folder: it counts as if it had come with a token, for the
 * last copy that had gone to the address by then.
 */
export async function assignBounce(world: World, id: number, address: Address): Promise<Assigned> {
  // Our own address in a report is the sender of the mail that came back, never who could not be reached.
  if (domainOf(address) === canonicalDomain(world.installation.domain)) return { kind: "own-address" };
  const now = world.clock();
  return world.store.atomically(async (tx) => {
    const bounce = await loadBounce(tx, id);
    if (bounce === undefined) return { kind: "no-such-bounce" };
    if (bounce.state !== "manual") return { kind: "not-manual", state: bounce.state };
    const message = await count(tx, bounce, address);
    const text = bounce.address === null ? "the report named nobody" : `the report named ${bounce.address}`;
    await addEvent(tx, { at: now, kind: "bounce-assigned", message, address, text, bounce: id });
    await chargeFailure(tx, world, id, now);
    // The rules may find that it is the provider who refuses us.
    const state = (await loadBounce(tx, id))?.state ?? "counted";
    return { kind: "assigned", message, state };
  });
}

/** Takes it out of the manual folder. @returns the message of its copy */
async function count(tx: Tx, { id, ...bounce }: Bounce, address: Address): Promise<number | null> {
  const { category, arrivedAt, words } = bounce;
  const copy = await lastCopyBefore(tx, bounce, addressKey(address));
  if (copy === undefined) {
    const { triedAt } = bounce;
    await takeFromManual(tx, id, { state: "counted", copy: null, message: null, address, triedAt });
    return null;
  }
  const state = isLate({ triedAt: copy.triedAt, arrivedAt }) ? "late" : "counted";
  if (state === "counted" && category !== "complaint") await markBounced(tx, copy.copy, words);
  await takeFromManual(tx, id, { state, ...copy, address });
  return copy.message;
}
