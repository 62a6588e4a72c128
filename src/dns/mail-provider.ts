import type { MxRecord } from "node:dns";
import { Resolver } from "node:dns/promises";
import { getDomain } from "tldts";

/** How often a server is asked, and how long it may take the first time. */
const TRIES = 2;
const TRY_MS = 1_500;

/** What all of it may take, however many servers are asked and however slowly one of them talks. */
const MOST_MS = 5_000;

/**
 * Who runs the mail servers of a domain: the registrable domain of the MX with the lowest preference, such as
 * `google.com`. A domain without one, or of which DNS says nothing useful, stands for itself.
 *
 * @param servers DNS servers; none: those of the system
 * @param gaveUp ends the search early
 */
export async function findMailProvider(
  domain: string,
  servers: readonly string[],
  gaveUp: AbortSignal,
): Promise<string> {
  if (gaveUp.aborted) return domain;
  // One for each domain: whoever cancels ends all searches of a resolver.
  const resolver = new Resolver({ timeout: TRY_MS, tries: TRIES });
  if (servers.length > 0) resolver.setServers(servers);
  const cancel = (): void => resolver.cancel();
  const timer = setTimeout(cancel, MOST_MS);
  gaveUp.addEventListener("abort", cancel);
  try {
    return providerAmong(await resolver.resolveMx(domain)) ?? domain;
  } catch {
    // No such name, no MX, no answer, nonsense: that all comes to the same.
    return domain;
  } finally {
    clearTimeout(timer);
    gaveUp.removeEventListener("abort", cancel);
  }
}

/** @returns undefined for none, for a null MX (RFC 7505) and for what is no host name */
function providerAmong(records: readonly MxRecord[]): string | undefined {
  // Of equal ones the name decides: they come in any order, and the answer is to be always the same.
  const [best] = records.toSorted(
    (one, other) => one.priority - other.priority || (one.exchange < other.exchange ? -1 : 1),
  );
  return getDomain(best?.exchange.toLowerCase() ?? "") ?? undefined;
}
