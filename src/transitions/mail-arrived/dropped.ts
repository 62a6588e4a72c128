import { ACCEPTED } from "../../mail/reply.ts";
import { addEvent } from "../../store/events.ts";
import type { Plan } from "./arrival.ts";

/** Accepted and forgotten, but for the event. */
export function planDropped(address: string, now: number): Plan {
  return {
    reply: ACCEPTED,
    keepsRaw: false,
    record: (tx) =>
      addEvent(tx, { at: now, kind: "mail-dropped", message: null, address, text: "nobody reads this address" }),
  };
}
