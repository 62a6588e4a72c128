/** What makes a sending identity useless or dangerous, though each of its settings is right by itself. */

import { z } from "zod";
import { type Address, domainOf, localPartOf } from "../mail/address.ts";
import { isAligned } from "../mail/alignment.ts";
import { host, hostName } from "./fields.ts";
import { rule } from "./rule.ts";
import { sender as senderShape, type WrittenSender } from "./senders.ts";

/** Everything that is wrong with all of them, each judged beside the other settings. */
export const senderMistakes = rule(
  z.looseObject({ senders: z.record(z.string(), z.unknown()) }),
  ({ senders, ...beside }) =>
    Object.entries(senders).flatMap(([name, sender]) =>
      [loginRule, ownHostRule, ownDomainsRule, fromRule, answerFormRule, returnPathRule]
        .flatMap((mistakesOf) => mistakesOf({ ...beside, name, sender }))
        .map(({ path, problem }) => ({ path: ["senders", name, ...path], problem })),
    ),
);

const { from, domains, returnPath } = senderShape.shape;

/** A relay of whose settings only matters that they are written: one that is wrong by itself is there all the same. */
const writtenRelay = z
  .object({ host: z.unknown(), port: z.unknown(), user: z.unknown(), passwordFile: z.unknown() })
  .partial();

/** Behind another port of the same machine is another server. */
function namesServer({ host, port }: z.output<typeof writtenRelay>): boolean {
  return host !== undefined || port !== undefined;
}

/** The login of one and the password of another are never meant. Holds for the setting `relay` itself, too. */
export const relayLoginRule = rule(z.object({ relay: writtenRelay }), ({ relay: { user, passwordFile } }) => {
  if ((user === undefined) === (passwordFile === undefined)) return [];
  return [{ path: ["relay"], problem: "needs user and passwordFile together, or neither" }];
});

const loginRule = rule(z.object({ sender: z.unknown() }), ({ sender }) => relayLoginRule(sender));

const THIS_MACHINE = /^(?:localhost|127\.[\d.]+|::1)$/;

/** What a sender lacks comes from `relay`, which may mean this machine by saying nothing: nobody has a login there. */
const ownHostRule = rule(
  z.object({
    name: z.string(),
    relay: z.object({ host: host.default("127.0.0.1") }).prefault({}),
    sender: z.object({ relay: writtenRelay }),
  }),
  ({ name, relay, sender: { relay: own } }) => {
    const lacksServer = name !== "default" && own.user !== undefined && !namesServer(own);
    if (!lacksServer || !THIS_MACHINE.test(relay.host)) return [];
    return [{ path: ["relay", "host"], problem: 'must name the server; if it is this machine, say so: "127.0.0.1"' }];
  },
);

const ownDomainsRule = rule(z.object({ sender: z.object({ from, domains }) }), ({ sender }) => {
  if (sender.from !== "author-if-ours" || sender.domains.length > 0) return [];
  return [{ path: ["domains"], problem: 'must name a domain where `from` is "author-if-ours"' }];
});

/** A copy whose From nobody vouches for is refused, or lies in the spam (RFC 7489 §3.1). */
const fromRule = rule(
  z.object({
    domain: hostName,
    sender: z.object({
      from,
      domains,
      dkim: z.object({ domain: hostName }).optional(),
      relay: writtenRelay.optional(),
    }),
  }),
  ({ domain, sender: { from, domains, dkim, relay } }) => {
    if (dkim !== undefined || from === "author-if-ours") {
      const unsigned = fromDomains(from, domains, domain).filter((name) => !isAligned(dkim?.domain, name));
      if (unsigned.length === 0) return [];
      return [
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
    const hasOwnAccess = relay !== undefined && (namesServer(relay) || relay.user !== undefined);
    if (isOurs || hasOwnAccess) return [];
    return [
      {
        path: ["from"],
        problem: `is at ${fromDomain}, for which nobody here signs: give \`dkim\` a key of it, or \`relay\` its own server, or name it in \`domains\` if the relay signs for it`,
      },
    ];
  },
);

/** The domains that stand in From with such an identity. */
function fromDomains(from: WrittenSender["from"], domains: string[], domain: string): string[] {
  if (from === "via-group") return [domain];
  return from === "author-if-ours" ? domains : [domainOf(from)];
}

const ANSWER_FORM = /^(?:confirm|reject|bounce|unsubscribe)-/i;

const answerFormRule = rule(z.object({ domain: hostName, sender: z.object({ from }) }), ({ domain, sender }) => {
  if (!isAddressAt(sender.from, domain) || !ANSWER_FORM.test(localPartOf(sender.from))) return [];
  return [{ path: ["from"], problem: "is of the form of an answer address; take another word" }];
});

/** Where what comes back is read and nobody takes it for an answer or for mail to a group. */
const READ_BY_CONTACT = new Set(["service", "postmaster"]);

const returnPathRule = rule(z.object({ domain: hostName, sender: z.object({ returnPath }) }), ({ domain, sender }) => {
  if (!isAddressAt(sender.returnPath, domain)) return [];
  if (READ_BY_CONTACT.has(localPartOf(sender.returnPath).toLowerCase())) return [];
  return [
    {
      path: ["returnPath"],
      problem: `must be "verp", service@${domain}, or an address of another domain: elsewhere bounces go astray`,
    },
  ];
});

/** Whether it is one of ours; what is no address is a word such as "verp". */
function isAddressAt(text: string, domain: string): text is Address {
  return text.includes("@") && domainOf(text as Address) === domain;
}
