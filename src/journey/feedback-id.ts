import type { Settings } from "../directory/settings.ts";
import { numberedLocalPart, type TargetRef } from "../directory/target.ts";

/** What Gmail takes as the name of a sender: 5 to 15 characters (support.google.com/mail/answer/6254652). */
const SHORTEST_SENDER = 5;
const LONGEST_SENDER = 15;

/**
 * The value of Feedback-ID, by which Gmail's Postmaster Tools count complaints: per message, per target, per class, and
 * last who sends, which stays the same for ever. It names no person and no copy, so Gmail keeps all parts.
 */
export function feedbackId(message: number, ref: TargetRef, ofClass: Settings["class"], domain: string): string {
  const sender = domain.toLowerCase().replace(/[^a-z0-9]/g, "");
  const name = sender.slice(0, LONGEST_SENDER).padEnd(SHORTEST_SENDER, "0");
  return `${message}:${numberedLocalPart(ref)}:${ofClass}:${name}`;
}
