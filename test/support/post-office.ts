/** The ways into and out of a test world, without any socket. */

import type { RelayAnswer } from "../../src/journey/settle.ts";
import { domainOf } from "../../src/mail/address.ts";
import { firstValue, parseHeader } from "../../src/mail/header.ts";
import { formatReply } from "../../src/mail/reply.ts";
import type { QueuedNotice } from "../../src/notices/notice.ts";
import { findDestination } from "../../src/questions/destination.ts";
import { summariseMessages } from "../../src/questions/messages.ts";
import { outgoingMails } from "../../src/questions/outgoing-mail.ts";
import { copiesAttempted, type Dispatch, type Lane } from "../../src/transitions/copies-attempted.ts";
import type { Arrival } from "../../src/transitions/mail-arrived/arrival.ts";
import { mailArrived } from "../../src/transitions/mail-arrived.ts";
import { expandRecipients } from "../../src/transitions/recipients-expanded.ts";
import type { World } from "../../src/world.ts";
import { addressIn, mailTo, type Post } from "./mails.ts";
import { FRONT_SERVER } from "./world.ts";

/** How a mail comes in. By default a front server hands it over by SMTP and says that DMARC passed. */
export interface Way {
  protocol?: Arrival["protocol"];
  client?: "front-server" | "anybody";
  proof?: "dmarc" | "none";
  size?: Arrival["size"];
}

/** Hands a mail in. @returns the reply lines: one in SMTP, one per recipient in LMTP */
export async function hand(world: World, post: Post, way: Way = {}): Promise<string[]> {
  const { protocol = "smtp", client = "front-server", proof = "dmarc", size = "ok" } = way;
  const recipients: Arrival["recipients"] = [];
  for (const address of post.to) {
    const routing = await findDestination(world, address);
    if (!routing.ok) throw new Error(`${address} is refused at RCPT: ${formatReply(routing.reply)}`);
    recipients.push({ address, destination: routing.destination });
  }
  const replies = await mailArrived(world, {
    protocol,
    returnPath: post.from,
    recipients,
    raw: proof === "dmarc" ? proven(post) : post.raw,
    size,
    fromTrustedPeer: client === "front-server",
  });
  const lines = replies.map(formatReply);
  return protocol === "smtp" ? [...new Set(lines)] : lines;
}

/** The mail as the front server hands it on: DMARC has passed. */
export function proven({ raw }: Post): Buffer {
  const from = firstValue(parseHeader(raw), "from") ?? "";
  const result = `${FRONT_SERVER}; dmarc=pass header.from=${domainOf(addressIn(from))}`;
  return Buffer.concat([Buffer.from(`Authentication-Results: ${result}\r\n`), raw]);
}

/** A mail that has left, as the relay got it. */
export interface Left {
  kind: "copy" | QueuedNotice["kind"];
  to: string;
  dispatch: Dispatch;
  returnPath: string;
  /** As UTF-8 text, header and all. */
  text: string;
  header(name: string): string | undefined;
}

/** What a relay says to a mail. */
export type Relay = (dispatch: Dispatch) => RelayAnswer;

export const ACCEPTS: Relay = () => ({ kind: "accepted", reply: "250 2.0.0 ok" });

const CONNECTIONS = 5;

/** The way out of a sending identity, as a server begins it. */
export function lane(of: Partial<Lane> = {}): Lane {
  return { sender: "default", owner: "server-1", turns: new Map(), isHalted: false, isCut: false, ...of };
}

/**
 * Completes lists of recipients and hands everything that is due now to a relay, until nothing is left to do.
 *
 * @param sender the identity whose mail leaves, by its own relay; of the others' nothing does
 * @returns what was on the wire, in order
 */
export async function leaving(world: World, relay: Relay = ACCEPTS, sender?: string): Promise<Left[]> {
  return written(world, await dispatched(world, relay, sender));
}

/** The mails that were handed out, composed as for the wire. */
export async function written(world: World, dispatches: readonly Dispatch[]): Promise<Left[]> {
  const mails = outgoingMails(world);
  const left: Left[] = [];
  for (const dispatch of dispatches) {
    const mail = dispatch.kind === "copy" ? await mails.copy(dispatch.copy) : await mails.notice(dispatch.notice);
    const raw = Buffer.concat(mail.chunks);
    const header = parseHeader(raw);
    left.push({
      kind: dispatch.kind === "copy" ? "copy" : dispatch.notice.notice.kind,
      to: mail.recipient,
      dispatch,
      returnPath: mail.returnPath,
      text: raw.toString(),
      header: (name) => firstValue(header, name),
    });
  }
  return left;
}

/** As `leaving`, but nobody looks into the mails. */
export async function dispatched(world: World, relay: Relay = ACCEPTS, sender = "default"): Promise<Dispatch[]> {
  const all: Dispatch[] = [];
  const way = lane({ sender });
  while (await expandRecipients(world));
  let onTheWire: Dispatch[] = [];
  do {
    const attempted = onTheWire.map((dispatch) => ({ dispatch, answer: relay(dispatch) }));
    onTheWire = await copiesAttempted(world, attempted, CONNECTIONS, way);
    all.push(...onTheWire);
  } while (onTheWire.length > 0);
  return all;
}

/** What left, in words: `confirm to ruth@post.example`. Copies have no promised order: they stand sorted. */
export function inWords(left: readonly Left[]): string[] {
  const words = left.map(({ kind, to }) => `${kind} to ${to}`);
  const copies = words.filter((_, place) => left[place]?.kind === "copy").toSorted();
  return words.map((word, place) => (left[place]?.kind === "copy" ? (copies.shift() ?? word) : word));
}

/** The only mail of this kind, or the only one of it to an address. */
export function theOne(left: readonly Left[], kind: Left["kind"], to?: string): Left {
  const found = left.filter((mail) => mail.kind === kind && (to === undefined || mail.to === to));
  const [one] = found;
  if (one === undefined || found.length > 1) throw new Error(`${found.length} of ${kind} in ${inWords(left)}`);
  return one;
}

/** Somebody answers a question to its Reply-To. */
export function answerTo(question: Left, text: string, from = question.to, headers: string[] = []): Post {
  return mailTo({
    from,
    to: addressIn(question.header("reply-to") ?? ""),
    subject: `Re: ${question.header("subject")}`,
    text,
    headers,
  });
}

/** The other address of the same token. */
export function rejecting(answer: Post): Post {
  return { ...answer, to: answer.to.map((address) => address.replace("confirm-", "reject-")) };
}

/** What became of every message, oldest first: `jugend@… held`, `jugend@… refused: no-moderator`. */
export async function fates(world: World): Promise<string[]> {
  const messages = await summariseMessages(world, { state: undefined, limit: 1_000 });
  return messages
    .toReversed()
    .map(({ target, state, reason }) => `${target.address} ${state}${reason === null ? "" : `: ${reason}`}`);
}
