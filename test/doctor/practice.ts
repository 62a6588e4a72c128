/** What the doctor's tests have in common: a healthy installation on this machine, of which each test breaks a piece. */

import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Config } from "../../src/config/config.ts";
import { parseConfig } from "../../src/config/load.ts";
import { examine } from "../../src/doctor/examine.ts";
import type { Finding, Topic } from "../../src/journey/finding.ts";
import { dkimKeyOf, formatDkimRecord } from "../../src/mail/dkim-record.ts";
import type { DoctorFacts } from "../../src/questions/doctor-facts.ts";
import { type DnsRecord, type DnsServer, type DnsZone, dnsServer } from "../support/dns-server.ts";
import { type ScriptedRelay, startScriptedRelay } from "../support/scripted-relay.ts";

export const DOMAIN = "gruppen.verein.example";
export const HOST = "mx.verein.example";
export const MX_HOST = "mail.verein.example";
/** Where other servers see us; TEST-NET of RFC 5737. */
export const ADDRESS = "203.0.113.7";
/** The certificates of the tests are made now. */
const NOW = Date.now();

export const HEALTHY: DoctorFacts = {
  biggestGroups: [{ sender: "default", name: "Jugend", persons: 34, durationMs: 300_000 }],
  withoutModerator: [],
  database: { bytes: 1_000_000, damage: undefined },
};

export const txt = (text: string): DnsRecord[] => [{ type: "TXT", text }];
export const a = (address: string): DnsRecord[] => [{ type: "A", address }];
export const mx = (...exchanges: string[]): DnsRecord[] =>
  exchanges.map((exchange, place) => ({ type: "MX", preference: 10 + place, exchange }));
export const ptr = (name: string): DnsRecord[] => [{ type: "PTR", name }];

export interface Practice {
  folder: string;
  dns: DnsServer;
  relay: ScriptedRelay;
  key: KeyObject;
  /** config.json as it is written; a test changes it before it looks. */
  settings: Record<string, unknown>;
  config(): Config;
  look(facts?: DoctorFacts, signal?: AbortSignal): Promise<Finding[]>;
}

/** A healthy installation: everything in DNS is right, the relay and the MX answer, the key signs. */
export async function practice(
  given: { zone?: DnsZone; extensions?: string[]; replies?: Record<string, string>; key?: KeyObject } = {},
): Promise<Practice> {
  const folder = mkdtempSync(join(tmpdir(), "rundmail-doctor-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const key = given.key ?? generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const keyFile = join(folder, "dkim.pem");
  writeFileSync(keyFile, key.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  const relay = await startScriptedRelay({
    extensions: given.extensions ?? ["SIZE 30000000"],
    ...(given.replies === undefined ? {} : { replies: given.replies }),
  });
  const dns = await dnsServer({ ...healthyZone(key), ...given.zone });
  const settings: Record<string, unknown> = {
    domain: DOMAIN,
    hostname: HOST,
    database: join(folder, "rundmail.db"),
    organisation: { name: "Verein", contact: "it@verein.example" },
    listen: [{ protocol: "smtp", host: "0.0.0.0", port: 0 }],
    relay: { host: "127.0.0.1", port: relay.port, security: "none" },
    senders: { default: { dkim: { domain: DOMAIN, selector: "s1", keyFile } } },
    dns: { servers: [dns.address] },
    intake: { keepFreeBytes: 1 },
  };
  const config = (): Config => {
    const parsed = parseConfig(settings, folder);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.config;
  };
  return {
    folder,
    dns,
    relay,
    key,
    settings,
    config,
    look: (facts = HEALTHY, signal = new AbortController().signal) =>
      examine(config(), facts, { now: NOW, signal, mailPort: relay.port }),
  };
}

function healthyZone(key: KeyObject): DnsZone {
  const dkim = dkimKeyOf(key);
  return {
    [`${DOMAIN} MX`]: mx(MX_HOST),
    // Ours from outside; from here it is the scripted server.
    [`${MX_HOST} A`]: [...a("127.0.0.1"), ...a(ADDRESS)],
    [`${HOST} A`]: a(ADDRESS),
    [`${DOMAIN} TXT`]: txt(`v=spf1 ip4:${ADDRESS} -all`),
    [`s1._domainkey.${DOMAIN} TXT`]: txt(dkim === undefined ? "" : formatDkimRecord(dkim)),
    [`_dmarc.${DOMAIN} TXT`]: txt("v=DMARC1; p=reject; rua=mailto:it@verein.example"),
    "7.113.0.203.in-addr.arpa PTR": ptr(HOST),
  };
}

/** What was found about one topic. */
export function about(findings: readonly Finding[], topic: Topic): Finding[] {
  return findings.filter((one) => one.topic === topic);
}

/** `spf error`, for everything that is not well. */
export function troubles(findings: readonly Finding[]): string[] {
  return findings.filter(({ verdict }) => verdict !== "ok").map(({ topic, verdict }) => `${topic} ${verdict}`);
}
