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

/**
 * Between an account and what became of it: up to four words, an address among them, and no mark that ends a thought. Of
 * a connection or a message that was closed or deleted nothing follows for the account, nor of what is so for a while.
 */
export const FEW_WORDS =
  '(?: (?!verbindung|nachricht|mail |e-mail |hat |connexion|message|connessione|messaggio|vorue?ber|zeitw|derzeit|zurzeit|temp|moment|provis)[\\w@<>"()-]{1,25}){0,4}';

/** What servers of one language say, in the order in which it is asked: the sooner, the less it blames the address. */
export interface LanguageWordings {
  readonly aboutMail: readonly Wording[];
  readonly mailboxFull: readonly Wording[];
  /** Owners come back from a lock, an unpaid bill and a long absence. */
  readonly takesNothingNow: readonly Wording[];
  readonly nobodyThere: readonly Wording[];
}
