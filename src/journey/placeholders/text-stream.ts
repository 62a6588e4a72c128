/**
 * The text of a part as a reader's eye follows it, each character knowing its bytes: HTML tags take no room in it, a
 * character reference is one character. Raw bytes stand as the characters U+0000 to U+00FF, whatever the charset.
 */

/** Offsets of bytes, the end not included. */
export interface Range {
  from: number;
  to: number;
}

/** A stretch of the stream. If `whole` its characters share the byte range, else each has one byte of it. */
interface Run extends Range {
  at: number;
  whole: boolean;
}

/** Stands where a block of HTML begins or ends: no character of the text, but words do not run across it. */
export const BLOCK_EDGE = "\u2029";

export class TextStream {
  readonly text: string;
  readonly #runs: readonly Run[];

  constructor(text: string, runs: readonly Run[]) {
    this.text = text;
    this.#runs = runs;
  }

  /** The byte ranges of the characters from `start` to `end`, without the markup between them. */
  bytesOf(start: number, end: number): Range[] {
    const ranges: Range[] = [];
    for (let index = this.#runAt(start); index < this.#runs.length; index += 1) {
      const run = this.#runs[index];
      if (run === undefined || run.at >= end) break;
      const from = run.whole ? run.from : run.from + Math.max(0, start - run.at);
      const to = run.whole ? run.to : Math.min(run.to, run.from + (end - run.at));
      const last = ranges.at(-1);
      if (last?.to === from) last.to = to;
      else if (to > from) ranges.push({ from, to });
    }
    return ranges;
  }

  /** Index of the run that holds the character (binary search). */
  #runAt(position: number): number {
    let low = 0;
    let high = this.#runs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#runs[middle]?.at ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Puts a stream together in the order of the text. */
export class TextStreamBuilder {
  readonly #view: string;
  readonly #pieces: string[] = [];
  readonly #runs: Run[] = [];
  #length = 0;

  /** @param view all bytes of the part, one character each */
  constructor(view: string) {
    this.#view = view;
  }

  /** Bytes that stand for themselves. */
  addBytes(from: number, to: number): void {
    if (to > from) this.#add(this.#view.slice(from, to), { from, to, whole: false });
  }

  /** Bytes that together mean `text`, such as a character reference. */
  addMeaning(text: string, from: number, to: number): void {
    this.#add(text, { from, to, whole: true });
  }

  addBlockEdge(at: number): void {
    this.#add(BLOCK_EDGE, { from: at, to: at, whole: true });
  }

  build(): TextStream {
    return new TextStream(this.#pieces.join(""), this.#runs);
  }

  #add(text: string, run: Omit<Run, "at">): void {
    this.#runs.push({ ...run, at: this.#length });
    this.#pieces.push(text);
    this.#length += text.length;
  }
}
