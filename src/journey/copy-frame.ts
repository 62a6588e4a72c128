import type { Settings } from "../directory/settings.ts";
import { listIdOf, type Target } from "../directory/target.ts";
import {
  type Address,
  domainOf,
  formatMailbox,
  localPartOf,
  type Mailbox,
  parseAddress,
  parseMailboxes,
} from "../mail/address.ts";
import { formatDate } from "../mail/date.ts";
import { firstValue, type HeaderBlock } from "../mail/header.ts";
import type { Category } from "./classify.ts";
import type { ComposeOrder } from "./compose.ts";
import { feedbackId } from "./feedback-id.ts";
import type { Installation, SenderPlan } from "./installation.ts";

/**
 * What all copies of a message have in common. Fixed at release and stored, so that a copy that must be sent again is
 * byte for byte the same, whatever was changed in the directory since.
 */
export type CopyFrame = Omit<ComposeOrder, "receivedField"> & { received: string; returnPath: ReturnPath };

/** Envelope sender of the copies: one address, or for each its own, `bounce-TOKEN@`. */
type ReturnPath = Address | "verp";

/** Who speaks to whom in a message. */
export interface FrameParties {
  target: Target;
  author: Mailbox;
  /** Whether the author's address is proven. */
  authenticated: boolean;
}

export interface FrameFacts extends FrameParties {
  /** 0 while the message has no number yet (preview). */
  message: number;
  /** Null for My List and filters. */
  settings: Settings | null;
  category: Category;
  /** Addresses of the moderators, for `replyTo: moderators`. */
  moderators: readonly Mailbox[];
  header: HeaderBlock;
  receivedAt: number;
}

/** Decides From, Reply-To and the list fields of all copies of a message (contract 5), as this identity sends it. */
export function copyFrame(facts: FrameFacts, sender: SenderPlan, installation: Installation): CopyFrame {
  const { target, settings } = facts;
  const service = serviceAddress(installation.domain);
  const receivedOn = formatDate(facts.receivedAt);
  return {
    ...sentBy(sender, facts),
    policy: {
      mayUseFields: facts.category === "login" || facts.category === "moderator",
      fields: installation.placeholders.fields,
      language: installation.language,
    },
    groupName: target.name,
    target: { name: target.name, address: target.address, listId: listIdOf(target.ref, installation.domain) },
    replyTo: replyTo(facts),
    visibleRecipient: settings?.visibleRecipient ?? "person",
    subjectPrefix: settings?.subjectPrefix ?? null,
    post: membersMayWrite(settings) ? target.address : "NO",
    help: service,
    owner: service,
    // An invoice is no list mail: who must have it cannot opt out of it.
    unsubscribeDomain: settings?.class === "transactional" ? null : installation.domain,
    feedbackId: feedbackId(facts.message, target.ref, settings?.class ?? "community", installation.domain),
    message: facts.message,
    received: `by ${installation.hostname} (Rundmail) id ${facts.message}; ${receivedOn}`,
    fallbackDate: receivedOn,
    fallbackMessageId: `<message-${facts.message}.${facts.receivedAt}@${installation.domain}>`,
  };
}

/** All that depends on the identity: what changes where another one sends instead. */
export function sentBy(
  sender: SenderPlan,
  { target, author, authenticated }: FrameParties,
): Pick<CopyFrame, "from" | "originalFrom" | "returnPath"> {
  const { returnPath } = sender;
  // Whatever leaves under the author's address gets our signature, so it must be theirs: else we would vouch for a forgery.
  if (sender.from === "author-if-ours" && authenticated && sender.domains.includes(domainOf(author.address))) {
    return { from: author, originalFrom: null, returnPath };
  }
  // The body is ours now, so the sender must be a domain that we can vouch for; the author stays in the name.
  const authorName = author.name === "" ? localPartOf(author.address) : author.name;
  const address = isPolicy(sender.from) ? target.address : sender.from;
  return { from: { name: `${authorName} via ${target.name}`, address }, originalFrom: author, returnPath };
}

function isPolicy(from: SenderPlan["from"]): from is "via-group" | "author-if-ours" {
  return from === "via-group" || from === "author-if-ours";
}

/** The frame as composing takes it. */
export function composeOrder({ received, returnPath, ...order }: CopyFrame): ComposeOrder {
  return { ...order, receivedField: Buffer.from(`Received: ${received.replace("; ", ";\r\n ")}\r\n`) };
}

/** The sender of all notices, and who answers questions about a list. */
function serviceAddress(domain: string): Address {
  const address = parseAddress(`service@${domain}`);
  if (address === undefined) throw new Error(`${domain} is no mail domain`);
  return address;
}

function membersMayWrite(settings: Settings | null): boolean {
  return settings !== null && (settings.membersMaySend !== "no" || settings.othersMaySend !== "no");
}

function replyTo({ settings, author, target, moderators, header }: FrameFacts): string {
  const wanted = settings?.replyTo ?? "author";
  switch (wanted) {
    case "author":
      return repliesToAuthor(header, author).map(formatMailbox).join(",\r\n ");
    case "group":
      return formatMailbox({ name: target.name, address: target.address });
    case "moderators":
      return moderators.length === 0 ? formatMailbox(author) : moderators.map(formatMailbox).join(",\r\n ");
    default:
      return wanted;
  }
}

/** Where answers to the author go: their own Reply-To, if it is one that every mail program reads alike, else From. */
export function repliesToAuthor(header: HeaderBlock, author: Mailbox): Mailbox[] {
  const list = parseMailboxes(firstValue(header, "reply-to") ?? "");
  return list.ok ? list.mailboxes : [author];
}
