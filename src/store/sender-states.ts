import type { Read, Tx } from "./tables.ts";

/** How a sending identity was found when the doctor looked at it last. */
export interface SenderState {
  sender: string;
  state: "green" | "red";
  sinceAt: number;
  checkedAt: number;
}

/** @returns undefined where nobody has looked yet */
export async function senderState(read: Read, sender: string): Promise<SenderState | undefined> {
  const row = await read.selectFrom("sender_states").selectAll().where("sender", "=", sender).executeTakeFirst();
  return row && { sender: row.sender, state: row.state, sinceAt: row.since_at, checkedAt: row.checked_at };
}

/** Writes down what the doctor found. @returns whether that is a change */
export async function noteSenderState(
  tx: Tx,
  found: { sender: string; state: "green" | "red"; now: number },
): Promise<boolean> {
  const before = await senderState(tx, found.sender);
  const isChange = before?.state !== found.state;
  const sinceAt = before === undefined || isChange ? found.now : before.sinceAt;
  const values = { state: found.state, since_at: sinceAt, checked_at: found.now };
  await tx
    .insertInto("sender_states")
    .values({ sender: found.sender, ...values })
    .onConflict((conflict) => conflict.column("sender").doUpdateSet(values))
    .execute();
  return isChange;
}
