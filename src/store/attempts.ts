import type { PaceWindow } from "../journey/pace.ts";
import type { Read, Tx } from "./tables.ts";

/** Counts the attempts of a sending identity that hold a slot in a window now. */
export async function usedSlots(read: Read, sender: string, window: PaceWindow, now: number): Promise<number> {
  const counted = read
    .selectFrom("attempts")
    .select((eb) => eb.fn.countAll<number>().as("used"))
    .where("sender", "=", sender);
  // Two looks into the index: one for both would read through all that is kept, a day's worth perhaps.
  const ended = await counted.where("ended_at", ">", now - window.windowMs).executeTakeFirstOrThrow();
  const onTheWire = await counted.where("ended_at", "is", null).executeTakeFirstOrThrow();
  return ended.used + onTheWire.used;
}

/** When the next slot of a full window becomes free; undefined when all its attempts are still on the wire. */
export async function nextFreeAt(
  read: Read,
  sender: string,
  window: PaceWindow,
  now: number,
): Promise<number | undefined> {
  const row = await read
    .selectFrom("attempts")
    .select((eb) => eb.fn.min("ended_at").as("ended_at"))
    .where("sender", "=", sender)
    .where("ended_at", ">", now - window.windowMs)
    .executeTakeFirst();
  return row?.ended_at == null ? undefined : row.ended_at + window.windowMs;
}

/** Takes slots for attempts that begin now. */
export async function beginAttempts(tx: Tx, sender: string, count: number, now: number): Promise<number[]> {
  if (count === 0) return [];
  const rows = await tx
    .insertInto("attempts")
    .values(Array.from({ length: count }, () => ({ sender, started_at: now, ended_at: null })))
    .returning("id")
    .execute();
  return rows.map(({ id }) => id);
}

/** The attempts are over; from now their slots run out. */
export async function endAttempts(tx: Tx, ids: readonly number[], now: number): Promise<void> {
  if (ids.length === 0) return;
  await tx.updateTable("attempts").set({ ended_at: now }).where("id", "in", ids).execute();
}

/** Gives slots back of attempts that never began. */
export async function forgetAttempts(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.deleteFrom("attempts").where("id", "in", ids).execute();
}

/** After a crash nobody knows when the attempts on the wire ended: they count from now. */
export async function endAbandonedAttempts(tx: Tx, now: number): Promise<void> {
  await tx.updateTable("attempts").set({ ended_at: now }).where("ended_at", "is", null).execute();
}

/** Forgets attempts of a sending identity that none of its windows can count any more. */
export async function sweepAttempts(tx: Tx, sender: string, endedBefore: number): Promise<void> {
  await tx.deleteFrom("attempts").where("sender", "=", sender).where("ended_at", "<", endedBefore).execute();
}

/** Forgets the attempts of identities that are no more. */
export async function sweepAttemptsOfOthers(tx: Tx, senders: readonly string[], endedBefore: number): Promise<void> {
  await tx.deleteFrom("attempts").where("sender", "not in", senders).where("ended_at", "<", endedBefore).execute();
}
