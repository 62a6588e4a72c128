import { fullName } from "../directory/name.ts";
import type { Person } from "../directory/person.ts";
import type { TargetRef } from "../directory/target.ts";
import { OPERATOR } from "../notices/notice.ts";
import type { AskedOptOut } from "../questions/opt-out-asked.ts";
import { responsibleFor } from "../questions/responsible.ts";
import { addEvent, hasEventSince } from "../store/events.ts";
import { queueNotice } from "../store/notices.ts";
import { addOptOuts, removeOptOut, type Sharer, sharersOfCopy, wasToldOfOptOut } from "../store/opt-outs.ts";
import { addEventToTell } from "../store/overview-lines.ts";
import type { Tx } from "../store/tables.ts";
import type { World } from "../world.ts";
import { targetName } from "./notify.ts";

/** Who writes again and again is told once in this time that it is so already. */
const TOLD_AGAIN_AFTER_MS = 3_600_000;

/** Who must decide about somebody's wish is asked once in this time. */
const ASKED_AGAIN_AFTER_MS = 86_400_000;

/**
 * All whom a copy was for get no more mail of its target: they are told at their address, the responsible person in the
 * next overview. Doing it twice changes nothing.
 */
export async function optOut(tx: Tx, world: World, asked: AskedOptOut, now: number): Promise<void> {
  const { message, address, addressKey } = asked;
  const sharers = await sharersOfCopy(tx, { message: message.id, addressKey });
  if (sharers.length === 0) {
    const text = "an opt-out from an address that is nobody's any more";
    await addEvent(tx, { at: now, kind: "mail-dropped", message: message.id, address, text });
    return;
  }
  const ids = sharers.map(({ id }) => id);
  const added = await addOptOuts(tx, message.target.ref, ids, now);
  if (added > 0) {
    const text = namesOf(sharers).join(", ");
    const event = { at: now, kind: "opted-out", message: message.id, address, text } as const;
    await addEventToTell(tx, event, await responsibleFor(tx, world, message.id));
    world.log.optedOut({ message: message.id, persons: ids });
  } else if (await wasToldOfOptOut(tx, addressKey, now - TOLD_AGAIN_AFTER_MS)) {
    return;
  }
  const [first, ...others] = sharers;
  await queueNotice(tx, {
    notice: {
      kind: "unsubscribed",
      outcome: added > 0 ? "opted-out" : "already",
      target: targetName(message),
      names: namesOf(sharers),
    },
    message: message.id,
    question: null,
    mail: null,
    address,
    person: others.length === 0 ? (first?.id ?? null) : null,
    language: sharers.find(({ language }) => language !== null)?.language ?? null,
    createdAt: now,
  });
}

/** Somebody wants no more of a mail that everybody gets: a human reads it, and nobody is opted out. */
export async function askForOptOut(
  tx: Tx,
  world: World,
  { message, address, addressKey }: AskedOptOut,
  mail: { id: number; from: string; to: string; subject: string },
  now: number,
): Promise<void> {
  const before = { kind: "opt-out-asked", message: message.id, address, since: now - ASKED_AGAIN_AFTER_MS } as const;
  if (await hasEventSince(tx, before)) return;
  const names = namesOf(await sharersOfCopy(tx, { message: message.id, addressKey }));
  await queueNotice(tx, {
    notice: {
      kind: "forwarded",
      to: mail.to,
      from: mail.from,
      subject: mail.subject,
      optOut: { target: targetName(message), who: { name: names.join(", "), address } },
    },
    message: message.id,
    question: null,
    mail: mail.id,
    address: await responsibleFor(tx, world, message.id),
    person: null,
    language: null,
    createdAt: now,
  });
  await addEvent(tx, { at: now, kind: "opt-out-asked", message: message.id, address, text: names.join(", ") });
}

/** Who has no name is known by the address alone. */
function namesOf(sharers: readonly Sharer[]): string[] {
  return sharers.map(fullName).filter((name) => name !== "");
}

/** What an operator decides for a person: that they get no more mail of a target, or again. */
export interface OptOutByHand {
  person: Person;
  ref: TargetRef;
  /** As the operator calls it. */
  target: string;
}

/** @returns whether it was not so before */
export async function optOutByHand(world: Pick<World, "store" | "clock">, wish: OptOutByHand): Promise<boolean> {
  const now = world.clock();
  return world.store.atomically(async (tx) => {
    if ((await addOptOuts(tx, wish.ref, [wish.person.id], now)) === 0) return false;
    await addEvent(tx, { at: now, kind: "opted-out", message: null, address: null, text: byHand(wish) });
    return true;
  });
}

/** @returns whether the person had opted out */
export async function optInByHand(world: Pick<World, "store" | "clock">, wish: OptOutByHand): Promise<boolean> {
  const now = world.clock();
  return world.store.atomically(async (tx) => {
    if (!(await removeOptOut(tx, wish.ref, wish.person.id))) return false;
    await addEvent(tx, { at: now, kind: "opted-in", message: null, address: null, text: byHand(wish) });
    return true;
  });
}

function byHand({ person, target }: OptOutByHand): string {
  const name = fullName(person);
  return `${name === "" ? `person ${person.id}` : name}: ${target}, by ${OPERATOR}`;
}
