import { isIP } from "node:net";
import type { Draft, Examination } from "../examination.ts";
import { unanswered } from "../examination.ts";
import { isInside } from "../outgoing.ts";
import { zoneLine } from "../zone.ts";

const ABOUT = { sender: null, topic: "mx" } as const;

/** How many mail servers of a domain are looked at. */
const MOST_SERVERS = 5;

/** Does mail to our addresses arrive here, or at a server in front of us? */
export async function checkMx({ config, dns }: Examination): Promise<Draft[]> {
  const { domain, hostname } = config;
  const record = zoneLine(domain, "MX", `10 ${hostname}.`);
  const toPaste = { record, who: "dns-operator" } as const;
  const own = await dns.addresses(hostname);
  if (own.kind === "failed") return [unanswered(ABOUT, own)];
  const ownAddresses = own.kind === "found" ? own.records : [];
  const answer = await dns.mailServers(domain);
  if (answer.kind === "failed") return [unanswered(ABOUT, answer)];
  if (answer.kind === "none") return [await withoutMx(config.domain, ownAddresses, { dns, toPaste })];

  const servers = answer.records.slice(0, MOST_SERVERS);
  if (servers.every((server) => server === "" || server === ".")) {
    return [{ ...ABOUT, verdict: "error", text: "mx-null", values: { domain }, ...toPaste }];
  }
  const leadsTo = await Promise.all(servers.map((server) => dns.addresses(server)));
  const useless = servers.flatMap((server, place): Draft[] => {
    if (isIP(server) !== 0) {
      return [{ ...ABOUT, verdict: "error", text: "mx-is-address", values: { domain, server }, ...toPaste }];
    }
    if (leadsTo[place]?.kind !== "none") return [];
    return [{ ...ABOUT, verdict: "error", text: "mx-no-address", values: { domain, server }, who: "dns-operator" }];
  });
  if (useless.length > 0) return useless;
  const failed = leadsTo.find((one) => one.kind === "failed");
  if (failed !== undefined) return [unanswered(ABOUT, failed)];

  const addresses = leadsTo.flatMap((one) => (one.kind === "found" ? one.records : []));
  const isHere = servers.includes(hostname) || addresses.some((address) => ownAddresses.includes(address));
  const values = { domain, servers: servers.join(", "), hostname };
  if (isHere) return [{ ...ABOUT, verdict: "ok", text: "mx-ok", values }];
  if (hasServerInFront(config)) return [{ ...ABOUT, verdict: "note", text: "mx-front", values, ...toPaste }];
  return [{ ...ABOUT, verdict: "warning", text: "mx-elsewhere", values, ...toPaste }];
}

/** A domain without MX gets its mail at its own address (RFC 5321 §5.1). */
async function withoutMx(
  domain: string,
  ownAddresses: readonly string[],
  { dns, toPaste }: { dns: Examination["dns"]; toPaste: { record: string; who: "dns-operator" } },
): Promise<Draft> {
  const own = await dns.addresses(domain);
  if (own.kind === "failed") return unanswered(ABOUT, own);
  const isHere = own.kind === "found" && own.records.some((address) => ownAddresses.includes(address));
  if (isHere) return { ...ABOUT, verdict: "note", text: "mx-implicit", values: { domain }, ...toPaste };
  return { ...ABOUT, verdict: "error", text: "mx-none", values: { domain }, ...toPaste };
}

/** Somebody takes our mail and passes it on: a trusted server, or one beside us where nobody else can reach a listener. */
function hasServerInFront({ authentication, listen }: Examination["config"]): boolean {
  if (authentication.trustedPeers.length > 0) return true;
  return listen.every(({ host, protocol }) => protocol === "lmtp" || host === "localhost" || isReachedOnlyInside(host));
}

function isReachedOnlyInside(host: string): boolean {
  return isIP(host) !== 0 && host !== "0.0.0.0" && host !== "::" && isInside(host);
}
