/** Where a match begins and ends. */
interface Match {
  index: number;
  end: number;
}

/**
 * Finds a pattern at or behind places that are asked for in ascending order. What was found stays valid until it is
 * passed, so that a text is searched once however often is asked.
 */
export class NextMatch {
  readonly #text: string;
  readonly #pattern: RegExp;
  #asked = 0;
  #found: Match | undefined;

  /** @param pattern with the flag `g` */
  constructor(text: string, pattern: RegExp) {
    this.#text = text;
    this.#pattern = new RegExp(pattern);
  }

  /** The first match at or behind `place`; behind the end of the text where there is none. */
  from(place: number): Match {
    const known = this.#found;
    if (known !== undefined && this.#asked <= place && place <= known.index) return known;
    this.#pattern.lastIndex = place;
    const match = this.#pattern.exec(this.#text);
    this.#asked = place;
    this.#found =
      match === null
        ? { index: this.#text.length, end: this.#text.length }
        : { index: match.index, end: this.#pattern.lastIndex };
    return this.#found;
  }
}
