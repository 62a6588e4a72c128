/**
 * Fields of the received mail that no copy carries (contract 5): traces of its way to us, what only its author was
 * promised, what says something of another list, and what we say ourselves.
 */
const REMOVED = new Set([
  "bcc",
  "sender",
  "return-path",
  "received",
  "delivered-to",
  "x-original-to",
  "envelope-to",
  "errors-to",
  "precedence",
  "feedback-id",
  "authentication-results",
  // Every copy has another From or To than the author signed, so no signature of theirs would hold.
  "dkim-signature",
  "disposition-notification-to",
  "return-receipt-to",
  "x-confirm-reading-to",
]);

const REMOVED_FAMILIES = /^(?:resent|list|arc|x-spam|x-rspamd|x-virus|x-rundmail)-/;

/** @param key name of the field in lower case */
export function isRemoved(key: string): boolean {
  return REMOVED.has(key) || REMOVED_FAMILIES.test(key);
}
