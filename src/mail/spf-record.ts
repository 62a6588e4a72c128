/** SPF records (RFC 7208): which of the texts of a domain is one, and what it must say so that a server may send. */

/** The records among the texts of a domain; more than one is as good as none (§4.5). */
export function spfRecordsAmong(texts: readonly string[]): string[] {
  return texts.filter((text) => /^v=spf1(?: |$)/i.test(text));
}

/**
 * A record that lets these addresses send besides whom it lets send already.
 *
 * @param existing the record that stands there, undefined for none
 */
export function spfRecordWith(existing: string | undefined, addresses: readonly string[]): string {
  const terms = (existing ?? "v=spf1 ~all").trim().split(/\s+/);
  const missing = addresses.map(mechanismFor).filter((mechanism) => !terms.includes(mechanism));
  // Whatever stands behind `all` is never read (§5.1), and `redirect` stands last by custom.
  const end = terms.findIndex((term) => /^[+\-~?]?all$|^redirect=/i.test(term));
  return end === -1 ? [...terms, ...missing].join(" ") : terms.toSpliced(end, 0, ...missing).join(" ");
}

function mechanismFor(address: string): string {
  return address.includes(":") ? `ip6:${address}` : `ip4:${address}`;
}
