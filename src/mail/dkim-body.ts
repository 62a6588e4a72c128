/**
 * The body of a mail as a signature sees it: relaxed canonicalisation (RFC 6376 §3.4.4). The body comes in chunks of any
 * size. They are neither joined nor copied, because most of a body is its own canonical form.
 */

import { plainWordsEnd, wordStart, wordsOf } from "./dkim-plain-words.ts";

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;

const LINE_END = Buffer.from("\r\n");
const BLANK = Buffer.from(" ");

/** So much is read at a time; in between there is room for other work. */
const SLICE_BYTES = 131_072;

/** From here on it pays to remember what was seen: long chunks are attachments, the same in every copy. */
const LONG_CHUNK_BYTES = 16_384;

/** Shorter pieces are gathered, because many small ones are hashed slowly. */
const SHORT_PIECE_BYTES = 512;

/** Where short pieces are gathered, those of all bodies: nothing is left in it between two slices. */
const page = Buffer.allocUnsafe(16_384);

/** Bytes from one that is visible to another, which are their own canonical form. */
interface Stretch {
  from: number;
  to: number;
}

const NOTHING: Stretch = { from: 0, to: 0 };

/** The longest stretch in each slice of a long chunk. */
const stretches = new WeakMap<Buffer, Stretch[]>();

/**
 * Takes the chunks of one body after another. A CR or LF that stands alone is a line end, because that is what the wire
 * makes of it (RFC 5321 §2.3.8).
 */
export class RelaxedBody {
  readonly #take: (canonical: Buffer) => void;
  #gathered = 0;
  #isEmpty = true;
  /** Line ends that nothing visible has followed: those at the end of the body do not count. */
  #lineEnds = 0;
  /** Whether there are blanks that nothing visible has followed: those at the end of a line do not count. */
  #isBlank = false;
  #isAfterCr = false;

  /** @param take is given the canonical form in pieces, and must have read each when it returns */
  constructor(take: (canonical: Buffer) => void) {
    this.#take = take;
  }

  /** Takes the next chunk, and yields between its slices. */
  *add(chunk: Buffer): Generator<void> {
    const known = stretches.get(chunk);
    const seen: Stretch[] = [];
    for (let from = 0; from < chunk.length; from += SLICE_BYTES) {
      const to = Math.min(from + SLICE_BYTES, chunk.length);
      const stretch = known?.[from / SLICE_BYTES];
      if (stretch === undefined) seen.push(this.#read(chunk, from, to));
      else this.#readAround(chunk, from, to, stretch);
      this.#turnPage();
      if (to < chunk.length) yield;
    }
    if (known === undefined && chunk.length >= LONG_CHUNK_BYTES) stretches.set(chunk, seen);
  }

  /** There are no more chunks. */
  end(): void {
    if (!this.#isEmpty) this.#take(LINE_END);
  }

  #readAround(chunk: Buffer, from: number, to: number, stretch: Stretch): void {
    if (stretch.to === stretch.from) {
      this.#read(chunk, from, to);
      return;
    }
    this.#read(chunk, from, stretch.from);
    this.#closeGap();
    this.#give(chunk, stretch.from, stretch.to);
    this.#read(chunk, stretch.to, to);
  }

  /** @returns the longest stretch between these two offsets */
  #read(chunk: Buffer, start: number, end: number): Stretch {
    let longest = NOTHING;
    /** Begin of the stretch that is being read. */
    let from = start;
    /** Behind the last visible byte. */
    let to = start;
    let lineEnds = this.#lineEnds;
    let isBlank = this.#isBlank;
    let isAfterCr = this.#isAfterCr;
    /** Whether the gap before the next visible byte is written otherwise in the canonical form. */
    let isOdd = true;
    const words = wordsOf(chunk);
    const firstWord = wordStart(chunk);
    const endWord = (end - firstWord) >> 2;
    for (let at = start; at < end; at += 1) {
      const byte = chunk[at] ?? 0;
      if (byte > SPACE || (byte !== SPACE && byte !== CR && byte !== LF && byte !== TAB)) {
        if (isOdd || isAfterCr) {
          if (to - from > longest.to - longest.from) longest = { from, to };
          this.#give(chunk, from, to);
          this.#lineEnds = lineEnds;
          this.#isBlank = isBlank;
          this.#closeGap();
          from = at;
        }
        to = at + 1;
        lineEnds = 0;
        isBlank = false;
        isAfterCr = false;
        isOdd = false;
        if (((to - firstWord) & 3) === 0) {
          const plainEnd = plainWordsEnd(words, (to - firstWord) >> 2, endWord) * 4 + firstWord;
          if (plainEnd > to) {
            // A blank at the end of these words may be the first of several.
            to = chunk[plainEnd - 1] === SPACE ? plainEnd - 1 : plainEnd;
            at = to - 1;
          }
        }
      } else if (byte === SPACE || byte === TAB) {
        if (byte === TAB || isBlank || isAfterCr) isOdd = true;
        isBlank = true;
        isAfterCr = false;
      } else if (byte === LF && isAfterCr) {
        isAfterCr = false;
      } else {
        if (byte === LF || isBlank || isAfterCr) isOdd = true;
        lineEnds += 1;
        isBlank = false;
        isAfterCr = byte === CR;
      }
    }
    this.#give(chunk, from, to);
    this.#lineEnds = lineEnds;
    this.#isBlank = isBlank;
    this.#isAfterCr = isAfterCr;
    return to - from > longest.to - longest.from ? { from, to } : longest;
  }

  /** Writes the gap before a visible byte: its line ends, and one blank for all that stand behind them. */
  #closeGap(): void {
    for (; this.#lineEnds > 0; this.#lineEnds -= 1) this.#give(LINE_END, 0, LINE_END.length);
    if (this.#isBlank) this.#give(BLANK, 0, BLANK.length);
    this.#isBlank = false;
  }

  #give(bytes: Buffer, from: number, to: number): void {
    if (to === from) return;
    this.#isEmpty = false;
    if (to - from >= SHORT_PIECE_BYTES) {
      this.#turnPage();
      this.#take(bytes.subarray(from, to));
      return;
    }
    if (this.#gathered + to - from > page.length) this.#turnPage();
    this.#gathered += bytes.copy(page, this.#gathered, from, to);
  }

  #turnPage(): void {
    if (this.#gathered > 0) this.#take(page.subarray(0, this.#gathered));
    this.#gathered = 0;
  }
}
