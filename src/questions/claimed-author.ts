import { readClaim } from "../journey/arrived-mail.ts";
import type { Destination } from "../journey/route.ts";
import { domainOf } from "../mail/address.ts";
import { isProgramsOwn } from "../mail/automatic.ts";
import type { HeaderBlock } from "../mail/header.ts";
import type { World } from "../world.ts";
import type { HandedMail } from "./handed-mail.ts";

/** Whose word about a mail is to be looked for: that of the domain of the one mailbox in From. */
export interface ClaimedAuthor {
  header: HeaderBlock;
  domain: string;
}

/** What is written to these is judged by who wrote it. Other addresses of ours rest on tokens, or are for everybody. */
const TARGETS = new Set<Destination["kind"]>(["group", "subgroup", "filter", "my-list"]);

/**
 * The author whom our own checks must prove; undefined where nobody asks who wrote the mail, and where it is for a
 * server in front to say, since we see only that and not the client.
 */
export function authorToProve(
  world: World,
  mail: HandedMail & { returnPath: string; recipients: readonly { destination: Destination }[] },
): ClaimedAuthor | undefined {
  const { domain, authentication } = world.installation;
  if (authentication.mode === "ignore" || mail.protocol === "lmtp" || mail.fromTrustedPeer) return undefined;
  if (mail.size === "too-large" || !mail.recipients.some(({ destination }) => TARGETS.has(destination.kind))) {
    return undefined;
  }
  const { header, author, automatic } = readClaim(mail.raw, mail.returnPath, domain);
  if (author === undefined || (automatic !== undefined && !isProgramsOwn(automatic))) return undefined;
  return { header, domain: domainOf(author.address) };
}
