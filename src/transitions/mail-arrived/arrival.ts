import type { Destination } from "../../journey/route.ts";
import type { Reply } from "../../mail/reply.ts";
import type { HandedMail } from "../../questions/handed-mail.ts";
import { TOO_MUCH_WAITS } from "../../questions/passed-on.ts";
import type { Tx } from "../../store/tables.ts";

/** A mail as an edge hands it in. */
export interface Arrival extends HandedMail {
  /** Envelope sender, "" for the null sender. */
  returnPath: string;
  /** One per RCPT, in order. */
  recipients: { address: string; destination: Destination }[];
}

/** What is to become of the mail for one recipient: decided, not done. */
export interface Plan {
  reply: Reply;
  /** Whether the bytes must be kept. */
  keepsRaw: boolean;
  /** Does it, inside the transaction that the client waits for. */
  record(tx: Tx, mail: number): Promise<void>;
}

/**
 * Too much waits to be passed on already. Nothing of the mail is kept, because it comes again: its sender's server tries
 * for days, and tells a person if it was in vain. The manual folder would take it too, but that is full one day, and
 * whoever writes there is read by nobody but the operator.
 */
export const PUT_OFF: Plan = { reply: TOO_MUCH_WAITS, keepsRaw: false, record: async () => undefined };
