type CodedCategory = "hard" | "soft" | "mailbox-full" | "policy" | "unknown";

/**
 * Codes of RFC 3463 §3 and the IANA registry that leave no doubt; the first that matches decides. Deliberately absent:
 * 5.0.0, 5.1.0, 5.2.0 (any trouble at all) and 5.5.x (anything a server did not like).
 */
const BY_STATUS: readonly (readonly [RegExp, CodedCategory])[] = [
  [/^[45]\.2\.2$/, "mailbox-full"],
  // Too big for the recipient, for the system.
  [/^[45]\.(?:2\.3|3\.4)$/, "policy"],
  // 5.1.10 (RFC 7505): takes no mail; Microsoft 365 uses it, and 5.1.351, for unknown recipients.
  [/^5\.1\.(?:[1236]|10|351)$/, "hard"],
  // "Mailbox disabled, not accepting messages".
  [/^5\.2\.1$/, "hard"],
  // No route to the domain; 5.4.310 is Microsoft's for a domain that does not exist.
  [/^5\.4\.(?:4|310)$/, "hard"],
  [/^[45]\.7\./, "policy"],
];

/** What an enhanced status code says that leaves no doubt. */
export function byStatus(status: string | null): CodedCategory | undefined {
  return BY_STATUS.find(([pattern]) => pattern.test(status ?? ""))?.[1];
}

/** The sender's address or its domain (RFC 3463 §3.2): an "invalid address" is then ours. */
export function isAboutSender(status: string | null): boolean {
  return /^[45]\.1\.[78]$/.test(status ?? "");
}

/** RFC 7504: neither the host nor the domain takes mail. */
const TAKES_NO_MAIL = [521, 556];

/** Subject of a status code (RFC 3463 §3): mailbox, system, network, protocol; content. */
const HOST_SUBJECTS = ["2", "3", "4", "5"];
const CONTENT_SUBJECT = "6";

/** What is left to be said where nothing else has decided. */
export function byCode(status: string | null, code: number | null): CodedCategory {
  if (code !== null && TAKES_NO_MAIL.includes(code)) return "hard";
  const subject = status?.split(".")[1] ?? "";
  if (subject === CONTENT_SUBJECT) return "policy";
  return isTemporary(status, code) || HOST_SUBJECTS.includes(subject) ? "soft" : "unknown";
}

/** Whether the server would like to be asked again. Its reply counts: reports add status codes of their own. */
export function isTemporary(status: string | null, code: number | null): boolean {
  return code === null ? status?.startsWith("4") === true : code < 500;
}
