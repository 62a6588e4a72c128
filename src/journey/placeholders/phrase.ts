import type { Source } from "./fields.ts";

/** A placeholder within its phrase. */
export interface PhraseWord {
  source: Source;
  /** Text for an empty value, null where none was written. */
  fallback: string | null;
}

/**
 * Placeholders that belong together because only a blank is between them: a salutation and names, or names. For several
 * persons they become one phrase ("Liebe Anna, lieber Urs"). All other placeholders are phrases of one.
 */
export type Phrase = PhraseWord[];

/** Whether the next placeholder goes on with the phrase: it asks for a name that does not stand in it yet. */
export function continuesPhrase(phrase: Phrase, next: Source): boolean {
  const head = phrase[0]?.source.kind;
  if (next.kind !== "name" || head === undefined || !HEADS.has(head)) return false;
  return !phrase.some(({ source }) => source.kind === "name" && source.part === next.part);
}

const HEADS = new Set<Source["kind"]>(["salutation", "honorific", "name"]);
