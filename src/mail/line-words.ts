import { foldText } from "./fold-text.ts";

/** One word of a line, with its place in it. */
export interface Word {
  /** As written. */
  text: string;
  /** As word tables hold it. */
  folded: string;
  start: number;
  end: number;
}

/** The words of a line in order. Apostrophes join (d'accord), hyphens part (GMX-App). */
export function wordsOf(line: string): Word[] {
  return [...line.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’‘ʼ`´][\p{L}\p{N}\p{M}]+)*/gu)].map((found) => ({
    text: found[0],
    folded: withoutDrawl(foldText(found[0])),
    start: found.index,
    end: found.index + found[0].length,
  }));
}

/** «Jaaaa» and «Neiiin»: no word of the tables has the same letter three times in a row. */
function withoutDrawl(folded: string): string {
  return folded.replace(/([a-z])\1{2,}/g, "$1");
}

/** How many words the longest phrase of a table covers at one place, 0 where none begins there. Entries are folded. */
export function phraseLength(words: readonly Word[], at: number, phrases: ReadonlySet<string>): number {
  const longest = Math.min(MAX_PHRASE_WORDS, words.length - at);
  for (let length = longest; length > 0; length--) {
    const phrase = words.slice(at, at + length).map((word) => word.folded);
    if (phrases.has(phrase.join(" "))) return length;
  }
  return 0;
}

/** No table holds a longer phrase. */
const MAX_PHRASE_WORDS = 6;
