import { type BounceState, loadBounce, takeFromManual } from "../store/bounces.ts";
import { addEvent } from "../store/events.ts";
import type { World } from "../world.ts";

/** What the wish to put a report away came to. */
export type Dismissed =
  | { kind: "dismissed" }
  | { kind: "no-such-bounce" }
  /** It is not in the manual folder. */
  | { kind: "not-manual"; state: BounceState };

/** Takes a report out of the manual folder without charging anybody. */
export async function dismissBounce(world: World, id: number): Promise<Dismissed> {
  const now = world.clock();
  return world.store.atomically(async (tx) => {
    const bounce = await loadBounce(tx, id);
    if (bounce === undefined) return { kind: "no-such-bounce" };
    if (!(await takeFromManual(tx, id, "dismissed"))) return { kind: "not-manual", state: bounce.state };
    const { address, words } = bounce;
    await addEvent(tx, { at: now, kind: "bounce-dismissed", message: null, address, text: words, bounce: id });
    return { kind: "dismissed" };
  });
}
