import { addRow, addRowWithId } from "./add-row.ts";
import type { Tx } from "./tables.ts";

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
  "bounce-manual",
  "bounce-assigned",
  "bounce-dismissed",
  "provider-paused",
  "mail-dropped",
  "relay-paused",
  "queue-paused",
  "queue-resumed",
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

function columnsOf({ at, kind, message, address, text }: Event) {
  return { at, kind, message_id: message, address, text };
}
