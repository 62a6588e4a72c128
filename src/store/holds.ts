import { addRow, addRowWithId } from "./add-row.ts";
import type { Read, Tx } from "./tables.ts";

export type HoldDecision = "released" | "rejected" | "expired" | "cancelled";

/** A message that waits for an answer, or waited. */
export interface Hold {
  message: number;
  kind: "confirm" | "moderate";
  openedAt: number;
  expiresAt: number;
  decision: HoldDecision | null;
  decidedAt: number | null;
}

/** One person who is asked about a hold. */
export interface Question {
  id: number;
  message: number;
  /** When the hold was opened, also for reminders. */
  askedAt: number;
  person: number | null;
  login: string | null;
  address: string;
  language: string | null;
  /** The asked person may see names and counts of the target. */
  mayRead: boolean;
  remindersSent: number;
  remindAt: number | null;
}

export async function addHold(
  tx: Tx,
  hold: Omit<Hold, "decision" | "decidedAt">,
  questions: readonly Omit<Question, "id" | "message" | "askedAt" | "remindersSent">[],
): Promise<Question[]> {
  await addRow(tx, "holds", {
    message_id: hold.message,
    kind: hold.kind,
    opened_at: hold.openedAt,
    expires_at: hold.expiresAt,
  });
  const asked: Question[] = [];
  for (const question of questions) {
    const id = await addRowWithId(tx, "questions", {
      message_id: hold.message,
      person_id: question.person,
      login: question.login,
      address: question.address,
      language: question.language,
      may_read: question.mayRead ? 1 : 0,
      remind_at: question.remindAt,
    });
    asked.push({ ...question, id, message: hold.message, askedAt: hold.openedAt, remindersSent: 0 });
  }
  return asked;
}

export async function loadHold(read: Read, message: number): Promise<Hold | undefined> {
  const row = await read.selectFrom("holds").selectAll().where("message_id", "=", message).executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    message: row.message_id,
    kind: row.kind,
    openedAt: row.opened_at,
    expiresAt: row.expires_at,
    decision: row.decision as HoldDecision | null,
    decidedAt: row.decided_at,
  };
}

/**
 * Decides a hold. Two answers at the same instant: exactly one gets true.
 */
export async function decideHold(tx: Tx, message: number, decision: HoldDecision, now: number): Promise<boolean> {
  const result = await tx
    .updateTable("holds")
    .set({ decision, decided_at: now })
    .where("message_id", "=", message)
    .where("decision", "is", null)
    .executeTakeFirst();
  if (result.numUpdatedRows !== 1n) return false;
  await tx.updateTable("questions").set({ remind_at: null }).where("message_id", "=", message).execute();
  return true;
}

export async function expiredHolds(read: Read, now: number, limit: number): Promise<number[]> {
  const rows = await read
    .selectFrom("holds")
    .select("message_id")
    .where("decision", "is", null)
    .where("expires_at", "<=", now)
    .orderBy("expires_at")
    .limit(limit)
    .execute();
  return rows.map((row) => row.message_id);
}

export async function loadQuestion(read: Read, id: number): Promise<Question | undefined> {
  return (await questionsWhere(read, "id", id))[0];
}

export async function questionsOf(read: Read, message: number): Promise<Question[]> {
  return questionsWhere(read, "message_id", message);
}

export async function questionsToRemind(read: Read, now: number, limit: number): Promise<Question[]> {
  const rows = await read
    .selectFrom("questions")
    .select("id")
    .where("remind_at", "<=", now)
    .orderBy("remind_at")
    .limit(limit)
    .execute();
  const due = await Promise.all(rows.map(({ id }) => loadQuestion(read, id)));
  return due.filter((question) => question !== undefined);
}

export async function countReminder(tx: Tx, question: Question, remindAt: number | null): Promise<void> {
  await tx
    .updateTable("questions")
    .set({ reminders_sent: question.remindersSent + 1, remind_at: remindAt })
    .where("id", "=", question.id)
    .execute();
}

async function questionsWhere(read: Read, column: "id" | "message_id", value: number): Promise<Question[]> {
  const rows = await read
    .selectFrom("questions")
    .innerJoin("holds", "holds.message_id", "questions.message_id")
    .selectAll("questions")
    .select("holds.opened_at")
    .where(`questions.${column}`, "=", value)
    .orderBy("questions.id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    message: row.message_id,
    askedAt: row.opened_at,
    person: row.person_id,
    login: row.login,
    address: row.address,
    language: row.language,
    mayRead: row.may_read === 1,
    remindersSent: row.reminders_sent,
    remindAt: row.remind_at,
  }));
}
