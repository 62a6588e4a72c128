import { sql } from "kysely";
import type { Settlement } from "../journey/settle.ts";
import { type CopyPerson, presentPersonsOf } from "./copy-persons.ts";
import type { Read, Tx } from "./tables.ts";

/** Who has taken a copy for sending, and when somebody else may. */
export interface Claim {
  owner: string;
  until: number;
}

/** A copy on its way to the wire. */
export interface ClaimedCopy {
  id: number;
  message: number;
  address: string;
  addressKey: string;
  attempts: number;
  firstAttemptAt: number;
  persons: CopyPerson[];
  /** Another copy of the same message goes to the same address, so that each needs a Message-ID of its own. */
  sharesAddress: boolean;
}

/** Messages that have a copy due, with a complete list of copies; those that wait longest first. */
export async function messagesWithDueCopies(read: Read, now: number): Promise<number[]> {
  const rows = await read
    .selectFrom("messages")
    .select("messages.id")
    .where("messages.state", "in", ["queued", "sending"])
    .where("messages.expand_after", "is", null)
    .where("messages.released_at", "is not", null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("copies")
          .select("copies.id")
          .whereRef("copies.message_id", "=", "messages.id")
          .where("copies.next_attempt_at", "<=", now),
      ),
    )
    .orderBy("messages.id")
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Stops the next due copies for whom release was too early: everybody served by them was hidden or erased since, or
 * their address was suppressed.
 *
 * @param limit how many of the next due copies are looked at, in the order in which they are claimed
 */
