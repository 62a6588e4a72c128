import type { Tx } from "./tables.ts";

/**
 * Brings moments back that cannot be: the clock was ahead, as on a small machine that starts without one, and was set
 * right. Attempts that ended in the future would fill the pace until then, and waits would last as long.
 *
 * @param longestWaitMs nothing that waits is due later than this from now
 */
export async function bringBackFuture(tx: Tx, now: number, longestWaitMs: number): Promise<void> {
  const latest = now + longestWaitMs;
  await tx.updateTable("attempts").set({ ended_at: now }).where("ended_at", ">", now).execute();
  await tx.updateTable("copies").set({ next_attempt_at: now }).where("next_attempt_at", ">", latest).execute();
  await tx.updateTable("notices").set({ next_attempt_at: now }).where("next_attempt_at", ">", latest).execute();
  // What somebody got in the last hour is counted by this.
  await tx.updateTable("notices").set({ sent_at: now }).where("sent_at", ">", now).execute();
  await tx.updateTable("sender_pauses").set({ resume_at: now }).where("resume_at", ">", latest).execute();
  await tx.updateTable("provider_pauses").set({ resume_at: now }).where("resume_at", ">", latest).execute();
}
