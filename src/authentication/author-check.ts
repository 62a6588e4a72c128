import { canonicalDomain } from "../mail/address.ts";
import { isAligned, isRelated } from "../mail/alignment.ts";
import type { Authentication } from "../mail/authentication-results.ts";
import type { HeaderBlock } from "../mail/header.ts";
import { type Client, ClientChecks, type SpfResult } from "./client-check.ts";
import { DmarcPolicies, type DmarcVerdict, type ProvenDomains } from "./dmarc-policy.ts";
import { describeEvidence } from "./evidence.ts";
import { type Ask, NameService } from "./name-service.ts";
import { type Signature, verifySignatures } from "./signatures.ts";

/** What all checks of one mail may take, however slowly servers answer and however big it is. */
const MOST_MS = 5_000;

/** What may be used up by the domain that the client names, which may be a forger's, until it is the signatures' turn. */
const CLIENT_SHARE = 0.5;

/** What they may still take when the server stops; the listeners wait a little longer for their clients. */
const STOPPING_MS = 2_000;

/** A mail whose author is to be proven. */
interface Claimed {
  client: Client;
  raw: Buffer;
  header: HeaderBlock;
  /** The domain of the one mailbox in From. */
  domain: string;
}

/** Finds out whether the From domain of a mail vouches for it. */
export interface AuthorChecks {
  /**
   * Never takes longer than five seconds. @returns undefined when that was too little to tell whether the mail is forged:
   * too much comes in at once, or the server stops
   */
  check(mail: Claimed): Promise<Authentication | undefined>;
  stop(): void;
}

/** @param servers DNS servers; none: those of the system */
export function startAuthorChecks(servers: readonly string[], mostMs = MOST_MS): AuthorChecks {
  const names = new NameService(servers);
  const clients = new ClientChecks();
  const policies = new DmarcPolicies();
  const running = new Set<AbortController>();
  let isStopped = false;

  async function check({ client, raw, header, domain }: Claimed): Promise<Authentication | undefined> {
    if (isStopped) return undefined;
    const end = new AbortController();
    running.add(end);
    const timer = setTimeout(() => end.abort(), mostMs);
    const clientEnd = new AbortController();
    const clientTimer = setTimeout(() => clientEnd.abort(), mostMs * CLIENT_SHARE);
    end.signal.addEventListener("abort", () => clientEnd.abort());
    const from = canonicalDomain(domain);
    try {
      // The policy first and with questions of its own: whoever forges a mail must not use up what it takes to see that.
      const asking = names.forOneMail(end.signal);
      const [unproven, spf] = await Promise.all([
        policies.judge(from, NOTHING, asking),
        clients.check(client, names.forOneMail(clientEnd.signal)),
      ]);
      const byClient = await conclude(from, unproven, spf, [], asking);
      // Who is proven by the client needs no signature; verifying one takes as long as all the rest of taking a mail in.
      if (byClient.authenticated) {
        return { authenticated: true, disowned: false, evidence: describeEvidence(from, byClient.verdict, spf) };
      }
      const signed = await verifySignatures(raw, header, from, names.forOneMail(end.signal), end.signal);
      const { verdict, ...concluded } = await conclude(from, unproven, spf, signed.signatures, asking);
      // What was broken off has found nothing out. A forger must gain nothing by a body that takes long to read, and
      // nobody else may lose by it.
      if (isStopped || (signed.isUnfinished && concluded.disowned)) return undefined;
      return { ...concluded, evidence: describeEvidence(from, verdict, spf, signed) };
    } finally {
      clearTimeout(timer);
      clearTimeout(clientTimer);
      running.delete(end);
    }
  }

  /** @param unproven what the From domain says of a mail for which nothing is proven */
  async function conclude(
    from: string,
    unproven: DmarcVerdict,
    spf: readonly SpfResult[],
    signatures: readonly Signature[],
    asking: Ask,
  ): Promise<{ verdict: DmarcVerdict; authenticated: boolean; disowned: boolean }> {
    // HELO speaks only where there is no other name (RFC 7489 §3.1.2). Others' domains say nothing about this one.
    const client = spf.slice(0, 1).filter(({ domain }) => isRelated(domain, from));
    const signers = signatures.filter(({ domain }) => isRelated(domain, from));
    const judge = async (passed: ProvenDomains): Promise<DmarcVerdict> =>
      passed.spf.length + passed.dkim.length === 0 ? unproven : policies.judge(from, passed, asking);

    // For a refusal every signature that passes counts, as the standard says; for sending unasked only what proves all.
    const spfDomains = domainsOf(client.filter(({ result }) => result === "pass"));
    const proven = { spf: spfDomains, dkim: domainsOf(signers.filter(({ isProof }) => isProof)) };
    const verdict = await judge({
      spf: spfDomains,
      dkim: domainsOf(signers.filter(({ result }) => result === "pass")),
    });
    const authenticated =
      verdict.result === "none"
        ? [...proven.spf, ...proven.dkim].some((domain) => isAligned(domain, from))
        : verdict.result === "pass" && (await judge(proven)).result === "pass";
    // Where the domain's own servers did not answer, nobody knows what they would have vouched for.
    const isCertain = [...client, ...signers].every(({ result }) => result !== "temperror");
    const disowned = verdict.result === "fail" && verdict.policy !== "none" && isCertain;
    return { verdict, authenticated, disowned };
  }

  return {
    check,
    stop() {
      setTimeout(() => {
        isStopped = true;
        for (const end of running) end.abort();
        names.close();
      }, STOPPING_MS).unref();
    },
  };
}

const NOTHING: ProvenDomains = { spf: [], dkim: [] };

function domainsOf(proofs: readonly { domain: string }[]): string[] {
  return [...new Set(proofs.map(({ domain }) => domain))];
}