async function withdrawCopies(tx: Tx, message: number, limit: number, now: number): Promise<number> {
  const isSuppressed = sql<boolean>`EXISTS (SELECT 1 FROM suppressions s WHERE s.address_key = copies.address_key)`;
  const result = await tx
    .updateTable("copies")
    .set({
      state: sql<string>`CASE WHEN ${isSuppressed} THEN 'suppressed' ELSE 'cancelled' END`,
      next_attempt_at: null,
    })
    .where("id", "in", dueCopies(tx, message, limit, now))
    .where(
      sql<boolean>`(${isSuppressed} OR NOT EXISTS (
        SELECT 1 FROM copy_persons cp JOIN persons p ON p.id = cp.person_id
        WHERE cp.copy_id = copies.id AND p.hidden = 0))`,
    )
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

function dueCopies(read: Read, message: number, limit: number, now: number) {
  return read
    .selectFrom("copies")
    .select("id")
    .where("message_id", "=", message)
    .where("next_attempt_at", "<=", now)
    .orderBy("next_attempt_at")
    .orderBy("id")
    .limit(limit);
}

/** Takes up to `limit` due copies of a message: they are on the wire from now, and the attempt counts. */
export async function claimCopies(
  tx: Tx,
  message: number,
  limit: number,
  claim: Claim,
  now: number,
): Promise<ClaimedCopy[]> {
  while ((await withdrawCopies(tx, message, limit, now)) > 0);
  const claimed = await tx
    .updateTable("copies")
    .set((eb) => ({
      state: "sending",
      next_attempt_at: null,
      claimed_by: claim.owner,
      claimed_until: claim.until,
      attempts: eb("attempts", "+", 1),
      first_attempt_at: eb.fn.coalesce("first_attempt_at", sql<number>`CAST(${now} AS INTEGER)`),
    }))
    .where("id", "in", dueCopies(tx, message, limit, now))
    .returning(["id", "address", "address_key", "person_key", "attempts", "first_attempt_at"])
    .execute();
  if (claimed.length === 0) return [];
  const persons = await presentPersonsOf(
    tx,
    claimed.map(({ id }) => id),
  );
  const isPerPerson = claimed.some((row) => row.person_key !== 0);
  const copiesAt = isPerPerson
    ? await countCopiesAt(
        tx,
        message,
        claimed.map((row) => row.address_key),
      )
    : new Map<string, number>();
  return claimed.map((row) => ({
    id: row.id,
    message,
    address: row.address,
    addressKey: row.address_key,
    sharesAddress: row.person_key !== 0 && (copiesAt.get(row.address_key) ?? 0) > 1,
    attempts: row.attempts,
    firstAttemptAt: row.first_attempt_at ?? now,
    persons: persons.get(row.id) ?? [],
  }));
}

async function countCopiesAt(read: Read, message: number, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await read
    .selectFrom("copies")
    .select((eb) => ["address_key", eb.fn.countAll<number>().as("copies")])
    .where("message_id", "=", message)
    .where("address_key", "in", keys)
    .groupBy("address_key")
    .execute();
  return new Map(rows.map((row) => [row.address_key, row.copies]));
}

/**
 * Writes down what became of a copy on the wire. A late record by somebody who lost the claim changes nothing.
 *
 * @returns whether it was recorded
 */
export async function recordCopy(tx: Tx, id: number, owner: string, settlement: Settlement): Promise<boolean> {
  const released = { claimed_by: null, claimed_until: null, last_reply: settlement.reply };
  const result = await tx
    .updateTable("copies")
    .set((eb) => {
      switch (settlement.state) {
        case "sent":
          return { ...released, state: "sent", sent_at: settlement.sentAt };
        case "failed":
          return { ...released, state: "failed" };
        case "deferred":
          return { ...released, state: "deferred", next_attempt_at: settlement.nextAttemptAt };
        case "untried":
          return {
            ...released,
            state: "queued",
            next_attempt_at: settlement.nextAttemptAt,
            attempts: eb("attempts", "-", 1),
            // As if it had never been on the wire: the time until it is given up has not begun.
            first_attempt_at: eb.case().when("attempts", "=", 1).then(null).else(eb.ref("first_attempt_at")).end(),
          };
      }
    })
    .where("id", "=", id)
    .where("state", "=", "sending")
    .where("claimed_by", "=", owner)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Gives copies free whose server is gone. Whether they were delivered nobody knows: they go again, byte for byte the same. */
export async function reclaimCopies(tx: Tx, now: number): Promise<number> {
  const result = await tx
    .updateTable("copies")
    .set({ state: "queued", next_attempt_at: now, claimed_by: null, claimed_until: null })
    .where("state", "=", "sending")
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Whether a message still has a copy that is to go or on its way. */
export async function hasOpenCopies(read: Read, message: number): Promise<boolean> {
  const row = await read
    .selectFrom("copies")
    .select("id")
    .where("message_id", "=", message)
    .where("state", "in", ["queued", "sending", "deferred"])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Stops every copy that has not gone. What is on the wire cannot be stopped. */
export async function cancelCopies(tx: Tx, message: number): Promise<number> {
  const result = await tx
    .updateTable("copies")
    .set({ state: "cancelled", next_attempt_at: null })
    .where("message_id", "=", message)
    .where("state", "in", ["queued", "deferred"])
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Stops copies that came back into the queue after their message was cancelled. */
export async function cancelStrayCopies(tx: Tx): Promise<void> {
  await tx
    .updateTable("copies")
    .set({ state: "cancelled", next_attempt_at: null })
    .where("state", "in", ["queued", "deferred"])
    .where("message_id", "in", (eb) => eb.selectFrom("messages").select("id").where("state", "=", "cancelled"))
    .execute();
}

/** Puts failed copies back into the queue, as if they had not been tried. */
export async function retryCopies(tx: Tx, message: number, now: number): Promise<number> {
  const result = await tx
    .updateTable("copies")
    .set({ state: "queued", next_attempt_at: now, attempts: 0, first_attempt_at: null })
    .where("message_id", "=", message)
    .where("state", "=", "failed")
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Removes the copies of a message that is refused at release; none of them was ever due. */
export async function removeCopies(tx: Tx, message: number): Promise<void> {
  await tx.deleteFrom("copies").where("message_id", "=", message).execute();
}

/** What a return path of a copy is bound to; undefined when there is no such copy. */
export async function copyBinding(
  read: Read,
  id: number,
): Promise<{ message: number; addressKey: string; address: string } | undefined> {
  const row = await read
    .selectFrom("copies")
    .select(["message_id", "address_key", "address"])
    .where("id", "=", id)
    .executeTakeFirst();
  return row && { message: row.message_id, addressKey: row.address_key, address: row.address };
}
