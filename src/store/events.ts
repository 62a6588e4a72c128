import { addRow, addRowWithId } from "./add-row.ts";
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

/** Events are only ever added. */
export async function addEvent(tx: Tx, event: Event): Promise<void> {
  await addRow(tx, "events", columnsOf(event));
}

/** An event that a failure brought about. @returns its number */
export async function addEventOfFailure(tx: Tx, event: Event, bounce: number): Promise<number> {
  return addRowWithId(tx, "events", { ...columnsOf(event), bounce_id: bounce });
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

/** An event that somebody will read in an overview, and that no failure brought about. @returns its number */
export async function addEventToTell(tx: Tx, event: Event): Promise<number> {
  return addRowWithId(tx, "events", columnsOf(event));
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

function columnsOf({ at, kind, message, address, text }: Event) {
  return { at, kind, message_id: message, address, text };
}
