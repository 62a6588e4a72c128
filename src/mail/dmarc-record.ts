/** DMARC records (RFC 9989) as their owner sees them: what one says, what it should say, and which domains align. */

import { getDomain } from "tldts";
import { isAligned as isAlignedRelaxed } from "./alignment.ts";
import { readTagList } from "./tag-list.ts";

export interface DmarcRecord {
  policy: "none" | "quarantine" | "reject";
  /** How the domain of a signature and of a return path must agree with that of From. */
  dkim: "relaxed" | "strict";
  spf: "relaxed" | "strict";
}

/** The records among the texts at `_dmarc`; more than one is as good as none. */
export function dmarcRecordsAmong(texts: readonly string[]): string[] {
  return texts.filter((text) => /^v\s*=\s*DMARC1\s*(?:;|$)/.test(text));
}

/**
 * Reads a record for the domain that it stands at, or for one below it.
 *
 * @returns undefined for what receivers ignore
 */
export function readDmarcRecord(text: string, of: "domain" | "subdomain"): DmarcRecord | undefined {
  const tags = readTagList(text);
  if (tags === undefined) return undefined;
  const policy = policyOf((of === "subdomain" ? tags.get("sp") : undefined) ?? tags.get("p"));
  if (policy === undefined) return undefined;
  return { policy, dkim: modeOf(tags.get("adkim")), spf: modeOf(tags.get("aspf")) };
}

/** A first record that only asks for reports, and lets nobody use names below the domain that do not exist. */
export function formatDmarcRecord(reportsTo: string): string {
  return `v=DMARC1; p=none; np=reject; rua=mailto:${reportsTo}`;
}

/** Whether a mail that one domain vouches for may come in the name of the other. */
export function isAligned(from: string, vouching: string, mode: "relaxed" | "strict"): boolean {
  return from === vouching || (mode === "relaxed" && isAlignedRelaxed(vouching, from));
}

/** The domain that somebody registered, such as `verein.ch` of `gruppen.verein.ch`. */
export function organisationalDomain(domain: string): string {
  return getDomain(domain, { allowPrivateDomains: true }) ?? domain;
}

function policyOf(written: string | undefined): DmarcRecord["policy"] | undefined {
  const policy = written?.toLowerCase();
  return policy === "none" || policy === "quarantine" || policy === "reject" ? policy : undefined;
}

function modeOf(written: string | undefined): "relaxed" | "strict" {
  return written?.toLowerCase() === "s" ? "strict" : "relaxed";
}
