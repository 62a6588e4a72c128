/** What makes a sending identity useless or dangerous, though each of its settings is right by itself. */

import { type Address, domainOf, localPartOf } from "../mail/address.ts";
import { isAligned } from "../mail/alignment.ts";
import type { WrittenSender, WrittenSenders } from "./senders.ts";

/** The settings that an identity is judged beside. */
interface Beside {
  domain: string;
  relay: { host: string };
}

interface SenderProblem {
  path: string[];
  problem: string;
}

/** Everything that is wrong with all of them; paths begin below `senders`. */
export function senderProblems(senders: WrittenSenders, beside: Beside): SenderProblem[] {
  return Object.entries(senders).flatMap(([name, sender]) =>
    [...relayProblems(name, sender, beside), ...fromProblems(sender, beside), ...addressProblems(sender, beside)].map(
      ({ path, problem }) => ({ path: [name, ...path], problem }),
    ),
  );
}

const THIS_MACHINE = /^(?:localhost|127\.[\d.]+|::1)$/;

function relayProblems(name: string, { relay }: WrittenSender, beside: Beside): SenderProblem[] {
  if (relay === undefined) return [];
  const problems: SenderProblem[] = [];
  // The login of one and the password of another are never meant.
  if ((relay.user === undefined) !== (relay.passwordFile === undefined)) {
    problems.push({ path: ["relay"], problem: "needs user and passwordFile together, or neither" });
  }
  // What a sender lacks comes from `relay`, which may mean this machine by saying nothing: nobody has a login there.
  if (name !== "default" && relay.user !== undefined && !namesServer(relay) && THIS_MACHINE.test(beside.relay.host)) {
    problems.push({
      path: ["relay", "host"],
      problem: 'must name the server; if it is this machine, say so: "127.0.0.1"',
    });
  }
  return problems;
}

/** Behind another port of the same machine is another server. */
function namesServer({ host, port }: NonNullable<WrittenSender["relay"]>): boolean {
  return host !== undefined || port !== undefined;
}

/** A copy whose From nobody vouches for is refused, or lies in the spam (RFC 7489 §3.1). */
function fromProblems(sender: WrittenSender, { domain }: Beside): SenderProblem[] {
  const { from, domains, dkim } = sender;
  if (from === "author-if-ours" && domains.length === 0) {
    return [{ path: ["domains"], problem: 'must name a domain where `from` is "author-if-ours"' }];
  }
  if (dkim !== undefined || from === "author-if-ours") {
    const unsigned = fromDomains(sender, domain).filter((name) => !isAligned(dkim?.domain, name));
    return unsigned.length === 0
      ? []
      : [
          {
            path: dkim === undefined ? ["dkim"] : ["dkim", "domain"],
            problem: `must sign for ${unsigned.join(", ")}, or the copies look forged: give a key of that domain`,
          },
        ];
  }
  if (from === "via-group") return [];
  const fromDomain = domainOf(from);
  const isOurs = isAligned(fromDomain, domain) || domains.includes(fromDomain);
  // Where the customer's own access is given, their server answers for their address.
  const hasOwnAccess = sender.relay !== undefined && (namesServer(sender.relay) || sender.relay.user !== undefined);
  if (isOurs || hasOwnAccess) return [];
  return [
    {
      path: ["from"],
      problem: `is at ${fromDomain}, for which nobody here signs: give \`dkim\` a key of it, or \`relay\` its own server, or name it in \`domains\` if the relay signs for it`,
    },
  ];
}

/** The domains that stand in From with this identity. */
function fromDomains({ from, domains }: WrittenSender, domain: string): string[] {
  if (from === "via-group") return [domain];
  return from === "author-if-ours" ? domains : [domainOf(from)];
}

const ANSWER_FORM = /^(?:confirm|reject|bounce|unsubscribe)-/i;

/** Where what comes back is read and nobody takes it for an answer or for mail to a group. */
const READ_BY_CONTACT = new Set(["service", "postmaster"]);

function addressProblems({ from, returnPath }: WrittenSender, { domain }: Beside): SenderProblem[] {
  const problems: SenderProblem[] = [];
  if (isAddress(from) && isAt(from, domain) && ANSWER_FORM.test(localPartOf(from))) {
    problems.push({ path: ["from"], problem: "is of the form of an answer address; take another word" });
  }
  if (
    isAddress(returnPath) &&
    isAt(returnPath, domain) &&
    !READ_BY_CONTACT.has(localPartOf(returnPath).toLowerCase())
  ) {
    problems.push({
      path: ["returnPath"],
      problem: `must be "verp", service@${domain}, or an address of another domain: elsewhere bounces go astray`,
    });
  }
  return problems;
}

function isAddress(text: string): text is Address {
  return text.includes("@");
}

function isAt(address: Address, domain: string): boolean {
  return domainOf(address) === domain;
}
