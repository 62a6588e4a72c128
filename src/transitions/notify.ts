import type { AuthorName, Notice, TargetName } from "../notices/notice.ts";
import type { Message } from "../store/messages.ts";
import { queueNotice } from "../store/notices.ts";
import type { Tx } from "../store/tables.ts";

/** Whether the author may be mailed at all: nobody is who is only named in a forged From field. */
function mayTellAuthor(author: Pick<Message["author"], "authenticated" | "known">): boolean {
  return author.authenticated || author.known;
}

/** Queues a notice to the author, if they may be mailed. */
export async function tellAuthor(
  tx: Tx,
  message: Pick<Message, "id" | "author">,
  notice: Notice,
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

export function targetName(message: Pick<Message, "target">): TargetName {
  return { name: message.target.name, address: message.target.address };
}

export function authorName(message: Pick<Message, "author">): AuthorName {
  return { name: message.author.name, address: message.author.address };
}
