/** Characters that a reader does not see as such, and that mail programs put in and around placeholders all the same. */
import { viewText } from "../../mail/byte-view.ts";
import { encodeCharset } from "../../mail/charset.ts";

/** Soft hyphen, zero-width blank and joiners, direction marks, word joiner, byte order mark. */
const INVISIBLE = ["\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff"];
/** No-break space and its narrow and wide kin. */
const WIDE_BLANKS = ["\u00a0", "\u2002", "\u2003", "\u2007", "\u2009", "\u202f", "\u3000"];

/** The text without the characters that take no room. */
export function withoutInvisible(text: string): string {
  return text.replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "");
}

/** How such characters stand in a view of one charset. */
export interface UnseenSigns {
  /** A pattern for a run of invisible characters, null where the charset has none. */
  invisible: string | null;
  wideBlanks: readonly string[];
}

const KNOWN = new Map<string, UnseenSigns>();
/** Charsets have many names, and a stranger may think of more. */
const MOST_KNOWN = 100;

/** Finds out what stands in a view of this charset. */
export function unseenSignsIn(charset: string): UnseenSigns {
  const known = KNOWN.get(charset);
  if (known !== undefined) return known;
  const invisible = viewsOf(INVISIBLE, charset);
  const signs = {
    invisible: invisible.length === 0 ? null : `(?:${invisible.join("|")})+`,
    wideBlanks: viewsOf(WIDE_BLANKS, charset),
  };
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  KNOWN.set(charset, signs);
  return signs;
}

function viewsOf(characters: readonly string[], charset: string): string[] {
  return characters
    .filter((character) => encodeCharset(character, charset) !== undefined)
    .map((character) => viewText(character, charset));
}
