import type { Event, EventKind } from "./events.ts";
import type { Read } from "./tables.ts";

/** The newest events first. @param filter.since earlier ones are left out */
export async function listEvents(
  read: Read,
  filter: { since: number | undefined; kind: EventKind | undefined; limit: number },
): Promise<Event[]> {
  let query = read.selectFrom("events").selectAll().orderBy("id", "desc").limit(filter.limit);
  if (filter.since !== undefined) query = query.where("at", ">=", filter.since);
  if (filter.kind !== undefined) query = query.where("kind", "=", filter.kind);
  return (await query.execute()).map(eventOf);
}

/** What a failure brought about, in order. */
export async function eventsOfBounce(read: Read, bounce: number): Promise<Event[]> {
  const rows = await read.selectFrom("events").selectAll().where("bounce_id", "=", bounce).orderBy("id").execute();
  return rows.map(eventOf);
}

function eventOf(row: {
  at: number;
  kind: string;
  message_id: number | null;
  address: string | null;
  text: string;
}): Event {
  return { at: row.at, kind: row.kind as EventKind, message: row.message_id, address: row.address, text: row.text };
}
