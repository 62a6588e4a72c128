import { mayTellAuthor } from "../journey/tell.ts";
import type { AuthorName, QueuedNotice, TargetName } from "../notices/notice.ts";
import type { Message } from "../store/messages.ts";
import { queueNotice } from "../store/notices.ts";
import type { Tx } from "../store/tables.ts";

/** Queues a notice to the author, if they may be mailed. */
export async function tellAuthor(
  tx: Tx,
  message: Pick<Message, "id" | "author">,
  notice: QueuedNotice,
  language: string | null,
  now: number,
): Promise<void> {
  if (!mayTellAuthor(message.author)) return;
  await queueNotice(tx, {
    notice,
    message: message.id,
    question: null,
    mail: null,
    address: message.author.address,
    person: message.author.person,
    language,
    createdAt: now,
  });
}

/** The target as people know it. */
export function targetName(message: Pick<Message, "target">): TargetName {
  return { name: message.target.name, address: message.target.address };
}

/** The target in a notice to the author. A stranger knows the address they wrote to, and learns neither name nor alias. */
export function targetForAuthor({ target, author }: Pick<Message, "target" | "author">): TargetName {
  return author.category === "other"
    ? { name: author.wroteTo, address: author.wroteTo }
    : { name: target.name, address: target.address };
}

export function authorName(message: Pick<Message, "author">): AuthorName {
  return { name: message.author.name, address: message.author.address };
}
