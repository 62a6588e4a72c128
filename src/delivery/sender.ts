import { Bell } from "../bell.ts";
import type { OutgoingMails } from "../questions/outgoing-mail.ts";
import { copiesAttempted, type Dispatch, type Lane } from "../transitions/copies-attempted.ts";
import type { World } from "../world.ts";
import { type Delivered, type Outfit, startCarrying } from "./carrying.ts";

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

/**
 * From here on a relay takes longer to read a mail than we take to record one: it would stand still if all connections
 * waited for the last of them, so half of them go on together.
 */
const LONG_MAIL_BYTES = 16_384;

/** How long a relay that cannot be reached is left alone, doubled with each try. */
const UNREACHABLE_REST_MS = { first: 1_000, longest: 60_000 } as const;

/**
 * While the relay takes a mail faster than this, and a signature takes long, as many more as there are connections are claimed,
 * composed and signed ahead. Otherwise nothing is gained, and the fewer are claimed, the sooner a cancellation holds.
 */
const AHEAD_BELOW_MS = 100;

/** @param owner name of this server in claims: a late record by another one changes nothing */
export function startSender(world: World, mails: OutgoingMails, outfit: Outfit, owner: string): Sender {
  const { connections } = outfit;
  const lane: Lane = { sender: outfit.name, owner, turns: new Map(), isHalted: false, isCut: false };
  const carrying = startCarrying(world, mails, outfit, ended);
  const bell = new Bell();
  const delivered: Delivered[] = [];
  /** Handed out, and not ended yet. */
  let inHand = 0;
  let ahead = 0;
  let isStopping = false;
  let restUntil = 0;
  let restMs: number = UNREACHABLE_REST_MS.first;
  /** Mails that one commit waits for. */
  let enough = connections;
  let enoughEnded: (() => void) | undefined;
  let patience: NodeJS.Timeout | undefined;

  function ended(what: Delivered): void {
    const { answer } = what;
    const { kind } = answer;
    // A greeting with 4xx is as good as no connection: the next one would hear the same, or one too many less.
    const isShutOut = kind === "rejected" && answer.stage === "session" && answer.code < 500;
    delivered.push(what);
    inHand -= 1;
    if (kind === "unreachable" || isShutOut) {
      // All connections fail at the same time: that is one try.
      if (performance.now() >= restUntil) {
        restUntil = performance.now() + restMs;
        restMs = Math.min(restMs * 2, UNREACHABLE_REST_MS.longest);
      }
      carrying.withdraw();
    } else if (kind !== "withheld") {
      restMs = UNREACHABLE_REST_MS.first;
      ahead = outfit.sign.takesLong && what.wireMs < AHEAD_BELOW_MS ? connections : 0;
    }
    enough = what.bytes < LONG_MAIL_BYTES ? connections : Math.ceil(connections / 2);
    if (delivered.length >= enough || inHand === 0) enoughEnded?.();
    bell.ring();
  }

  function gather(): Promise<void> {
    return new Promise((resolve) => {
      enoughEnded = resolve;
      // One for all turns: a timer for each, begun and cleared, takes a fortieth of the time of sending.
      patience ??= setTimeout(() => enoughEnded?.(), GATHER_MS);
      patience.refresh();
    });
  }

  /** One transaction after another: each records what has ended since the last and hands out what may begin. */
  async function turn(): Promise<void> {
    if (delivered.length > 0 && delivered.length < enough && inHand > 0) await gather();
    const records = delivered.splice(0);
    const rests = performance.now() < restUntil;
    const slots = isStopping || rests ? 0 : Math.max(0, connections + ahead - inHand);
    if (records.length === 0 && slots === 0) return;
    let dispatches: Dispatch[];
    try {
      dispatches = await copiesAttempted(world, records, slots, lane);
    } catch (error) {
      // Nothing is forgotten: what could not be recorded is recorded with the next turn.
      delivered.unshift(...records);
      world.log.bug({ where: "sender", error });
      bell.hush();
      await bell.rest(LOOK_AGAIN_MS);
      bell.ring();
      return;
    }
    inHand += dispatches.length;
    if (lane.isHalted) carrying.withdraw();
    carrying.carry(records, dispatches);
    if (isStopping) carrying.withdraw();
    if (dispatches.length > 0 || lane.isCut) bell.ring();
  }

  async function run(): Promise<void> {
    while (!isStopping || inHand > 0 || delivered.length > 0) {
      bell.hush();
      await turn();
      await bell.rest(LOOK_AGAIN_MS);
    }
    clearTimeout(patience);
    carrying.close();
  }

  const running = run();
  return {
    wake: () => bell.ring(),
    async stop() {
      isStopping = true;
      carrying.breakOff();
      bell.ring();
      await running;
    },
  };
}
