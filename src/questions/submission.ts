import type { ArrivedMail } from "../journey/arrived-mail.ts";
import { type Classification, classify } from "../journey/classify.ts";
import type { Destination } from "../journey/route.ts";
import { addressKey, domainOf, type Mailbox } from "../mail/address.ts";
import { type Authentication, readAuthenticationResults } from "../mail/authentication-results.ts";
import type { MessageAuthor } from "../store/messages.ts";
import type { World } from "../world.ts";
import type { HandedMail } from "./handed-mail.ts";
import { remembered } from "./remembered.ts";
import { type TargetFacts, targetFacts, whoWrote } from "./target-facts.ts";

export type TargetDestination = Extract<Destination, { kind: "group" | "subgroup" | "filter" | "my-list" }>;

/** One mail for one target, with everything that was found out about who wrote it. */
export interface Submission {
  handed: HandedMail;
  mail: ArrivedMail;
  author: Mailbox;
  /** As it is stored with the message. */
  messageAuthor: MessageAuthor;
  /** The domain in From says that it has not sent this mail. */
  disowned: boolean;
  classification: Classification;
  facts: TargetFacts;
  now: number;
}

/** Where a mail was sent to: the address as it was written, and what it stands for. */
export interface WrittenTarget {
  address: string;
  destination: TargetDestination;
}

/** @returns undefined when the target is gone since RCPT */
export async function submissionOf(
  world: World,
  handed: HandedMail,
  mail: ArrivedMail,
  author: Mailbox,
  { address: wroteTo, destination }: WrittenTarget,
  now: number,
): Promise<Submission | undefined> {
  const found = await authorAndTarget(world, author.address, destination);
  if (found === undefined) return undefined;
  const { classification } = found;
  const { authenticated, disowned, evidence } = authenticate(world, handed, mail, author);
  const messageAuthor: MessageAuthor = {
    address: author.address,
    wroteTo,
    name: author.name,
    person: classification.person?.id ?? null,
    login: classification.login ?? null,
    category: classification.category,
    authenticated,
    evidence,
    // Whoever a disowned mail names as its author is never told of it, not even that it was refused.
    known: classification.known && !disowned,
    mayRead: classification.mayRead && !disowned,
  };
  return { handed, mail, author, messageAuthor, disowned, ...found, now };
}

function authorAndTarget(
  world: World,
  author: string,
  destination: TargetDestination,
): Promise<Readonly<Pick<Submission, "facts" | "classification">> | undefined> {
  return remembered(world, `author-and-target ${JSON.stringify([addressKey(author), destination])}`, () =>
    world.store.snapshot(async (read) => {
      const authorFacts = await whoWrote(read, author);
      const facts = await targetFacts(read, world, destination, authorFacts);
      return facts && { facts, classification: classify(authorFacts, facts.target.ref, facts.standing) };
    }),
  );
}

function authenticate(world: World, handed: HandedMail, mail: ArrivedMail, author: Mailbox): Authentication {
  if (handed.assumed !== undefined) return handed.assumed;
  const { mode, trustedAuthServers } = world.installation.authentication;
  if (mode === "ignore") return { authenticated: true, disowned: false, evidence: "authentication.mode is ignore" };
  if (handed.fromTrustedPeer) {
    return readAuthenticationResults(mail.header, trustedAuthServers, domainOf(author.address));
  }
  return handed.proof ?? { authenticated: false, disowned: false, evidence: "the client is no trusted peer" };
}
