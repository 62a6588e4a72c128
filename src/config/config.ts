/**
 * Every setting: its shape, meaning, unit and default. This is the only place with defaults; config.schema.json and the
 * table of settings in the README are generated from it.
 */

import { z } from "zod";
import { authentication } from "./authentication.ts";
import { bounces, resolveBounces } from "./bounces.ts";
import { doctor } from "./doctor.ts";
import { address, count, dnsServer, duration, filePath, hostName, timezone } from "./fields.ts";
import { hold, resolveHold } from "./hold.ts";
import { resolveSenders, senders } from "./senders.ts";
import { batch, listeners, relay } from "./transport.ts";

/**
 * What no name of a directory field can be is refused (`directory/value-shapes` says more), in a pattern that every reader
 * of the JSON schema understands.
 */
const FIELD_NAME = /^[^\s"\\#|[\]_][^"\\#|[\]]{0,99}$/;

/** config.json as it is written, and as its JSON schema describes it. */
const fileSchema = z.strictObject({
  $schema: z.string().optional().describe("Where editors find config.schema.json; Rundmail itself does not read it."),
  domain: hostName.describe("Domain of all our addresses."),
  hostname: hostName.optional().describe("Name of this server in greetings and Received fields; by default `domain`."),
  database: filePath.default("rundmail.db").describe("SQLite database, relative to the folder of config.json."),
  secretFile: filePath
    .default("rundmail.secret")
    .describe("Key of the answer addresses, written by `init`; whoever replaces it invalidates every open question."),
  language: z
    .enum(["de-CH", "de", "en", "fr", "it"])
    .default("de-CH")
    .describe("Language of notices to people whose own is not known."),
  timezone: timezone.default("Europe/Zurich").describe("Time zone of the times in notices."),
  organisation: z
    .strictObject({
      name: z
        .string()
        .min(1)
        .optional()
        .describe("Name people know you by, sender of all notices; by default `domain`."),
      contact: address.describe("Person who gets mail to postmaster, abuse and service; not an address of `domain`."),
    })
    .describe("Who runs this server."),
  listen: listeners
    .prefault([
      { protocol: "smtp", port: 2525 },
      { protocol: "lmtp", port: 2424 },
    ])
    .describe("Where mail comes in."),
  relay: relay.prefault({}).describe("Where mail goes out: the relay of the sender `default`."),
  batch: batch.prefault({}).describe("Pace: how much goes out at once."),
  retry: z
    .strictObject({
      waits: z
        .array(duration)
        .min(1)
        .prefault(["5m", "15m", "1h", "4h"])
        .describe("Waits before the next try after a temporary failure; the last one repeats."),
      giveUpAfter: duration.prefault("4d").describe("Time after the first try when a copy has failed."),
    })
    .prefault({})
    .describe("What happens when a copy is not taken at once."),
  maxRecipients: count.default(0).describe("Most copies of one message; 0 = no limit."),
  aliasOnly: z
    .boolean()
    .default(false)
    .describe("Refuse the numbered addresses (gr, sg, fp), so that only aliases work."),
  copies: z
    .enum(["per-address", "per-person"])
    .default("per-address")
    .describe("`per-address`: people who share an address get one copy together; `per-person`: each gets their own."),
  subgroupRoles: z
    .array(z.string().regex(/^[A-Za-z]$/, "must be one letter from A to Z"))
    .refine((letters) => new Set(letters.map((letter) => letter.toLowerCase())).size === letters.length, {
      error: "must not name a letter twice",
    })
    .default(["L", "M"])
    .describe("Role letters of subgroups."),
  placeholders: z
    .strictObject({
      fields: z
        .array(z.string().regex(FIELD_NAME, 'must be the name of a directory field, such as "ORT"'))
        .default([])
        .describe("Directory fields that a mail may show to its recipients."),
    })
    .prefault({})
    .describe("What placeholders may reveal."),
  hold: hold.prefault({}).describe("Questions before a message goes out."),
  authentication: authentication.prefault({}).describe("Whose word we take for who wrote a mail."),
  intake: z
    .strictObject({
      keepFreeBytes: count
        .default(268_435_456)
        .describe("Mail is refused with 452 while the disk of the database has less free space than this, in bytes."),
    })
    .prefault({})
    .describe("When we take no more mail."),
  dns: z
    .strictObject({
      servers: z.array(dnsServer).default([]).describe("DNS servers; none = those of the system."),
    })
    .prefault({})
    .describe("Whom we ask about other domains: who may send for them, and which provider serves them."),
  doctor: doctor.prefault({}).describe("The daily look whether mail arrives, as `rundmail doctor` does it."),
  senders: senders
    .prefault({})
    .describe("Sending identities by name; groups choose one with their setting `sender`, else it is `default`."),
  archive: z
    .array(address)
    .prefault([])
    .describe("Addresses that get one copy of every message for the archive; groups may name others."),
  bounces: bounces.prefault({}).describe("What follows when copies do not arrive."),
  log: z
    .strictObject({
      level: z
        .enum(["debug", "info", "warn", "error"])
        .default("info")
        .describe("Least important event that is logged."),
      format: z
        .enum(["auto", "json", "pretty"])
        .default("auto")
        .describe("`json`: one JSON object per line; `pretty`: for people; `auto`: pretty on a terminal."),
    })
    .prefault({})
    .describe("Log on stderr."),
});

type ConfigFile = z.output<typeof fileSchema>;

/** The settings as the program uses them: defaults filled in, units in names, relay and batch in the senders. */
export const configSchema = fileSchema.transform(resolve);

export type Config = z.output<typeof configSchema>;

function resolve(file: ConfigFile) {
  // Relay and batch are those of the sender `default`, and of whichever says nothing else.
  const { $schema, relay, batch, ...asWritten } = file;
  return {
    ...asWritten,
    hostname: file.hostname ?? file.domain,
    organisation: { ...file.organisation, name: file.organisation.name ?? file.domain },
    senders: resolveSenders(file.senders, { relay, batch }),
    retry: { waitsMs: file.retry.waits, giveUpAfterMs: file.retry.giveUpAfter },
    hold: resolveHold(file.hold),
    bounces: resolveBounces(file.bounces),
  };
}
