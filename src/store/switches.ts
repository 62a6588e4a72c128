import { statement, type Value } from "./statement.ts";
import type { Read, Tx } from "./tables.ts";

/** Whether an operator has stopped everything that leaves. */
export async function isQueuePaused(read: Read): Promise<boolean> {
  const { rows } = await selectPaused(read, {});
  return rows[0]?.paused === 1;
}

const selectPaused = statement((read) => read.selectFrom("switches").select("paused"));

/** @returns false when it was so already */
export async function switchQueue(tx: Tx, to: "paused" | "running", now: number): Promise<boolean> {
  const paused = to === "paused" ? 1 : 0;
  const result = await tx
    .updateTable("switches")
    .set({ paused, paused_at: paused === 1 ? now : null })
    .where("paused", "!=", paused)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** A sending identity whose relay is in trouble, and until when it is left alone. */
export interface SenderPause {
  sender: string;
  failures: number;
  resumeAt: number;
  reply: string;
}

export async function senderPause(read: Read, sender: string): Promise<SenderPause | undefined> {
  const [row] = (await selectSenderPause(read, { sender })).rows;
  return row && { sender: row.sender, failures: row.failures, resumeAt: row.resume_at, reply: row.reply };
}

const selectSenderPause = statement((read, value: Value<{ sender: string }>) =>
  read.selectFrom("sender_pauses").selectAll().where("sender", "=", value("sender")),
);

/** All identities that rest at this moment. */
export async function senderPauses(read: Read, now: number): Promise<SenderPause[]> {
  const rows = await read
    .selectFrom("sender_pauses")
    .selectAll()
    .where("resume_at", ">", now)
    .orderBy("sender")
    .execute();
  return rows.map(({ sender, failures, resume_at, reply }) => ({ sender, failures, resumeAt: resume_at, reply }));
}

export async function pauseSender(tx: Tx, pause: SenderPause): Promise<void> {
  const values = { failures: pause.failures, resume_at: pause.resumeAt, reply: pause.reply };
  await tx
    .insertInto("sender_pauses")
    .values({ sender: pause.sender, ...values })
    .onConflict((conflict) => conflict.column("sender").doUpdateSet(values))
    .execute();
}

/** The relay takes mail again. @returns whether it had been paused */
export async function resumeSender(tx: Tx, sender: string): Promise<boolean> {
  const result = await tx.deleteFrom("sender_pauses").where("sender", "=", sender).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Ends the rests of all of them. @returns whether one was resting */
export async function resumeSenders(tx: Tx): Promise<boolean> {
  const result = await tx.deleteFrom("sender_pauses").executeTakeFirst();
  return result.numDeletedRows > 0n;
}
