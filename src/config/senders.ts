/** The settings of sending identities: through which server, at which pace and in whose name copies leave. */

import { z } from "zod";
import { address, filePath, hostName } from "./fields.ts";
import { type batch, ownBatch, ownRelay, type relay } from "./transport.ts";

const dkim = z
  .strictObject({
    domain: hostName.describe("Domain that signs, such as that of the From address; the `d=` of the signature."),
    selector: z
      .string()
      .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/i, "must be a DNS name")
      .describe("Name of the key: its record stands at `SELECTOR._domainkey.DOMAIN`."),
    keyFile: filePath.describe("Private key in PEM, RSA or Ed25519; `rundmail dkim create` writes one."),
  })
  .describe("Signature on every mail of this sender (RFC 6376).");

/** One entry of `senders`. What can only be judged beside other settings is in sender-checks.ts. */
export const sender = z.strictObject({
  relay: ownRelay.exactOptional().describe("Fields of `relay` that differ for this sender."),
  batch: ownBatch.exactOptional().describe("Fields of `batch` that differ for this sender."),
  from: z
    .union([z.enum(["via-group", "author-if-ours"]), address], {
      error: 'must be "via-group", "author-if-ours" or an e-mail address',
    })
    .prefault("via-group")
    .describe(
      "From of the copies: `via-group` (author via group, with its address), `author-if-ours` (the author, where their domain is in `domains`), or a fixed address.",
    ),
  domains: z
    .array(hostName)
    .default([])
    .describe(
      "Domains that are ours: with `author-if-ours` their authors keep their From, if it is proven; for a fixed address, that the relay signs for its domain.",
    ),
  dkim: dkim.exactOptional(),
  returnPath: z
    .union([z.literal("verp"), address], { error: 'must be "verp" or an e-mail address' })
    .prefault("verp")
    .describe("Envelope sender: `verp` (one of ours per copy), or a fixed address where the server refuses ours."),
  fallback: z
    .boolean()
    .default(false)
    .describe("Send as `default` while `rundmail doctor` finds an error with this sender."),
});

/** The setting `senders`. */
export const senders = z.record(
  z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/, "must be a short name of small letters, digits and hyphens"),
  sender,
);

export type WrittenSenders = z.output<typeof senders>;
export type WrittenSender = z.output<typeof sender>;

/** A sending identity as the program uses it: everything filled in. */
export interface Sender {
  name: string;
  relay: z.output<typeof relay>;
  batch: { size: number; everyMs: number; perHour: number; perDay: number };
  from: z.output<typeof sender>["from"];
  domains: string[];
  dkim?: z.output<typeof dkim>;
  returnPath: z.output<typeof sender>["returnPath"];
  fallback: boolean;
}

/** All identities, `default` first; what one lacks comes from `relay` and `batch`. */
export function resolveSenders(
  written: WrittenSenders,
  common: { relay: z.output<typeof relay>; batch: z.output<typeof batch> },
): [Sender, ...Sender[]] {
  const resolved = (name: string, own: WrittenSender): Sender => {
    const { every, ...limits } = { ...common.batch, ...own.batch };
    return {
      name,
      relay: relayOf(common.relay, own.relay),
      batch: { ...limits, everyMs: every },
      from: own.from,
      domains: own.domains,
      ...(own.dkim && { dkim: own.dkim }),
      returnPath: own.returnPath,
      fallback: own.fallback,
    };
  };
  const { default: first = sender.parse({}), ...others } = written;
  // Not by spreading them into one object: a name like "7" would come first there.
  return [resolved("default", first), ...Object.entries(others).map(([name, own]) => resolved(name, own))];
}

/** A server of its own is not given the login of another one. */
function relayOf(common: z.output<typeof relay>, own: WrittenSender["relay"] = {}): z.output<typeof relay> {
  const isOther = own.host !== undefined && (own.host !== common.host || (own.port ?? common.port) !== common.port);
  if (!isOther) return { ...common, ...own };
  const { user, passwordFile, ...withoutLogin } = common;
  return { ...withoutLogin, ...own };
}
