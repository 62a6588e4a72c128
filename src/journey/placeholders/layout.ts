/**
 * A text taken apart once, so that any number of copies can be put together from it: stretches that never change, slots
 * for values, and the blanks beside slots that must go when a value is empty.
 */
import { blanksEnd, blanksStart, isClosed, opensLine } from "./blanks.ts";
import type { KnownFields, Source } from "./fields.ts";
import type { Mark } from "./marks.ts";
import type { Context } from "./passage.ts";
import { continuesPhrase, type Phrase } from "./phrase.ts";
import type { Range } from "./text-stream.ts";

/** A place for a value. */
export interface Slot {
  context: Context;
  /** Index of its phrase, and which of the phrase's values stands here. */
  phrase: number;
  place: number;
  /** Indexes of the blanks right before and behind; neighbours share one. */
  before: number | undefined;
  after: number | undefined;
  opensLine: boolean;
  isClosed: boolean;
}

/** Bytes that stay; those with the index of a blank may be left out. */
export interface TextPiece extends Range {
  kind: "text";
  blank: number | undefined;
}

type Piece = TextPiece | { kind: "slot"; slot: number };

export interface Layout {
  phrases: Phrase[];
  slots: Slot[];
  pieces: Piece[];
}

/**
 * Placeholders that are filled in one mail. With the longest field of the directory in each of them a copy grows by five
 * million characters; a mail with more is refused (`too-large`).
 */
export const MOST_PLACEHOLDERS = 500;

/**
 * Lays out the placeholders of a text that this author may use; the others are ordinary text.
 *
 * @param marks all placeholders of the text as `findMarks` found them
 * @param most how many of them are filled
 */
export function layOut(
  marks: readonly Mark[],
  fields: KnownFields,
  byteLength: number,
  most: number = MOST_PLACEHOLDERS,
): Layout {
  const builder = new LayoutBuilder();
  for (const mark of marks) {
    const source = fields.sourceOf(mark);
    if (source !== undefined && builder.size < most) builder.add(mark, source);
  }
  return builder.build(byteLength);
}

/** Bytes of a placeholder or blank. Of a placeholder that is cut up by tags all but the first range vanish. */
interface Cut extends Range {
  piece: { kind: "slot"; slot: number } | { kind: "blank"; blank: number } | undefined;
}

class LayoutBuilder {
  readonly #phrases: Phrase[] = [];
  readonly #slots: Slot[] = [];
  readonly #cuts: Cut[] = [];
  #blanks = 0;
  #previous: { mark: Mark; slot: Slot } | undefined;

  get size(): number {
    return this.#slots.length;
  }

  add(mark: Mark, source: Source): void {
    const neighbour = this.#neighbourOf(mark);
    const lastPhrase = this.#phrases.at(-1);
    const joins = neighbour !== undefined && lastPhrase !== undefined && continuesPhrase(lastPhrase, source);
    const phrase = joins ? lastPhrase : [];
    if (!joins) this.#phrases.push(phrase);
    phrase.push({ source, fallback: mark.fallback });

    const slot: Slot = {
      context: mark.context,
      phrase: this.#phrases.length - 1,
      place: phrase.length - 1,
      before: neighbour === undefined ? this.#addBlank(mark, blanksStart(mark), mark.start) : neighbour.after,
      after: this.#addBlank(mark, mark.end, blanksEnd(mark)),
      opensLine: opensLine(mark),
      isClosed: isClosed(mark),
    };
    for (const [index, range] of mark.passage.stream.bytesOf(mark.start, mark.end).entries()) {
      this.#cuts.push({ ...range, piece: index === 0 ? { kind: "slot", slot: this.#slots.length } : undefined });
    }
    this.#slots.push(slot);
    this.#previous = { mark, slot };
  }

  build(byteLength: number): Layout {
    const pieces: Piece[] = [];
    let at = 0;
    const addText = (from: number, to: number, blank?: number) => {
      if (to > from) pieces.push({ kind: "text", from, to, blank });
    };
    for (const { from, to, piece } of this.#cuts.toSorted((one, other) => one.from - other.from)) {
      addText(at, from);
      if (piece?.kind === "slot") pieces.push(piece);
      if (piece?.kind === "blank") addText(from, to, piece.blank);
      at = to;
    }
    addText(at, byteLength);
    return { phrases: this.#phrases, slots: this.#slots, pieces };
  }

  /** The slot before this one, if nothing but blanks is between them. */
  #neighbourOf(mark: Mark): Slot | undefined {
    const previous = this.#previous;
    if (previous === undefined || previous.slot.after === undefined) return undefined;
    const touches = previous.mark.passage === mark.passage && blanksEnd(previous.mark) === mark.start;
    return touches ? previous.slot : undefined;
  }

  #addBlank(mark: Mark, start: number, end: number): number | undefined {
    if (start === end) return undefined;
    const blank = this.#blanks;
    this.#blanks += 1;
    for (const range of mark.passage.stream.bytesOf(start, end)) {
      this.#cuts.push({ ...range, piece: { kind: "blank", blank } });
    }
    return blank;
  }
}
