import type { Sender } from "../../config/senders.ts";
import {
  type DmarcRecord,
  dmarcRecordsAmong,
  formatDmarcRecord,
  isAligned,
  organisationalDomain,
  readDmarcRecord,
} from "../../mail/dmarc-record.ts";
import { type Draft, type Examination, unanswered } from "../examination.ts";
import { fromDomains, type Outgoing, returnPathDomain } from "../outgoing.ts";
import { zoneLine } from "../zone.ts";

/** More From domains of one identity are not looked at. */
const MOST_DOMAINS = 20;

/** Steps up the tree (RFC 9989 §4.10 asks for at most eight questions). */
const MOST_STEPS = 7;

/** What receivers are asked to do with mail in our name that nobody vouches for, and whether somebody vouches for ours. */
export async function checkDmarc(exam: Examination, sender: Sender, outgoing: Outgoing): Promise<Draft[]> {
  const domains = fromDomains(exam.config, sender).slice(0, MOST_DOMAINS);
  const drafts = await Promise.all(domains.map((domain) => checkDomain(exam, sender, { domain, outgoing })));
  return drafts.flat();
}

async function checkDomain(
  exam: Examination,
  sender: Sender,
  { domain, outgoing }: { domain: string; outgoing: Outgoing },
): Promise<Draft[]> {
  const about = { sender: sender.name, topic: "dmarc" } as const;
  const found = await recordFor(exam, domain);
  if (found.kind === "failed") return [unanswered(about, found)];
  const at = found.kind === "none" ? `_dmarc.${domain}` : found.at;
  const toPaste = {
    record: zoneLine(at, "TXT", formatDmarcRecord(exam.config.organisation.contact)),
    who: "dns-operator",
  } as const;
  switch (found.kind) {
    case "none":
      return [
        { ...about, verdict: "warning", text: "dmarc-none", values: { domain }, ...toPaste },
        ...alignment(exam, sender, { domain, outgoing }, { policy: "none", dkim: "relaxed", spf: "relaxed" }),
      ];
    case "several":
      return [{ ...about, verdict: "error", text: "dmarc-several", values: { at }, ...toPaste }];
    case "useless":
      return [{ ...about, verdict: "warning", text: "dmarc-useless", values: { at }, ...toPaste }];
    case "record":
      return alignment(exam, sender, { domain, outgoing }, found.record);
  }
}

/** Who vouches for the domain in From: our signature, or only the return path, which is lost when somebody forwards a mail? */
function alignment(
  exam: Examination,
  sender: Sender,
  { domain, outgoing }: { domain: string; outgoing: Outgoing },
  record: DmarcRecord,
): Draft[] {
  const about = { sender: sender.name, topic: "dmarc" } as const;
  const values = { domain, policy: record.policy };
  if (sender.dkim !== undefined && isAligned(domain, sender.dkim.domain, record.dkim)) {
    return [{ ...about, verdict: "ok", text: "dmarc-ok", values }];
  }
  const returnPath = returnPathDomain(exam.config, sender);
  if (isAligned(domain, returnPath, record.spf)) {
    return [{ ...about, verdict: "note", text: "dmarc-spf-only", values: { ...values, returnPath }, who: "operator" }];
  }
  // Somebody else's server signs for whom it sends; and who names the domain says that this one does.
  if (sender.dkim === undefined && (outgoing.kind === "relay" || sender.domains.includes(domain))) {
    const named = { ...values, relay: sender.relay.host };
    return [{ ...about, verdict: "not-checkable", text: "dmarc-relay-signs", values: named, who: "hoster" }];
  }
  const verdict = record.policy === "none" ? "warning" : "error";
  const signs = sender.dkim?.domain ?? "–";
  return [{ ...about, verdict, text: "dmarc-not-aligned", values: { ...values, returnPath, signs }, who: "operator" }];
}

type Found =
  | { kind: "record"; at: string; record: DmarcRecord }
  | { kind: "several" | "useless"; at: string }
  | { kind: "none" }
  | { kind: "failed"; question: string; why: string };

/** The record of a domain, or that of the nearest domain above it which has one, up to the registered one. */
async function recordFor({ dns }: Examination, domain: string): Promise<Found> {
  const top = organisationalDomain(domain);
  let name = domain;
  for (let step = 0; step < MOST_STEPS; step++) {
    const at = `_dmarc.${name}`;
    const answer = await dns.texts(at);
    if (answer.kind === "failed") return answer;
    const records = answer.kind === "found" ? dmarcRecordsAmong(answer.records) : [];
    if (records.length > 1) return { kind: "several", at };
    const [text] = records;
    if (text !== undefined) {
      const record = readDmarcRecord(text, name === domain ? "domain" : "subdomain");
      return record === undefined ? { kind: "useless", at } : { kind: "record", at, record };
    }
    if (name === top || !name.includes(".")) break;
    name = name.slice(name.indexOf(".") + 1);
  }
  return { kind: "none" };
}
