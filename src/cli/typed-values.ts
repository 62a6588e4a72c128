/** What people type as an argument or option, read or refused with a hint. */

import { InvalidArgumentError } from "commander";
import { parseDuration } from "../config/duration.ts";
import { type Address, parseAddress } from "../mail/address.ts";
import { nearest } from "../nearest.ts";

/** An e-mail address. */
export function parseMailbox(typed: string): Address {
  const address = parseAddress(typed);
  if (address === undefined) throw new InvalidArgumentError("An e-mail address is needed, such as ruth@post.example.");
  return address;
}

/** One of a closed list of words. */
export function parseWordOf<Word extends string>(known: readonly Word[]): (typed: string) => Word {
  return (typed) => {
    const word = known.find((one) => one === typed);
    if (word !== undefined) return word;
    const meant = nearest(typed, known);
    const question = meant === undefined ? "" : `Did you mean ${meant}? `;
    throw new InvalidArgumentError(`${question}Known are ${known.join(", ")}.`);
  };
}

/** Moments without a zone are UTC, as in all that is printed. */
const MOMENT = /^(\d{4}-(\d\d)-(\d\d))(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/;

/** A moment in the past: an ISO date, date and time, or how long ago it was. @returns Unix ms */
export function parseSince(typed: string, now: number): number {
  const agoMs = parseDuration(typed);
  if (agoMs !== undefined) return now - agoMs;
  const [, date = "", , day, time = "00:00", zone = "Z"] = MOMENT.exec(typed) ?? [];
  const at = Date.parse(`${date}T${time}${zone}`);
  // JavaScript takes the 30th of February for the 2nd of March.
  const isRealDay = Number(day) === new Date(Date.parse(date)).getUTCDate();
  if (Number.isNaN(at) || !isRealDay) {
    throw new InvalidArgumentError(
      "A span such as 2d or 12h is needed, or a date such as 2026-11-26 or 2026-11-26T20:01.",
    );
  }
  return at;
}
