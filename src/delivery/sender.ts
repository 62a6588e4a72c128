import type { RelayAnswer } from "../journey/settle.ts";
import type { OutgoingMails } from "../questions/outgoing-mail.ts";
import { type Attempted, copiesAttempted, type Dispatch, type Lane } from "../transitions/copies-attempted.ts";
import type { World } from "../world.ts";
import { type RelayAccess, type RelayConnection, relayConnection } from "./relay.ts";
import type { Sign } from "./signing.ts";

/** Sends what is due of one sending identity, over a few kept connections, until it is stopped. */
export interface Sender {
  /** Something may be due now. */
  wake(): void;
  /** Finishes and records the mails on the wire, and begins no other. */
  stop(): Promise<void>;
}

/** While nothing is due the database is asked this often: waits run out without anybody saying so. */
const LOOK_AGAIN_MS = 1_000;

/**
 * When one connection has ended its mail, the others get this long to end theirs: then one commit serves them all. A
 * sync to disk costs about as much as handing over a mail.
 */
const GATHER_MS = 2;

/** How long a relay that cannot be reached is left alone, doubled with each try. */
const UNREACHABLE_REST_MS = { first: 1_000, longest: 60_000 } as const;

/** What one sending identity has for itself. */
export interface Outfit {
  name: string;
  access: RelayAccess;
  connections: number;
  sign: Sign;
}

/** @param owner name of this server in claims: a late record by another one changes nothing */
export function startSender(world: World, mails: OutgoingMails, outfit: Outfit, owner: string): Sender {
  const { access, connections, sign } = outfit;
  const lane: Lane = { sender: outfit.name, owner, turns: new Map() };
  const free: RelayConnection[] = Array.from({ length: connections }, () => relayConnection(access));
  const all = [...free];
  const attempted: Attempted[] = [];
  let onTheWire = 0;
  let isStopping = false;
  let restUntil = 0;
  let restMs: number = UNREACHABLE_REST_MS.first;
  let isDue = true;
  let ring: (() => void) | undefined;
  let allEnded: (() => void) | undefined;

  function wake(): void {
    isDue = true;
    ring?.();
  }

  async function send(connection: RelayConnection, dispatch: Dispatch): Promise<void> {
    onTheWire += 1;
    const answer = await attempt(world, mails, sign, connection, dispatch);
    if (answer.kind === "unreachable") {
      restUntil = performance.now() + restMs;
      restMs = Math.min(restMs * 2, UNREACHABLE_REST_MS.longest);
    } else {
      restMs = UNREACHABLE_REST_MS.first;
    }
    attempted.push({ dispatch, answer });
    free.push(connection);
    onTheWire -= 1;
    if (onTheWire === 0) allEnded?.();
    wake();
  }

  function gather(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, GATHER_MS);
      allEnded = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** One transaction after another: each records what has ended since the last and hands out what may begin. */
  async function turn(): Promise<void> {
    if (attempted.length > 0 && onTheWire > 0) await gather();
    const records = attempted.splice(0);
    const rests = performance.now() < restUntil;
    const slots = isStopping || rests ? 0 : free.length;
    if (records.length === 0 && slots === 0) return;
    let dispatches: Dispatch[];
    try {
      dispatches = await copiesAttempted(world, records, slots, lane);
    } catch (error) {
      // Nothing is forgotten: what could not be recorded is recorded with the next turn.
      attempted.unshift(...records);
      world.log.bug({ where: "sender", error });
      await pause();
      return;
    }
    for (const dispatch of dispatches) {
      const connection = free.pop();
      if (connection === undefined) throw new Error("more mails were handed out than there are connections");
      void send(connection, dispatch);
      isDue = true;
    }
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, LOOK_AGAIN_MS);
      ring = done;
      function done(): void {
        clearTimeout(timer);
        ring = undefined;
        resolve();
      }
    });
  }

  async function run(): Promise<void> {
    while (!isStopping || onTheWire > 0 || attempted.length > 0) {
      isDue = false;
      await turn();
      if (!isDue && attempted.length === 0) await pause();
    }
    for (const connection of all) connection.close();
  }

  const running = run();
  return {
    wake,
    async stop() {
      isStopping = true;
      wake();
      await running;
    },
  };
}

async function attempt(
  world: World,
  mails: OutgoingMails,
  sign: Sign,
  connection: RelayConnection,
  dispatch: Dispatch,
): Promise<RelayAnswer> {
  try {
    const mail = dispatch.kind === "copy" ? await mails.copy(dispatch.copy) : await mails.notice(dispatch.notice);
    return await connection.deliver(await sign(mail));
  } catch (error) {
    // A mail that cannot be composed is our fault and harms no other; it is tried again like any other failure.
    const about = dispatch.kind === "copy" ? { copy: dispatch.copy.id, message: dispatch.copy.message } : {};
    world.log.bug({ where: "composing", error, ...about });
    return { kind: "lost", reply: "could not be composed" };
  }
}
