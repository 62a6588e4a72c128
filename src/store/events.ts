import { addRow } from "./add-row.ts";
import type { Tx } from "./tables.ts";

/** Something an operator may want to know later. */
export interface Event {
  at: number;
  kind: EventKind;
  message: number | null;
  address: string | null;
  text: string;
}

type EventKind =
  | "message-refused"
  | "message-dropped"
  | "hold-decided"
  | "answer-ignored"
  | "released"
  | "cancelled"
  | "retried"
  | "test-copy"
  | "question-undeliverable"
  | "notice-failed"
  | "mail-returned"
  | "mail-dropped"
  | "relay-paused"
  | "queue-paused"
  | "queue-resumed";

/** Events are only ever added. */
export async function addEvent(tx: Tx, event: Event): Promise<void> {
  await addRow(tx, "events", {
    at: event.at,
    kind: event.kind,
    message_id: event.message,
    address: event.address,
    text: event.text,
  });
}
