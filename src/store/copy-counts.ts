import { personsOf } from "./copy-persons.ts";
import type { Read } from "./tables.ts";

const COPY_STATES = [
  "queued",
  "sending",
  "sent",
  "deferred",
  "failed",
  "bounced",
  "suppressed",
  "cancelled",
  "already",
] as const;

export type CopyState = (typeof COPY_STATES)[number];

/** How many copies of a message are in each state. */
export type CopyCounts = Record<CopyState | "total", number>;

/** The counts of several messages at once. */
export async function countCopies(read: Read, messages: readonly number[]): Promise<Map<number, CopyCounts>> {
  const counts = new Map(messages.map((id) => [id, noCopies()]));
  if (messages.length === 0) return counts;
  const rows = await read
    .selectFrom("copies")
    .select((eb) => ["message_id", "state", eb.fn.countAll<number>().as("copies")])
    .where("message_id", "in", messages)
    .groupBy(["message_id", "state"])
    .execute();
  for (const row of rows) {
    const of = counts.get(row.message_id) ?? noCopies();
    of[row.state as CopyState] = row.copies;
    of.total += row.copies;
  }
  return counts;
}

export interface CopyLine {
  id: number;
  address: string;
  addressKey: string;
  state: CopyState;
  attempts: number;
  lastReply: string | null;
  nextAttemptAt: number | null;
  sentAt: number | null;
  persons: { person: number; name: string }[];
}

/** The copies of a message, in the order in which they were made. */
export async function listCopies(
  read: Read,
  message: number,
  filter: { state?: CopyState; limit: number },
): Promise<CopyLine[]> {
  let query = read.selectFrom("copies").selectAll().where("message_id", "=", message).orderBy("id").limit(filter.limit);
  if (filter.state !== undefined) query = query.where("state", "=", filter.state);
  const rows = await query.execute();
  const persons = await personsOf(
    read,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    id: row.id,
    address: row.address,
    addressKey: row.address_key,
    state: row.state as CopyState,
    attempts: row.attempts,
    lastReply: row.last_reply,
    nextAttemptAt: row.next_attempt_at,
    sentAt: row.sent_at,
    persons: (persons.get(row.id) ?? []).map((person) => ({
      person: person.person,
      name: `${person.firstName} ${person.lastName}`.trim(),
    })),
  }));
}

function noCopies(): CopyCounts {
  return {
    total: 0,
    queued: 0,
    sending: 0,
    sent: 0,
    deferred: 0,
    failed: 0,
    bounced: 0,
    suppressed: 0,
    cancelled: 0,
    already: 0,
  };
}
