/** The languages that every text of ours exists in. */
export const LANGUAGES = ["de", "en", "fr", "it"] as const;

export type Language = (typeof LANGUAGES)[number];

/** Where neither the reader nor the installation has a language that we write. */
const LAST_RESORT: Language = "en";

/**
 * The language of a notice: the reader's own, else the installation's.
 * @param reader language tag of the reader (`de`, `fr-CH`), null where it is not known
 * @param installation language tag of the configuration, such as `de-CH`
 */
export function pickLanguage(reader: string | null, installation: string): Language {
  return written(reader ?? "") ?? written(installation) ?? LAST_RESORT;
}

/** Only the first subtag counts (RFC 5646 §2.1): `fr-CH` is written as `fr`. */
function written(tag: string): Language | undefined {
  const [primary] = tag.trim().toLowerCase().split(/[-_]/);
  return LANGUAGES.find((language) => language === primary);
}
