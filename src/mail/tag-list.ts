/** More tags than any record or signature of ours has; nobody honest writes so many. */
const MOST_TAGS = 50;

/**
 * Reads a list of tags such as `v=DKIM1; p=…` (RFC 6376 §3.2).
 *
 * @returns undefined for what is no such list; a tag that is given twice makes it none
 */
export function readTagList(text: string): Map<string, string> | undefined {
  const tags = new Map<string, string>();
  const specs = text.split(";");
  if (specs.length > MOST_TAGS) return undefined;
  for (const [place, spec] of specs.entries()) {
    if (spec.trim() === "" && place === specs.length - 1) continue;
    const [, name, value] = /^\s*([a-z]\w*)\s*=([\s\S]*)$/i.exec(spec) ?? [];
    if (name === undefined || value === undefined || tags.has(name)) return undefined;
    tags.set(name, value.trim());
  }
  return tags;
}
