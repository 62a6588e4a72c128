import { canonicalDomain } from "./address.ts";
import { isAligned } from "./alignment.ts";
import { type MethodResult, parseResultsField } from "./authentication-results-field.ts";
import { fieldValues, type HeaderBlock } from "./header.ts";

/** Whether the From domain is proven, and the results that say so, in the words of RFC 8601. */
export interface Authentication {
  authenticated: boolean;
  /** The From domain asks to refuse such a mail: it has not sent it (DMARC policy reject or quarantine). */
  disowned: boolean;
  evidence: string;
}

/**
 * Reads what trusted servers found out about the From domain (RFC 8601). Only fields of a trusted authserv-id count, and
 * per method the topmost such field: what stands further down may have come with the mail. DMARC decides where it says
 * pass for this From domain, or fail; else an aligned DKIM or SPF pass does (relaxed alignment, RFC 7489 §3.1).
 * Whether the field came from a trusted client at all is for the caller to know.
 */
export function readAuthenticationResults(
  header: HeaderBlock,
  trustedServIds: string[],
  fromDomain: string,
): Authentication {
  const results = topmostResults(header, new Set(trustedServIds.map((id) => id.toLowerCase())));
  const from = canonicalDomain(fromDomain);

  const dmarc = results.get("dmarc")?.[0];
  if (dmarc?.result === "fail") {
    return { authenticated: false, disowned: isDisowned(dmarc, from), evidence: describe(dmarc) };
  }
  if (dmarc?.result === "pass" && domainIn(dmarc, "header.from") === from) {
    return { authenticated: true, disowned: false, evidence: describe(dmarc) };
  }

  const candidates = [...(results.get("dkim") ?? []), ...(results.get("spf") ?? [])];
  const proof = candidates.find((found) => found.result === "pass" && isAligned(provenDomain(found), from));
  if (proof !== undefined) return { authenticated: true, disowned: false, evidence: describe(proof) };

  const seen = [...results.values()].flat().map(describe);
  return {
    authenticated: false,
    disowned: false,
    evidence: seen.join("; ") || "no result of a trusted server",
  };
}

/** All results of the topmost trusted field that speaks of a method: one mail may carry several DKIM signatures. */
function topmostResults(header: HeaderBlock, trusted: ReadonlySet<string>): Map<string, MethodResult[]> {
  const topmost = new Map<string, MethodResult[]>();
  for (const value of fieldValues(header, "authentication-results")) {
    const field = parseResultsField(value);
    if (field === undefined || !trusted.has(field.servId)) continue;
    // A trusted server wrote this and we cannot read it. What it hides must not be decided by an older field.
    if (field.results === undefined) break;
    for (const [method, results] of Map.groupBy(field.results, (result) => result.method)) {
      if (!topmost.has(method)) topmost.set(method, results);
    }
  }
  return topmost;
}

/** The domain that a pass proves. */
function provenDomain(found: MethodResult): string | undefined {
  if (found.method === "dkim") return domainIn(found, "header.d") ?? domainIn(found, "header.i");
  // A server that checked MAIL FROM mentions HELO too, but did not prove it.
  const name = found.properties.has("smtp.mailfrom") ? "smtp.mailfrom" : "smtp.helo";
  return domainIn(found, name);
}

function domainIn(found: MethodResult, property: string): string | undefined {
  const value = found.properties.get(property);
  // The value may be an address, in brackets or not.
  const domain = value?.slice(value.lastIndexOf("@") + 1).replace(/>$/, "");
  return domain === undefined || domain === "" ? undefined : canonicalDomain(domain);
}

/** Where the front server says what the domain asks for (RFC 9989 §9.1), and handed the mail on all the same. */
function isDisowned(dmarc: MethodResult, from: string): boolean {
  const policy = dmarc.properties.get("policy.dmarc")?.toLowerCase();
  return domainIn(dmarc, "header.from") === from && (policy === "reject" || policy === "quarantine");
}

function describe({ method, result, properties }: MethodResult): string {
  const named = [...properties].filter(([name]) => PROVING_PROPERTIES.has(name));
  return [`${method}=${result}`, ...named.map(([name, value]) => `${name}=${value}`)].join(" ");
}

const PROVING_PROPERTIES = new Set([
  "header.from",
  "header.d",
  "header.i",
  "smtp.mailfrom",
  "smtp.helo",
  "policy.dmarc",
]);
