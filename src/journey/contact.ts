import { firstValue } from "../mail/header.ts";
import type { ArrivedMail } from "./arrived-mail.ts";

/** One of the addresses that people read, not programs (contract 2). */
export type ContactRole = "postmaster" | "abuse" | "service";

/**
 * Decides about a mail for the people who run this server (RFC 5321 §4.5.1): it is passed on to them. What a program
 * writes to `service` is an answer to one of our notices, and only logged; so is any notice of ours that comes back.
 */
export function judgeContact(
  mail: ArrivedMail,
  size: "ok" | "too-large",
  role: ContactRole,
): { kind: "refuse"; reason: "too-large" | "loop" } | { kind: "drop" } | { kind: "pass-on" } {
  if (size === "too-large") return { kind: "refuse", reason: "too-large" };
  if (mail.looping) return { kind: "refuse", reason: "loop" };
  const isOurOwn = firstValue(mail.header, "x-rundmail-notice") !== undefined;
  if (isOurOwn || (role === "service" && mail.automatic !== undefined)) return { kind: "drop" };
  return { kind: "pass-on" };
}
