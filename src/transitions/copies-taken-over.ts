import { takeOverCopies } from "../store/copies.ts";
import { loadMessage, type Message, moveMessage, siblingsOf } from "../store/messages.ts";
import type { Tx } from "../store/tables.ts";

/**
 * A message was stopped before all of its copies had gone. Whoever was to get one, and belongs to another target of the
 * same mail as well, gets theirs from there: it was only left out because this message served them.
 */
export async function handOverCopies(tx: Tx, stopped: Message, now: number): Promise<void> {
  const siblings = await siblingsOf(tx, stopped);
  for (const id of siblings) {
    const sibling = await loadMessage(tx, id);
    if (sibling?.releasedAt == null || sibling.state === "cancelled" || sibling.state === "refused") continue;
    const copies = await takeOverCopies(tx, id, stopped.id, [...siblings, stopped.id], now);
    if (copies > 0) await moveMessage(tx, id, ["sent"], { state: "sending", settledAt: null });
  }
}
