import type { Settings } from "../directory/settings.ts";
import { listIdOf, type Target } from "../directory/target.ts";
import {
  type Address,
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
import type { Installation } from "./installation.ts";

/**
 * What all copies of a message have in common. Fixed at release and stored, so that a copy that must be sent again is
 * byte for byte the same, whatever was changed in the directory since.
 */
export type CopyFrame = Omit<ComposeOrder, "receivedField"> & { received: string };

export interface FrameFacts {
  /** 0 while the message has no number yet (preview). */
  message: number;
  target: Target;
  /** Null for My List and filters. */
  settings: Settings | null;
  author: Mailbox;
  category: Category;
  /** Addresses of the moderators, for `replyTo: moderators`. */
  moderators: readonly Mailbox[];
  header: HeaderBlock;
  receivedAt: number;
}

/** Decides From, Reply-To and the list fields of all copies of a message (contract 5). */
export function copyFrame(facts: FrameFacts, installation: Installation): CopyFrame {
  const { target, settings, author } = facts;
  const service = serviceAddress(installation.domain);
  const authorName = author.name === "" ? localPartOf(author.address) : author.name;
  return {
    policy: {
      mayUseFields: facts.category === "login" || facts.category === "moderator",
      fields: installation.placeholders.fields,
      language: installation.language,
    },
    groupName: target.name,
    target: { name: target.name, address: target.address, listId: listIdOf(target.ref, installation.domain) },
    // The body is ours now, so the sender must be a domain that we can vouch for; the author stays in the name.
    from: { name: `${authorName} via ${target.name}`, address: target.address },
    replyTo: replyTo(facts),
    visibleRecipient: settings?.visibleRecipient ?? "person",
    subjectPrefix: settings?.subjectPrefix ?? null,
    post: membersMayWrite(settings) ? target.address : "NO",
    help: service,
    owner: service,
    message: facts.message,
    received: `by ${installation.hostname} (Rundmail) id ${facts.message}; ${formatDate(facts.receivedAt)}`,
    fallbackDate: formatDate(facts.receivedAt),
    fallbackMessageId: `<message-${facts.message}.${facts.receivedAt}@${installation.domain}>`,
  };
}

/** The frame as composing takes it. */
export function composeOrder({ received, ...order }: CopyFrame): ComposeOrder {
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
