/** RFC 5321 §4.5.3.1.1. */
const MAX_LOCAL_PART_OCTETS = 64;

/** RFC 5322 §3.2.3, lower-case; no other script, because most mail programs could not write to it (RFC 6531). */
const DOT_ATOM = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;

/** Words with a meaning of their own; `mailer-daemon` is what other servers take for the sender of error reports. */
const RESERVED_WORDS: readonly string[] = ["ml", "service", "noreply", "postmaster", "abuse", "mailer-daemon"];

/** All forms of contract 2 begin like this, and so would every form that is added later. */
const RESERVED_BEGINNING = /^(gr|sg|fp|ml|confirm|reject|bounce|unsubscribe)(?=-|\d)/;

/** Says why a text can be no alias, as the end of "must …" would; `undefined`: it can be one. */
export function aliasProblem(text: string): string | undefined {
  if (text !== text.toLowerCase()) return "must be in lower case";
  if (text.length > MAX_LOCAL_PART_OCTETS) return `must have at most ${MAX_LOCAL_PART_OCTETS} characters`;
  if (!DOT_ATOM.test(text)) return "must be a word of the letters a to z, digits, hyphens and single dots";
  if (RESERVED_WORDS.includes(text)) return "must be none of the addresses that Rundmail uses itself";
  const [, prefix] = RESERVED_BEGINNING.exec(text) ?? [];
  if (prefix !== undefined) return `must not begin with "${prefix}" and a hyphen or digit: Rundmail uses that itself`;
  return undefined;
}

/** Whether a text can be an alias. Whether somebody owns it already is another question. */
export function isAlias(text: string): boolean {
  return aliasProblem(text) === undefined;
}

/** Who owns an alias. */
export interface AliasOwner {
  kind: "group" | "subgroup" | "filter";
  id: number;
}
