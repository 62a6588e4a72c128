import { nextReminderAt } from "../journey/hold.ts";
import { languageOf } from "../questions/language.ts";
import { addEvent } from "../store/events.ts";
import { countReminder, decideHold, expiredHolds, loadHold, type Question, questionsToRemind } from "../store/holds.ts";
import { loadMessage, moveMessage } from "../store/messages.ts";
import { cancelQuestions, queueNotice } from "../store/notices.ts";
import type { Tx } from "../store/tables.ts";
import type { World } from "../world.ts";
import { targetForAuthor, tellAuthor } from "./notify.ts";
import { tellModerators } from "./tell-moderators.ts";

/** Holds and questions that are worked off in one transaction. */
const MOST_AT_ONCE = 50;

/**
 * Reminds whom a question waits for, and ends holds that nobody answered in time.
 *
 * @returns how many were worked off; `MOST_AT_ONCE` or more means that there may be others
 */
export async function holdsDue(world: World): Promise<number> {
  const now = world.clock();
  return world.store.atomically(async (tx) => {
    const expired = await expiredHolds(tx, now, MOST_AT_ONCE);
    for (const message of expired) await expireIfDue(tx, world, message, now);
    const questions = await questionsToRemind(tx, now, MOST_AT_ONCE);
    for (const question of questions) await remind(tx, world, question, now);
    return expired.length + questions.length;
  });
}

/** Ends a hold that nobody answered in time; one that is decided, or has time left, stays as it is. */
export async function expireIfDue(tx: Tx, world: World, id: number, now: number): Promise<void> {
  const message = await loadMessage(tx, id);
  const hold = await loadHold(tx, id);
  if (message === undefined || hold === undefined || hold.expiresAt > now) return;
  if (!(await decideHold(tx, id, "expired", now))) return;
  await cancelQuestions(tx, id);
  await moveMessage(tx, id, ["held"], { state: "expired" });
  await tellAuthor(
    tx,
    message,
    { kind: "expired", target: targetForAuthor(message), subject: message.subject, hold: hold.kind },
    await languageOf(tx, message.author.person),
    now,
  );
  await tellModerators(tx, message, hold, { decision: "expired", by: null, at: hold.expiresAt, question: null }, now);
  await addEvent(tx, { at: now, kind: "hold-decided", message: id, address: null, text: "expired" });
  world.log.expired({ message: id });
}

/** The same question again, with the same token; what it says about the recipients is as it is when the reminder leaves. */
async function remind(tx: Tx, world: World, question: Question, now: number): Promise<void> {
  const hold = await loadHold(tx, question.message);
  const message = await loadMessage(tx, question.message);
  if (hold === undefined || message === undefined) return;
  await countReminder(tx, question, nextReminderAt(hold.openedAt, now, world.installation.hold));
  await queueNotice(tx, {
    notice: { kind: "reminder", authenticated: message.author.authenticated },
    message: question.message,
    question: question.id,
    mail: null,
    address: question.address,
    person: question.person,
    language: question.language,
    createdAt: now,
  });
}
