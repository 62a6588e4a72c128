/** The kinds of values that settings are made of. Each says in its own words what it accepts. */

import { isIP, isIPv6 } from "node:net";
import { z } from "zod";
import { type Address, parseAddress } from "../mail/address.ts";
import { DURATION_PATTERN, parseDuration } from "./duration.ts";

/** A duration as text in the file, milliseconds in the program. None of ours may be zero: it would try again at once, for ever. */
export const duration = z
  .string()
  .regex(DURATION_PATTERN, 'must be a duration such as "30s", "5m", "4h" or "5d"')
  .refine((text) => parseDuration(text) !== 0, 'must be longer than nothing, such as "30s"')
  .transform((text) => parseDuration(text) ?? 0);

/** A host name of ASCII labels (RFC 1123 §2.1, RFC 5890 §2.3.2.1 for the others); lower-cased, because case means nothing. */
export const hostName = z
  .string()
  .regex(
    /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/,
    'must be a host name such as "gruppen.example.org" (umlauts in their xn-- form)',
  )
  .toLowerCase();

/** A host to connect to or to listen on: a name or an IP address. */
export const host = z.union([z.ipv4(), z.ipv6(), hostName], "must be a host name or an IP address");

/** One e-mail address without a name and without angle brackets. */
export const address = z.string().transform((text, context): Address => {
  const parsed = parseAddress(text);
  if (parsed !== undefined) return parsed;
  context.addIssue('must be one e-mail address such as "sekretariat@example.org"');
  return z.NEVER;
});

/** A file, absolute or relative to the folder of config.json. */
export const filePath = z.string().min(1, "must name a file");

export const count = z.int().min(0);

export const atLeastOne = z.int().min(1);

/** A TCP port to connect to. */
export const port = z.int().min(1).max(65_535);

/** A TCP port to listen on; 0 lets the system choose a free one. */
export const listenPort = z.int().min(0).max(65_535);

/** An IP address, or a network in CIDR notation (RFC 4632 §3.1). */
export const network = z
  .string()
  .refine(isNetwork, 'must be an IP address or a network such as "192.0.2.0/24" or "2001:db8::/32"')
  .refine(
    (text) => !isNetwork(text) || !/\/0+$/.test(text),
    'would trust everybody; name only the servers in front, such as "127.0.0.1" or "10.0.0.0/8"',
  );

/** A DNS server: an IP address, with a port where it is not 53. */
export const dnsServer = z
  .string()
  .refine(isDnsServer, 'must be an IP address with or without port, such as "127.0.0.1:53"');

/** A time zone of the IANA database. */
export const timezone = z.string().refine(isTimezone, 'must be a time zone such as "Europe/Zurich"');

function isNetwork(text: string): boolean {
  const [base = "", prefix, ...more] = text.split("/");
  if (isIP(base) === 0 || more.length > 0) return false;
  if (prefix === undefined) return true;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= (isIPv6(base) ? 128 : 32);
}

function isDnsServer(text: string): boolean {
  if (isIP(text) !== 0) return true;
  const [, bracketed, plain, portText] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  return isIP(bracketed ?? plain ?? "") !== 0 && port.safeParse(Number(portText)).success;
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    // Intl says no to an unknown zone by throwing, and has no other way to be asked.
    return false;
  }
}
