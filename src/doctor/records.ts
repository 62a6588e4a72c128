import type { Config } from "../config/config.ts";
import { formatDkimRecord } from "../mail/dkim-record.ts";
import { dmarcRecordsAmong, formatDmarcRecord } from "../mail/dmarc-record.ts";
import { spfRecordsAmong, spfRecordWith } from "../mail/spf-record.ts";
import { OperatorError } from "../operator-error.ts";
import { readDkimKey } from "./checks/dkim.ts";
import { type DnsQuestions, dnsQuestions, reverseName } from "./dns-questions.ts";
import { fromDomains, outgoingOf, returnPathDomain } from "./outgoing.ts";
import type { RecordReason } from "./texts/record-words.ts";
import type { RecordType } from "./zone.ts";

/** A record that somebody has to set. */
export interface WantedRecord {
  name: string;
  type: RecordType;
  value: string;
  why: RecordReason;
  /** `zone`: in the zone of the domain; `cname`: there instead; `own-zone`: in ours, so that those lead somewhere; `hint`: to compare; `unseen`: there may be one already, and a second one would make both worthless. */
  form: "zone" | "cname" | "own-zone" | "hint" | "unseen";
}

/**
 * The records that a domain needs so that mail in its name, and to it, arrives. What stands there already is kept where
 * there can be only one of a kind.
 */
export async function recordsFor(config: Config, domain: string, signal: AbortSignal): Promise<WantedRecord[]> {
  const known = [...new Set([config.domain, ...config.senders.flatMap((sender) => domainsOf(config, sender))])];
  if (!known.includes(domain)) {
    throw new OperatorError({
      sentence: `No sender uses the domain ${domain}.`,
      hint: `Known are ${known.join(", ")}; others are named under senders in config.json.`,
      exitCode: 1,
    });
  }
  const dns = dnsQuestions(config.dns.servers, signal);
  const mx: WantedRecord[] =
    domain === config.domain
      ? [{ name: domain, type: "MX", value: `10 ${config.hostname}.`, why: "mx", form: "zone" }]
      : [];
  return [
    ...mx,
    ...(await spfRecords(config, domain, dns)),
    ...(await dkimRecords(config, domain)),
    await dmarcRecord(config, domain, dns),
    ...(await addressRecords(config, domain, dns)),
    ...bounceRecords(config, domain),
  ];
}

type Sender = Config["senders"][number];

/** All domains whose DNS has to know something of an identity. */
function domainsOf(config: Config, sender: Sender): string[] {
  const signer = sender.dkim === undefined ? [] : [sender.dkim.domain];
  return [...fromDomains(config, sender), returnPathDomain(config, sender), ...signer];
}

async function spfRecords(config: Config, domain: string, dns: DnsQuestions): Promise<WantedRecord[]> {
  const senders = config.senders.filter((sender) => returnPathDomain(config, sender) === domain);
  if (senders.length === 0) return [];
  const outgoing = await Promise.all(senders.map((sender) => outgoingOf(config, sender, dns)));
  const own = outgoing.flatMap((one) => (one.kind === "ours" ? one.addresses : []));
  const texts = await dns.texts(domain);
  const [existing] = texts.kind === "found" ? spfRecordsAmong(texts.records) : [];
  const value = spfRecordWith(existing, [...new Set(own)]);
  const why = outgoing.every((one) => one.kind === "ours") ? "spf" : "spf-relay";
  if (texts.kind === "failed") return [{ name: domain, type: "TXT", value, why, form: "unseen" }];
  // Without an address it would let nobody send, and all mail of the domain would look forged.
  const allowsNobody = own.length === 0 && existing === undefined;
  return [{ name: domain, type: "TXT", value, why, form: allowsNobody ? "hint" : "zone" }];
}

async function dkimRecords(config: Config, domain: string): Promise<WantedRecord[]> {
  const records = new Map<string, WantedRecord[]>();
  for (const { name: sender, dkim } of config.senders) {
    if (dkim?.domain !== domain) continue;
    const read = await readDkimKey(dkim.keyFile);
    if (read.kind === "useless") {
      throw new OperatorError({
        sentence: `The DKIM key ${dkim.keyFile} of the sender ${sender} is of no use: ${read.why}`,
        hint: "`rundmail dkim create` writes a new one.",
        exitCode: 78,
      });
    }
    const name = `${dkim.selector}._domainkey.${domain}`;
    const value = formatDkimRecord(read.key);
    const own = `${name}.${config.domain}`;
    const byAlias: WantedRecord[] = [
      { name, type: "CNAME", value: `${own}.`, why: "dkim-cname", form: "cname" },
      { name: own, type: "TXT", value, why: "own-zone", form: "own-zone" },
    ];
    records.set(name, [
      { name, type: "TXT", value, why: "dkim", form: "zone" },
      ...(domain === config.domain ? [] : byAlias),
    ]);
  }
  return [...records.values()].flat();
}

async function dmarcRecord(config: Config, domain: string, dns: DnsQuestions): Promise<WantedRecord> {
  const name = `_dmarc.${domain}`;
  const texts = await dns.texts(name);
  const [existing] = texts.kind === "found" ? dmarcRecordsAmong(texts.records) : [];
  const value = existing ?? formatDmarcRecord(config.organisation.contact);
  const why = existing === undefined ? "dmarc" : "dmarc-kept";
  return { name, type: "TXT", value, why, form: texts.kind === "failed" ? "unseen" : "zone" };
}

/** The name of this server, both ways. Another domain has nothing to do with it. */
async function addressRecords(config: Config, domain: string, dns: DnsQuestions): Promise<WantedRecord[]> {
  if (domain !== config.domain) return [];
  const { hostname } = config;
  const answer = await dns.addresses(hostname);
  const addresses = answer.kind === "found" ? answer.records : [];
  return addresses.flatMap((address): WantedRecord[] => [
    { name: hostname, type: address.includes(":") ? "AAAA" : "A", value: address, why: "address", form: "hint" },
    { name: reverseName(address), type: "PTR", value: `${hostname}.`, why: "ptr", form: "hint" },
  ]);
}

/** A return path below the domain can lead to us whole: its SPF and its MX are then ours. */
function bounceRecords(config: Config, domain: string): WantedRecord[] {
  const below = config.senders
    .map((sender) => returnPathDomain(config, sender))
    .filter((one) => one !== domain && one.endsWith(`.${domain}`) && one !== config.domain);
  return [...new Set(below)].map((name) => ({
    name,
    type: "CNAME",
    value: `${config.domain}.`,
    why: "bounce-cname",
    form: "cname",
  }));
}
