import type { SMTPServerAddress } from "smtp-server";
import type { Reply } from "../mail/reply.ts";

/** Of MAIL, one for each extension that we announce: SIZE (RFC 1870), 8BITMIME (RFC 6152), SMTPUTF8 (RFC 6531). */
export const MAIL_PARAMETERS: readonly string[] = ["SIZE", "BODY", "SMTPUTF8"];

/** Of RCPT: none of our extensions has one. */
export const RCPT_PARAMETERS: readonly string[] = [];

/** A parameter that belongs to no extension of ours is refused (RFC 5321 §4.1.1.11); the library takes any. */
export function replyToParameters(args: SMTPServerAddress["args"], known: readonly string[]): Reply | undefined {
  const unknown = Object.keys(args || {}).find((name) => !known.includes(name.toUpperCase()));
  if (unknown === undefined) return undefined;
  // What a client wrote stays out of a reply, but for what no parameter is without.
  const name = unknown.replace(/[^\w-]/g, "").slice(0, 20);
  return { code: 555, status: "5.5.4", text: `the parameter ${name} is not known here` };
}
