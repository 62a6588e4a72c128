import { takeOverCopies } from "../store/copies.ts";
import { loadMessage, moveMessage, siblingsOf } from "../store/messages.ts";
import { holdBackAtPauses } from "../store/providers.ts";
import type { Tx } from "../store/tables.ts";

/**
 * Copies of a message were stopped before they had gone: all of them, or those for people who want no more mail of its target.
 * Whoever was to get one, and belongs to another target of the same mail as well, gets theirs from there: it was only left
 * out because this message served them.
 */
export async function handOverCopies(tx: Tx, id: number, now: number): Promise<void> {
  const stopped = await loadMessage(tx, id);
  if (stopped === undefined) throw new Error(`message ${id} of stopped copies is gone`);
  const siblings = await siblingsOf(tx, stopped);
  for (const other of siblings) {
    const sibling = await loadMessage(tx, other);
    if (sibling?.releasedAt == null || sibling.state === "cancelled" || sibling.state === "refused") continue;
    const copies = await takeOverCopies(tx, other, id, [...siblings, id], now);
    if (copies === 0) continue;
    await holdBackAtPauses(tx, other, now);
    await moveMessage(tx, other, ["sent"], { state: "sending", settledAt: null });
  }
}
