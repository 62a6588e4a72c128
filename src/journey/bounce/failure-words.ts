/** What a wording can mean. A complaint is no failure: feedback reports tell of it (RFC 5965). */
export type WordedCategory = "hard" | "soft" | "mailbox-full" | "policy";

/** A wording that servers use, and what it means for the address. */
export interface Wording {
  readonly category: WordedCategory;
  /**
   * Matched against words in lower case, without accents, line breaks and codes that only repeat themselves; each
   * address stands there as a single "@".
   */
  readonly said: RegExp;
  /** Which mail system says so. */
  readonly by: string;
}

export function wordings(category: WordedCategory, table: readonly (readonly [RegExp, string])[]): readonly Wording[] {
  return table.map(([said, by]) => ({ category, said, by }));
}
