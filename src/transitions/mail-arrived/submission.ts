import type { ArrivedMail } from "../../journey/arrived-mail.ts";
import { type Classification, classify } from "../../journey/classify.ts";
import type { Destination } from "../../journey/route.ts";
import { addressKey, domainOf, type Mailbox } from "../../mail/address.ts";
import { readAuthenticationResults } from "../../mail/authentication-results.ts";
import { remembered } from "../../questions/remembered.ts";
import { type TargetFacts, targetFacts, whoWrote } from "../../questions/target-facts.ts";
import type { MessageAuthor, NewMessage } from "../../store/messages.ts";
import type { World } from "../../world.ts";
import type { Arrival } from "./arrival.ts";

export type TargetDestination = Extract<Destination, { kind: "group" | "subgroup" | "filter" | "my-list" }>;

/** One mail for one target, with everything that was found out about who wrote it. */
export interface Submission {
  arrival: Arrival;
  mail: ArrivedMail;
  author: Mailbox;
  /** As it is stored with the message. */
  messageAuthor: MessageAuthor;
  classification: Classification;
  facts: TargetFacts;
  now: number;
}

/** @returns undefined when the target is gone since RCPT */
export async function submissionOf(
  world: World,
  arrival: Arrival,
  mail: ArrivedMail,
  author: Mailbox,
  destination: TargetDestination,
  now: number,
): Promise<Submission | undefined> {
  const found = await authorAndTarget(world, author.address, destination);
  if (found === undefined) return undefined;
  const { classification } = found;
  const { authenticated, evidence } = authenticate(world, arrival, mail, author);
  const messageAuthor: MessageAuthor = {
    address: author.address,
    name: author.name,
    person: classification.person?.id ?? null,
    login: classification.login ?? null,
    category: classification.category,
    authenticated,
    evidence,
    known: classification.known,
    mayRead: classification.mayRead,
  };
  return { arrival, mail, author, messageAuthor, ...found, now };
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

/** The author's language, null where it is not known. */
export function languageOfAuthor({ classification }: Submission): string | null {
  return classification.person?.language ?? null;
}

/** What of a message is the same whatever becomes of it. */
export function messageFrom(
  { facts, messageAuthor, mail, now }: Submission,
  stored: number,
): Omit<NewMessage, "state"> {
  return {
    mail: stored,
    target: facts.target,
    author: messageAuthor,
    subject: mail.subject,
    warnings: [],
    reason: null,
    reasonText: null,
    receivedAt: now,
  };
}

function authenticate(
  world: World,
  arrival: Arrival,
  mail: ArrivedMail,
  author: Mailbox,
): { authenticated: boolean; evidence: string } {
  const { mode, trustedAuthServers } = world.installation.authentication;
  if (mode === "ignore") return { authenticated: true, evidence: "authentication.mode is ignore" };
  if (!arrival.fromTrustedPeer) return { authenticated: false, evidence: "the client is no trusted peer" };
  return readAuthenticationResults(mail.header, trustedAuthServers, domainOf(author.address));
}
