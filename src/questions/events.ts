import { listEvents } from "../store/event-list.ts";
import { EVENT_KINDS, type Event, type EventKind } from "../store/events.ts";
import type { World } from "../world.ts";

export type { EventKind };

/** The kinds by which a list can be asked for. */
export const LISTABLE_KINDS = EVENT_KINDS;

/** One line of `event list`; the time is ISO 8601 in UTC. */
export interface EventSummary {
  at: string;
  kind: EventKind;
  message: number | null;
  address: string | null;
  text: string;
}

/** Newest first. @param filter.since Unix ms; earlier ones are left out */
export async function summariseEvents(
  world: World,
  filter: { since: number | undefined; kind: EventKind | undefined; limit: number },
): Promise<EventSummary[]> {
  const events = await world.store.snapshot((read) => listEvents(read, filter));
  return events.map(summary);
}

export function summary({ at, kind, message, address, text }: Event): EventSummary {
  return { at: new Date(at).toISOString(), kind, message, address, text };
}
