import { isIP } from "node:net";
import type { Config } from "../config/config.ts";
import { dnsQuestions } from "./dns-questions.ts";
import { fromDomains, outgoingOf, returnPathDomain } from "./outgoing.ts";
import { LETTERS } from "./texts/letters.ts";
import { type DoctorLanguage, doctorLanguage } from "./texts/words.ts";

/** What the people at a recipient's need in order to recognise our mail. */
export interface LetterFacts {
  organisation: string;
  contact: string;
  hostname: string;
  fromDomains: string[];
  /** Addresses, or the server whose addresses its hoster knows. */
  sources: string[];
  signatures: string[];
  returnPaths: string[];
  /** What every List-Id ends with. */
  listDomain: string;
}

/** The ready letter to the IT department of a recipient: please let our mail in. */
export async function allowlistLetter(
  config: Config,
  language: DoctorLanguage | undefined,
  signal: AbortSignal,
): Promise<string[]> {
  const dns = dnsQuestions(config.dns.servers, signal);
  const outgoing = await Promise.all(config.senders.map((sender) => outgoingOf(config, sender, dns)));
  const sources = outgoing.flatMap((one, place) => {
    if (one.kind === "ours") return one.addresses;
    // Without an address its name must do.
    if (one.kind === "no-address") return [one.host];
    const host = config.senders[place]?.relay.host ?? "";
    return one.kind === "relay"
      ? [`${host} (${one.addresses.join(", ")})`]
      : [isIP(host) === 0 ? host : config.hostname];
  });
  const { senders, organisation, hostname, domain } = config;
  const write = LETTERS[language ?? doctorLanguage(config.language)];
  return write({
    organisation: organisation.name,
    contact: organisation.contact,
    hostname,
    fromDomains: unique(senders.flatMap((sender) => fromDomains(config, sender))),
    sources: unique(sources),
    signatures: unique(
      senders.flatMap(({ dkim }) => (dkim === undefined ? [] : [`d=${dkim.domain}; s=${dkim.selector}`])),
    ),
    returnPaths: unique(senders.map((sender) => `*@${returnPathDomain(config, sender)}`)),
    listDomain: domain,
  });
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
