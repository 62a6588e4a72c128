import { getDomain } from "tldts";

/**
 * Whether what a domain proves counts for a From domain that publishes no rule of its own: relaxed alignment, that is
 * the same organisational domain, one label more than the public suffix (RFC 7489 §3.1, §3.2). Both are canonical.
 */
export function isAligned(proven: string | undefined, from: string): boolean {
  if (proven === undefined || from === "") return false;
  if (proven === from) return true;
  const organisation = getDomain(from, { allowPrivateDomains: true });
  return organisation !== null && getDomain(proven, { allowPrivateDomains: true }) === organisation;
}

/** Whether a rule could be published by which one counts for the other: they are related at all. */
export function isRelated(proven: string, from: string): boolean {
  return isAligned(proven, from) || isBelow(proven, from) || isBelow(from, proven);
}

function isBelow(domain: string, above: string): boolean {
  return above !== "" && domain.endsWith(`.${above}`);
}
