import { fullName } from "../directory/name.ts";
import type { FailureCategory } from "../journey/bounce/failure.ts";
import { decodeWords } from "../mail/encoded-words.ts";
import { firstValue, parseHeader } from "../mail/header.ts";
import { readableText } from "../mail/plain-text.ts";
import { findListedBounce, type ListedBounce, listBounces } from "../store/bounce-list.ts";
import { BOUNCE_STATES, type BounceState, loadBounce } from "../store/bounces.ts";
import { eventsOfBounce } from "../store/event-list.ts";
import { rawOf } from "../store/mails.ts";
import { loadMessage } from "../store/messages.ts";
import type { World } from "../world.ts";
import { type EventSummary, summary as eventSummary } from "./events.ts";

export type { BounceState };

/** The states by which a list can be asked for. */
export const LISTABLE_STATES = BOUNCE_STATES;

/** One line of `bounce list`. Times are ISO 8601 in UTC. */
export interface BounceSummary {
  id: number;
  arrivedAt: string;
  /** Who could not be reached; null: the report does not say. */
  address: string | null;
  /** Of the copy, or else who has the address now. */
  persons: number[];
  category: FailureCategory;
  status: string | null;
  code: number | null;
  words: string;
  state: BounceState;
  message: number | null;
  copy: number | null;
}

/** All there is to know about one failure. */
export interface BounceDetails extends BounceSummary {
  /** Of the persons, in their order. */
  names: string[];
  /** When the copy was on the wire. */
  triedAt: string;
  copyState: string | null;
  target: { name: string; address: string } | null;
  subject: string | null;
  /** The report as a person reads it; null: the relay said it in the session. */
  report: { from: string; subject: string; date: string; text: string } | null;
  /** What came of it. */
  events: EventSummary[];
}

/** As much of a report as explains it; the rest is usually the mail that came back. */
const REPORT_CHARS = 3_000;

/** Newest first. */
export async function summariseBounces(
  world: World,
  filter: { state: BounceState | undefined; limit: number },
): Promise<BounceSummary[]> {
  const bounces = await world.store.snapshot((read) => listBounces(read, filter));
  return bounces.map(summary);
}

/** @returns undefined when there is no such failure */
export async function describeBounce(world: World, id: number): Promise<BounceDetails | undefined> {
  return world.store.snapshot(async (read) => {
    const bounce = await findListedBounce(read, id);
    if (bounce === undefined) return undefined;
    const message = bounce.message === null ? undefined : await loadMessage(read, bounce.message);
    const raw = bounce.mail === null ? null : await rawOf(read, bounce.mail);
    return {
      ...summary(bounce),
      names: bounce.persons.map(fullName),
      triedAt: new Date(bounce.triedAt).toISOString(),
      copyState: bounce.copyState,
      target: message === undefined ? null : { name: message.target.name, address: message.target.address },
      subject: message?.subject ?? null,
      report: raw && readable(raw),
      events: (await eventsOfBounce(read, id)).map(eventSummary),
    };
  });
}

/** The report as it came; undefined when there is no such failure, null when there is no report of it. */
export async function reportSource(world: World, id: number): Promise<Buffer | null | undefined> {
  return world.store.snapshot(async (read) => {
    const bounce = await loadBounce(read, id);
    return bounce && (bounce.mail === null ? null : rawOf(read, bounce.mail));
  });
}

function summary(bounce: ListedBounce): BounceSummary {
  const { id, address, category, status, code, words, state, message, copy } = bounce;
  return {
    id,
    arrivedAt: new Date(bounce.arrivedAt).toISOString(),
    address,
    persons: bounce.persons.map(({ person }) => person),
    category,
    status,
    code,
    words,
    state,
    message,
    copy,
  };
}

function readable(raw: Buffer): BounceDetails["report"] {
  const header = parseHeader(raw);
  const said = (name: string): string => decodeWords(firstValue(header, name) ?? "");
  return { from: said("from"), subject: said("subject"), date: said("date"), text: readableText(raw, REPORT_CHARS) };
}
