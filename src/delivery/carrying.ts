import type { RelayAnswer } from "../journey/settle.ts";
import type { OutgoingMail, OutgoingMails } from "../questions/outgoing-mail.ts";
import type { Dispatch } from "../transitions/copies-attempted.ts";
import type { World } from "../world.ts";
import { type RelayAccess, type RelayConnection, relayConnection } from "./relay.ts";
import type { Sign } from "./signing.ts";

/** What one sending identity has for itself. */
export interface Outfit {
  name: string;
  access: RelayAccess;
  connections: number;
  sign: Sign;
}

/** What became of a mail that was handed out. */
export interface Delivered {
  dispatch: Dispatch;
  answer: RelayAnswer;
  /** From the first command to the last reply; 0 where it did not get that far. */
  wireMs: number;
  /** Of the mail as it was composed; 0 where it was not. */
  bytes: number;
  /** Waits until this is recorded; undefined: none was needed. */
  connection: RelayConnection | undefined;
}

/** The connections of one sending identity, and what is ready for them. */
export interface Carrying {
  /**
   * @param recorded what became of these is on disk: only now may their connections begin the next mail
   * @param dispatches are composed and signed at once, and go out as soon as a connection is free
   */
  carry(recorded: readonly Delivered[], dispatches: readonly Dispatch[]): void;
  /** Gives back what has not begun. */
  withdraw(): void;
  /** As `withdraw`, and breaks off connections that are only being opened, which may take minutes. */
  breakOff(): void;
  close(): void;
}

/** A mail that is composed, or ready for the wire. */
interface Carried {
  dispatch: Dispatch;
  /** Undefined: it is not composed yet, or could not be. */
  mail: OutgoingMail | undefined;
}

/** Brings the mails of one sending identity to its relay, over a few kept connections. */
export function startCarrying(
  world: World,
  mails: OutgoingMails,
  { access, connections, sign }: Outfit,
  ended: (what: Delivered) => void,
): Carrying {
  const all = Array.from({ length: connections }, () => relayConnection(access));
  const free = [...all];
  const ready: Carried[] = [];
  const composing: Carried[] = [];

  async function compose(carried: Carried): Promise<void> {
    composing.push(carried);
    carried.mail = await composed(world, mails, sign, carried.dispatch);
    const place = composing.indexOf(carried);
    // It was withdrawn meanwhile.
    if (place === -1) return;
    composing.splice(place, 1);
    const connection = free.pop();
    if (connection === undefined) ready.push(carried);
    else await deliver(connection, carried);
  }

  async function deliver(connection: RelayConnection, { dispatch, mail }: Carried): Promise<void> {
    const startedAt = performance.now();
    const answer = await attempt(world, connection, mail, dispatch);
    const bytes = mail?.chunks.reduce((sum, { length }) => sum + length, 0) ?? 0;
    ended({ dispatch, answer, wireMs: performance.now() - startedAt, bytes, connection });
  }

  function release(connection: RelayConnection): void {
    const next = ready.shift();
    if (next === undefined) free.push(connection);
    else void deliver(connection, next);
  }

  function withdraw(): void {
    for (const { dispatch } of [...ready.splice(0), ...composing.splice(0)]) {
      ended({ dispatch, answer: { kind: "withheld", reply: "not begun" }, wireMs: 0, bytes: 0, connection: undefined });
    }
  }

  return {
    carry(recorded, dispatches) {
      for (const { connection } of recorded) if (connection !== undefined) release(connection);
      for (const dispatch of dispatches) void compose({ dispatch, mail: undefined });
    },
    withdraw,
    breakOff() {
      withdraw();
      for (const connection of all) connection.breakOff();
    },
    close() {
      for (const connection of all) connection.close();
    },
  };
}

/** @returns undefined for a mail that cannot be composed: that is our fault, and harms no other */
async function composed(
  world: World,
  mails: OutgoingMails,
  sign: Sign,
  dispatch: Dispatch,
): Promise<OutgoingMail | undefined> {
  try {
    return await sign(dispatch.kind === "copy" ? await mails.copy(dispatch.copy) : await mails.notice(dispatch.notice));
  } catch (error) {
    world.log.bug({ where: "composing", error, ...idsOf(dispatch) });
    return undefined;
  }
}

async function attempt(
  world: World,
  connection: RelayConnection,
  mail: OutgoingMail | undefined,
  dispatch: Dispatch,
): Promise<RelayAnswer> {
  // Tried again like any other failure.
  if (mail === undefined) return { kind: "lost", reply: "could not be composed" };
  try {
    return await connection.deliver(mail);
  } catch (error) {
    world.log.bug({ where: "delivering", error, ...idsOf(dispatch) });
    return { kind: "lost", reply: "could not be delivered" };
  }
}

function idsOf(dispatch: Dispatch): { copy?: number; notice?: number; message?: number } {
  if (dispatch.kind === "copy") return { copy: dispatch.copy.id, message: dispatch.copy.message };
  const { id, message } = dispatch.notice;
  return { notice: id, ...(message !== null && { message }) };
}
