import { replyFor } from "../journey/reasons.ts";
import type { Reply } from "../mail/reply.ts";

/** What MAIL asks where the client says how large its mail will be (RFC 1870 §6.1): the refusal, if it is too large. */
export function replyToSize(saidBytes: number, maxMessageBytes: number): Reply | undefined {
  return saidBytes > maxMessageBytes ? replyFor("too-large") : undefined;
}
