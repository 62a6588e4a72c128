import type { Warning } from "../journey/warning.ts";
import { type CopyCounts, type CopyLine, countCopies, listCopies } from "../store/copy-counts.ts";
import { loadHold, questionsOf } from "../store/holds.ts";
import { type LeftOut, personsLeftOut } from "../store/left-out.ts";
import { rawOf } from "../store/mails.ts";
import { listMessages, loadMessage, MESSAGE_STATES, type Message, type MessageState } from "../store/messages.ts";
import type { Read } from "../store/tables.ts";
import type { World } from "../world.ts";
import { recipientsNow } from "./recipients-now.ts";
import { targetFactsOf } from "./target-facts.ts";

/** One line of `message list`: what came in, and what has become of it. Times are ISO 8601 in UTC. */
export type { MessageState };

export interface MessageSummary {
  id: number;
  receivedAt: string;
  target: { kind: string; id: number | string; name: string; address: string };
  author: string;
  subject: string;
  category: string;
  authenticated: boolean;
  state: MessageState;
  reason: string | null;
  /** What it waits for; null when nobody is asked any more. */
  hold: { kind: "confirm" | "moderate"; askedOf: string[]; expiresAt: string } | null;
  copies: CopyCounts;
}

/** All there is to know about one message. */
export interface MessageDetails extends MessageSummary {
  reasonText: string | null;
  decidedBy: string | null;
  evidence: string;
  /** The identity as which the copies leave; null as long as it is not released. */
  sender: string | null;
  releasedAt: string | null;
  settledAt: string | null;
  warnings: Warning[];
  recipients: {
    address: string;
    persons: number[];
    state: string;
    attempts: number;
    lastReply: string | null;
    nextAttemptAt: string | null;
    sentAt: string | null;
  }[];
  /** Persons of the target who get no copy, and why. */
  leftOut: LeftOut[];
  /** Those of them who have no address. */
  withoutAddress: number[];
}

const ALL = Number.MAX_SAFE_INTEGER;

/** The states by which a list can be asked for. */
export const LISTABLE_STATES = MESSAGE_STATES;

/** Newest first. */
export async function summariseMessages(
  world: World,
  filter: { state: MessageState | undefined; limit: number },
): Promise<MessageSummary[]> {
  return world.store.snapshot(async (read) => {
    const messages = await listMessages(read, filter);
    const counts = await countCopies(
      read,
      messages.map(({ id }) => id),
    );
    return Promise.all(messages.map((message) => summary(read, message, counts.get(message.id))));
  });
}

/** @returns undefined when there is no such message */
export async function describeMessage(world: World, id: number): Promise<MessageDetails | undefined> {
  const message = await world.store.snapshot((read) => loadMessage(read, id));
  if (message === undefined) return undefined;
  const leftOut = await leftOutOf(world, message);
  return world.store.snapshot(async (read) => ({
    ...(await summary(read, message, (await countCopies(read, [id])).get(id))),
    reasonText: message.reasonText,
    decidedBy: message.decidedBy,
    evidence: message.author.evidence,
    sender: message.releasedAt === null ? null : message.sender,
    releasedAt: iso(message.releasedAt),
    settledAt: iso(message.settledAt),
    warnings: message.warnings,
    recipients: (await listCopies(read, id, { limit: ALL })).map(recipient),
    leftOut,
    withoutAddress: leftOut.filter(({ reason }) => reason === "no-address").map(({ person }) => person),
  }));
}

/** The mail as it was received; undefined when there is no such message, null when its bytes were not kept. */
export async function sourceOf(world: World, id: number): Promise<Buffer | null | undefined> {
  return world.store.snapshot(async (read) => {
    const message = await loadMessage(read, id);
    return message && rawOf(read, message.mail);
  });
}

/** Of a message that waits as it would be now, of a released one as it was. */
async function leftOutOf(world: World, message: Message): Promise<LeftOut[]> {
  if (message.state !== "held") return world.store.snapshot((read) => personsLeftOut(read, message.id));
  const facts = await world.store.snapshot((read) => targetFactsOf(read, world, message.target.ref));
  return facts === undefined ? [] : (await recipientsNow(world.store, facts)).leftOut;
}

async function summary(read: Read, message: Message, copies: CopyCounts | undefined): Promise<MessageSummary> {
  if (copies === undefined) throw new Error(`no counts for message ${message.id}`);
  const { ref, name, address } = message.target;
  return {
    id: message.id,
    receivedAt: new Date(message.receivedAt).toISOString(),
    target: { kind: ref.kind, id: ref.kind === "my-list" ? ref.login : ref.id, name, address },
    author: message.author.address,
    subject: message.subject,
    category: message.author.category,
    authenticated: message.author.authenticated,
    state: message.state,
    reason: message.reason,
    hold: message.state === "held" ? await openHold(read, message.id) : null,
    copies,
  };
}

async function openHold(read: Read, message: number): Promise<MessageSummary["hold"]> {
  const hold = await loadHold(read, message);
  if (hold === undefined || hold.decision !== null) return null;
  const questions = await questionsOf(read, message);
  return {
    kind: hold.kind,
    askedOf: questions.map(({ address }) => address),
    expiresAt: new Date(hold.expiresAt).toISOString(),
  };
}

function recipient(copy: CopyLine): MessageDetails["recipients"][number] {
  return {
    address: copy.address,
    persons: copy.persons.map(({ person }) => person),
    state: copy.state,
    attempts: copy.attempts,
    lastReply: copy.lastReply,
    nextAttemptAt: iso(copy.nextAttemptAt),
    sentAt: iso(copy.sentAt),
  };
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
