import { onTestFinished } from "vitest";
import { type AuthorChecks, startAuthorChecks } from "../../src/authentication/author-check.ts";
import { domainOf } from "../../src/mail/address.ts";
import type { Authentication } from "../../src/mail/authentication-results.ts";
import { firstValue, parseHeader } from "../../src/mail/header.ts";
import { type DnsRecord, type DnsServer, type DnsZone, dnsServer } from "./dns-server.ts";
import { addressIn } from "./mails.ts";

/** The address from which every mail of these tests comes. */
const CLIENT = "192.0.2.1";

/** Checks with a DNS server of their own. */
export async function checksWith(zone: DnsZone, mostMs?: number): Promise<{ checks: AuthorChecks; dns: DnsServer }> {
  const dns = await dnsServer(zone);
  const checks = startAuthorChecks([dns.address], mostMs);
  onTestFinished(() => checks.stop());
  return { checks, dns };
}

/** What is found out about a mail. @param returnPath of the envelope, "" for the null sender */
export function checked(
  checks: AuthorChecks,
  raw: Buffer,
  returnPath: string,
  hello = "mail.weit.example",
): Promise<Authentication | undefined> {
  const header = parseHeader(raw);
  const domain = domainOf(addressIn(firstValue(header, "from") ?? ""));
  return checks.check({ client: { address: CLIENT, hello, returnPath }, raw, header, domain });
}

/** A zone of TXT records, of which a name may have several. */
export function texts(records: Record<string, string | readonly string[]>): DnsZone {
  return Object.fromEntries(
    Object.entries(records).map(([name, written]) => {
      const all = typeof written === "string" ? [written] : written;
      return [`${name} TXT`, all.map((text): DnsRecord => ({ type: "TXT", text }))];
    }),
  );
}
