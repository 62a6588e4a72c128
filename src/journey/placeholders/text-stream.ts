/**
 * The text of a part as a reader's eye follows it, each character knowing its bytes: HTML tags take no room in it, a
 * character reference is one character. Raw bytes stand as in `mail/byte-view`.
 */
import { NextMatch } from "./next-match.ts";

/** Offsets of bytes, the end not included. */
export interface Range {
  from: number;
  to: number;
}

/**
 * Stretches of the stream, as columns because there may be a million. One with a `meaning` is bytes that together say
 * that text; of all others each byte is a character.
 */
interface Runs {
  /** Place of each run in the text. */
  at: number[];
  from: number[];
  to: number[];
  meaning: (string | undefined)[];
}

export class TextStream {
  readonly text: string;
  readonly #runs: Runs;

  /** @param view all bytes of the part, one character each */
  constructor(view: string, runs: Runs) {
    this.#runs = runs;
    this.text = runs.meaning.map((meaning, run) => meaning ?? view.slice(runs.from[run], runs.to[run])).join("");
  }

  /** The byte ranges of the characters from `start` to `end`, without the markup between them. */
  bytesOf(start: number, end: number): Range[] {
    const { at, from, to, meaning } = this.#runs;
    const ranges: Range[] = [];
    for (let index = this.#runAt(start); index < at.length; index += 1) {
      const place = at[index] ?? end;
      if (place >= end) break;
      const isWhole = meaning[index] !== undefined;
      const first = (from[index] ?? 0) + (isWhole ? 0 : Math.max(0, start - place));
      const last = isWhole ? (to[index] ?? 0) : Math.min(to[index] ?? 0, (from[index] ?? 0) + end - place);
      const previous = ranges.at(-1);
      if (previous?.to === first) previous.to = last;
      else if (last > first) ranges.push({ from: first, to: last });
    }
    return ranges;
  }

  /** Index of the run that holds the character (binary search). */
  #runAt(position: number): number {
    let low = 0;
    let high = this.#runs.at.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#runs.at[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** With fewer hashes there is no placeholder. */
const HASHES_OF_ONE = "######".length;

/** Puts streams together in the order of the text, one after another. */
export class TextStreamBuilder {
  readonly #view: string;
  readonly #hashes: NextMatch;
  #runs: Runs = { at: [], from: [], to: [], meaning: [] };
  #length = 0;
  #hashCount = 0;

  /** @param view all bytes of the part, one character each */
  constructor(view: string) {
    this.#view = view;
    this.#hashes = new NextMatch(view, /#/g);
  }

  /** Bytes that stand for themselves. */
  addBytes(from: number, to: number): void {
    if (to <= from) return;
    this.#countHashes(from, to);
    const last = this.#runs.at.length - 1;
    if (last >= 0 && this.#runs.to[last] === from && this.#runs.meaning[last] === undefined) {
      this.#runs.to[last] = to;
    } else {
      this.#add(from, to, undefined);
    }
    this.#length += to - from;
  }

  /** Bytes that together mean `text`, such as a character reference; nothing at all if they are not seen. */
  addMeaning(text: string, from: number, to: number): void {
    if (text === "#") this.#hashCount += 1;
    this.#add(from, to, text);
    this.#length += text.length;
  }

  /** What was added since the last time; undefined where no placeholder can be in it. */
  take(): TextStream | undefined {
    const stream = this.#hashCount >= HASHES_OF_ONE ? new TextStream(this.#view, this.#runs) : undefined;
    if (this.#length > 0 || this.#runs.at.length > 0) this.#runs = { at: [], from: [], to: [], meaning: [] };
    this.#length = 0;
    this.#hashCount = 0;
    return stream;
  }

  #countHashes(from: number, to: number): void {
    let hash = this.#hashes.from(from).index;
    while (hash < to && this.#hashCount < HASHES_OF_ONE) {
      this.#hashCount += 1;
      hash = this.#hashes.from(hash + 1).index;
    }
  }

  #add(from: number, to: number, meaning: string | undefined): void {
    this.#runs.at.push(this.#length);
    this.#runs.from.push(from);
    this.#runs.to.push(to);
    this.#runs.meaning.push(meaning);
  }
}
