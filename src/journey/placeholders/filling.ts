import { type DroppedBlanks, droppedBlanks } from "./dropped-blanks.ts";
import { escapeFor } from "./escape.ts";
import type { Layout } from "./layout.ts";
import { phraseTexts, type Readers } from "./values.ts";

/** What one copy puts into a layout. */
export interface Filling {
  /** One text for each slot, escaped for its place. */
  values: string[];
  dropped: DroppedBlanks;
}

/** As long as a field of the directory may be; only the values of many persons together are longer, and are cut. */
const LONGEST_VALUE = 10_000;

/** Finds the values of one copy. */
export function fillingFor(layout: Layout, readers: Readers): Filling {
  const phrases = layout.phrases.map((phrase) => phraseTexts(phrase, readers));
  const texts = layout.slots.map((slot) => phrases[slot.phrase]?.[slot.place] ?? null);
  return {
    values: layout.slots.map((slot, index) => escapeFor(slot.context, shortened(texts[index] ?? ""))),
    dropped: droppedBlanks(layout, texts),
  };
}

function shortened(value: string): string {
  return value.length <= LONGEST_VALUE ? value : `${value.slice(0, LONGEST_VALUE).toWellFormed()} ...`;
}
