import type { Decision } from "../notices/notice.ts";
import { type Hold, questionsOf } from "../store/holds.ts";
import type { Message } from "../store/messages.ts";
import { queueNotice } from "../store/notices.ts";
import type { Tx } from "../store/tables.ts";
import { authorName, targetName } from "./notify.ts";

/** How a hold ended. */
interface Ending {
  decision: Decision;
  /** Null: nobody, the hold expired. */
  by: string | null;
  at: number;
  /** Whose answer it was: they know. Null: nobody's. */
  question: number | null;
}

/** Tells the moderators who were asked, but for the one who decided, that they need not answer any more. */
export async function tellModerators(
  tx: Tx,
  message: Message,
  hold: Pick<Hold, "kind">,
  ending: Ending,
  now: number,
): Promise<void> {
  if (hold.kind !== "moderate") return;
  for (const asked of await questionsOf(tx, message.id)) {
    if (asked.id === ending.question) continue;
    await queueNotice(tx, {
      notice: {
        kind: "decided",
        target: targetName(message),
        subject: message.subject,
        author: authorName(message),
        decision: ending.decision,
        decidedBy: ending.by,
        decidedAt: ending.at,
      },
      message: message.id,
      question: null,
      mail: null,
      address: asked.address,
      person: asked.person,
      language: asked.language,
      createdAt: now,
    });
  }
}
