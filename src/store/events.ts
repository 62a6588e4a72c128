import { addRow } from "./add-row.ts";
import type { Read, Tx } from "./tables.ts";

/** Something an operator may want to know later. */
export interface Event {
  at: number;
  kind: EventKind;
  message: number | null;
  address: string | null;
  text: string;
}

export const EVENT_KINDS = [
  "message-refused",
  "message-dropped",
  "hold-decided",
  "answer-ignored",
  "released",
  "cancelled",
  "retried",
  "test-copy",
  "question-undeliverable",
  "notice-failed",
  "mail-returned",
  "bounced",
  "complaint",
  "unreachable",
  "suppressed",
  "unsuppressed",
  "removed-from-group",
  "put-back-in-group",
  "opted-out",
  "opted-in",
  "opt-out-asked",
  "archive-failed",
  "bounce-manual",
  "bounce-assigned",
  "bounce-dismissed",
  "provider-paused",
  "mail-dropped",
  "relay-paused",
  "sender-fallback",
  "sender-missing",
  "queue-paused",
  "queue-resumed",
  "sender-red",
  "sender-green",
] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

export interface NewEvent extends Event {
  /** The failure that brought it about. */
  bounce?: number;
}

/** Events are only ever added. */
export async function addEvent(tx: Tx, event: NewEvent): Promise<void> {
  await addRow(tx, "events", eventRow(event));
}

export function eventRow({ at, kind, message, address, text, bounce }: NewEvent) {
  return { at, kind, message_id: message, address, text, bounce_id: bounce ?? null };
}

/** Whether an event of this kind about a message was added before. */
export async function hasEvent(read: Read, kind: EventKind, message: number): Promise<boolean> {
  const row = await read
    .selectFrom("events")
    .select("id")
    .where("message_id", "=", message)
    .where("kind", "=", kind)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether something happened lately with a message at an address. */
export async function hasEventSince(
  read: Read,
  { kind, message, address, since }: { kind: EventKind; message: number; address: string; since: number },
): Promise<boolean> {
  const row = await read
    .selectFrom("events")
    .select("id")
    .where("message_id", "=", message)
    .where("kind", "=", kind)
    .where("address", "=", address)
    .where("at", ">", since)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
