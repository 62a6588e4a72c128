import type { SpfResult } from "./client-check.ts";
import type { DmarcVerdict } from "./dmarc-policy.ts";
import type { SignatureReport } from "./signatures.ts";

/**
 * What was found out about an author, in the words of RFC 8601 and as an operator reads it in `message show`.
 *
 * @param signed undefined where nobody had to look at signatures
 */
export function describeEvidence(
  from: string,
  verdict: DmarcVerdict,
  spf: readonly SpfResult[],
  signed?: SignatureReport,
): string {
  const policy = verdict.result === "pass" || verdict.result === "fail" ? ` policy.dmarc=${verdict.policy}` : "";
  return [
    `dmarc=${verdict.result} header.from=${named(from)}${policy}`,
    ...spf.map(({ result, identity, domain }) => `spf=${result} smtp.${identity}=${named(domain)}`),
    ...(signed === undefined ? [] : describeSignatures(signed)),
  ].join("; ");
}

function describeSignatures({ signatures, arc }: SignatureReport): string[] {
  const results = signatures.map(({ result, domain, detail }) => {
    const signer = domain === "" ? "" : ` header.d=${named(domain)}`;
    return `dkim=${result}${signer}${detail === undefined ? "" : ` (${plain(detail)})`}`;
  });
  return [...(results.length === 0 ? ["dkim=none"] : results), ...(arc === undefined ? [] : [`arc=${arc}`])];
}

/** A stranger wrote it: only what is a name is shown. */
function named(domain: string): string {
  return /^[a-z0-9._-]{1,253}$/i.test(domain) ? domain : "?";
}

/** Details come from the library, some of them with words of DNS or OpenSSL. */
function plain(detail: string): string {
  return detail.replace(/[^\w .:=-]/g, "?").slice(0, 100);
}
