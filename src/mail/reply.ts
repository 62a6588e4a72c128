/** Code and enhanced status of one reply always have the same class (RFC 3463 §2), so 451 with 5.4.6 does not compile. */
type Code = {
  2: 220 | 221 | 250 | 251 | 252;
  4: 421 | 450 | 451 | 452;
  5: 500 | 501 | 502 | 503 | 504 | 550 | 551 | 552 | 553 | 554 | 555;
};

/** One answer on the wire: SMTP code, enhanced status code (RFC 2034) and a text for the person who reads it. */
export type Reply = {
  [Class in keyof Code]: { code: Code[Class]; status: `${Class}.${number}.${number}`; text: string };
}[keyof Code];

/** A mail is taken. */
export const ACCEPTED: Reply = { code: 250, status: "2.6.0", text: "accepted" };

/** A reply line has at most 512 octets with code and CRLF (RFC 5321 §4.5.3.1.5). */
const MAX_REPLY_OCTETS = 510;

/**
 * The reply as one line without its CRLF, such as `550 5.1.1 No such address here`.
 * Whatever the text carries, the line stays one printable ASCII line (RFC 5321 §4.2), cut at 510 octets.
 */
export function formatReply(reply: Reply): string {
  const text = reply.text
    .replace(/\s+/g, " ")
    .replace(/[^ -~]/g, "?")
    .trim();
  return `${reply.code} ${reply.status} ${text}`.slice(0, MAX_REPLY_OCTETS).trimEnd();
}
