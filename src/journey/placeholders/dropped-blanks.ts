import type { Layout, Slot } from "./layout.ts";

/** Indexes of blanks that are left out of one copy. */
export type DroppedBlanks = ReadonlySet<number>;

const NONE: DroppedBlanks = new Set();

/**
 * Decides which blanks go where values are empty, so that neither two blanks in a row nor a blank before a comma is left:
 * the blank before an empty value if a blank, a closing sign or the end of the line follows, else the one behind it if the
 * line begins there.
 *
 * @param texts for each slot; null: another slot of its phrase speaks for it, so the blank between them goes in any case
 */
export function droppedBlanks(layout: Layout, texts: readonly (string | null)[]): DroppedBlanks {
  if (!texts.some((text) => text === null || text === "")) return NONE;
  const dropped = new Set<number>();
  /** The blank behind the last slot, if everything before it on the line was empty. */
  let openingBlank: number | undefined;
  for (const [index, slot] of layout.slots.entries()) {
    const text = texts[index];
    const opensLine = slot.opensLine || (slot.before !== undefined && slot.before === openingBlank);
    openingBlank = undefined;
    if (text !== null && text !== "") continue;
    if (text === null || hasBlankBefore(slot, dropped)) {
      const isSurplus = text === null || slot.after !== undefined || slot.isClosed;
      if (isSurplus && slot.before !== undefined) dropped.add(slot.before);
    } else if (opensLine && slot.after !== undefined) {
      dropped.add(slot.after);
      openingBlank = slot.after;
    }
  }
  return dropped;
}

function hasBlankBefore(slot: Slot, dropped: DroppedBlanks): boolean {
  return slot.before !== undefined && !dropped.has(slot.before);
}
