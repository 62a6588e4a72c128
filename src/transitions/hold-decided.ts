import { languageOf } from "../questions/language.ts";
import { refusalNow } from "../questions/refusal-now.ts";
import { addEvent } from "../store/events.ts";
import { decideHold, type Hold, type Question } from "../store/holds.ts";
import { type Message, moveMessage } from "../store/messages.ts";
import { cancelQuestions } from "../store/notices.ts";
import type { Tx } from "../store/tables.ts";
import type { World } from "../world.ts";
import { releaseMessage } from "./message-released.ts";
import { targetForAuthor, tellAuthor } from "./notify.ts";
import { refuseAtRelease } from "./refused-at-release.ts";
import { tellModerators } from "./tell-moderators.ts";

export interface HoldVerdict {
  decision: "released" | "rejected" | "cancelled";
  /** For people: a name, or who stands for the operator. */
  by: string;
  /** Whose answer it was; null for the operator. */
  question: Question | null;
  /** What the deciding person wrote, "" where nothing. */
  reasonText: string;
}

/**
 * Carries out what a person decided about a held message. Of two who decide at the same instant one gets true; to the
 * other nothing has happened.
 */
export async function decideMessage(
  tx: Tx,
  world: World,
  message: Message,
  hold: Hold,
  verdict: HoldVerdict,
  now: number,
): Promise<boolean> {
  if (!(await decideHold(tx, message.id, verdict.decision, now))) return false;
  await cancelQuestions(tx, message.id);
  await addEvent(tx, {
    at: now,
    kind: "hold-decided",
    message: message.id,
    address: verdict.question?.address ?? null,
    text: `${verdict.decision} by ${verdict.by}`,
  });
  world.log.holdDecided({ message: message.id, decision: verdict.decision, by: verdict.by });

  if (verdict.decision === "released") {
    const mustMayWrite = isAuthors(verdict, hold) || IS_FOR_LOGINS.has(message.target.ref.kind);
    const refusal = mustMayWrite ? await refusalNow(tx, world, message) : undefined;
    if (refusal === undefined) await releaseMessage(tx, world, message.id, { by: verdict.by }, now);
    else await refuseAtRelease(tx, world, message, refusal, now);
  } else {
    await moveMessage(tx, message.id, ["held"], {
      state: verdict.decision,
      decidedBy: verdict.by,
      reasonText: verdict.reasonText === "" ? null : verdict.reasonText,
    });
    await tellAuthor(
      tx,
      message,
      {
        kind: "rejected",
        target: targetForAuthor(message),
        subject: message.subject,
        decision: verdict.decision,
        reasonText: verdict.reasonText,
        decidedBy: isAuthors(verdict, hold) || !message.author.mayRead ? null : verdict.by,
      },
      await languageOf(tx, message.author.person),
      now,
    );
  }
  const { decision, by, question } = verdict;
  await tellModerators(tx, message, hold, { decision, by, at: now, question: question?.id ?? null }, now);
  return true;
}

/** What only logins that may read persons reach (contract 3), whoever says yes. */
const IS_FOR_LOGINS: ReadonlySet<Message["target"]["ref"]["kind"]> = new Set(["my-list", "filter"]);

/** Whether the author decided about their own mail. */
function isAuthors({ question }: HoldVerdict, hold: Hold): boolean {
  return hold.kind === "confirm" && question !== null;
}
