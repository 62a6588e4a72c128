import { dmarc } from "mailauth/lib/dmarc/index.js";
import { type Ask, KEPT_MS } from "./name-service.ts";
import { RecentAnswers } from "./recent-answers.ts";

/** What the From domain says of a mail for which these domains are proven (RFC 9989 §5.3). */
export interface DmarcVerdict {
  /** `none`: the domain has published nothing that can be read. */
  result: "pass" | "fail" | "none" | "temperror";
  /** What it asks for, of this very domain and in its test mode one less. */
  policy: "none" | "quarantine" | "reject";
}

/** Domains that are proven, by the client's address or by signatures. */
export interface ProvenDomains {
  spf: string[];
  dkim: string[];
}

const MOST_KEPT = 1_000;

/** Asks for policies of From domains, and whether what is proven is aligned with them. */
export class DmarcPolicies {
  readonly #verdicts = new RecentAnswers<DmarcVerdict>(MOST_KEPT, KEPT_MS);

  /** @param from canonical */
  async judge(from: string, proven: ProvenDomains, ask: Ask): Promise<DmarcVerdict> {
    const question = JSON.stringify([from, proven.spf, proven.dkim]);
    const known = this.#verdicts.get(question);
    if (known !== undefined) return known;
    const verdict = await judgeNow(from, proven, ask);
    if (verdict.result !== "temperror") this.#verdicts.keep(question, verdict);
    return verdict;
  }
}

async function judgeNow(from: string, { spf, dkim }: ProvenDomains, ask: Ask): Promise<DmarcVerdict> {
  // The domain of the one mailbox that our own strict parser found, and not what the library would read in the field.
  const found = await dmarc({
    headerFrom: [`author@${from}`],
    fromFields: 1,
    spfDomains: spf,
    dkimDomains: dkim.map((domain) => ({ domain })),
    resolver: ask,
    strict: true,
  });
  if (found === false) return { result: "none", policy: "none" };
  const { result } = found.status;
  if (result !== "pass" && result !== "fail" && result !== "temperror") return { result: "none", policy: "none" };
  return { result, policy: asPolicy(found.policy) };
}

function asPolicy(word: string | undefined): DmarcVerdict["policy"] {
  return word === "reject" || word === "quarantine" ? word : "none";
}
