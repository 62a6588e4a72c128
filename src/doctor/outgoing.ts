import { BlockList, isIP } from "node:net";
import type { Config } from "../config/config.ts";
import type { Sender } from "../config/senders.ts";
import type { DnsQuestions } from "./dns-questions.ts";

/** From which addresses the mail of a sending identity reaches other servers, as far as it can be known from here. */
export type Outgoing =
  /** Through a mail server beside us: that sends from the address of `hostname`. */
  | { kind: "ours"; addresses: string[] }
  /** Through somebody else's server. It may send from other addresses than those at which it takes mail. */
  | { kind: "relay"; addresses: string[] }
  | { kind: "no-address"; host: string }
  | { kind: "not-checkable"; question: string; why: string };

/** Addresses that nobody outside can see (RFC 6890 §2.2). */
const inside = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const) {
  inside.addSubnet(network, prefix, "ipv4");
}
for (const [network, prefix] of [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 10],
] as const) {
  inside.addSubnet(network, prefix, "ipv6");
}

export function isInside(address: string): boolean {
  return inside.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** The addresses of a host as others see it. */
export async function outgoingOf(config: Config, sender: Sender, dns: DnsQuestions): Promise<Outgoing> {
  const relay = await relayAddresses(sender.relay.host, dns);
  if (relay.kind !== "found") {
    if (relay.kind === "none") return { kind: "no-address", host: sender.relay.host };
    return { kind: "not-checkable", question: relay.question, why: relay.why };
  }
  const own = await dns.addresses(config.hostname);
  const ownAddresses = own.kind === "found" ? own.records : [];
  const isBesideUs =
    sender.relay.host === config.hostname ||
    relay.records.every((address) => isInside(address) || ownAddresses.includes(address));
  if (!isBesideUs) return { kind: "relay", addresses: relay.records };
  if (own.kind === "failed") return { kind: "not-checkable", question: own.question, why: own.why };
  const addresses = ownAddresses.filter((address) => !isInside(address));
  return addresses.length === 0 ? { kind: "no-address", host: config.hostname } : { kind: "ours", addresses };
}

async function relayAddresses(host: string, dns: DnsQuestions): ReturnType<DnsQuestions["addresses"]> {
  if (isIP(host) !== 0) return { kind: "found", records: [host] };
  return host === "localhost" ? { kind: "found", records: ["127.0.0.1"] } : dns.addresses(host);
}

/** The domain of the return path: SPF is asked there. */
export function returnPathDomain(config: Config, { returnPath }: Sender): string {
  return returnPath === "verp" ? config.domain : returnPath.slice(returnPath.lastIndexOf("@") + 1).toLowerCase();
}

/** The domains that stand in the From field of this identity's mail. */
export function fromDomains(config: Config, { name, from, domains }: Sender): string[] {
  if (from === "via-group") return [config.domain];
  // Who is none of ours writes as via-group.
  if (from === "author-if-ours") return [...new Set([config.domain, ...domains])];
  const fixed = from.slice(from.lastIndexOf("@") + 1).toLowerCase();
  // Notices come from `service@`, and leave through the identity `default`.
  return name === "default" ? [...new Set([config.domain, fixed])] : [fixed];
}
