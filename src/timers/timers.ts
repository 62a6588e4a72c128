import { setTimeout as wait } from "node:timers/promises";
import { Bell } from "../bell.ts";
import { holdsDue } from "../transitions/holds-due.ts";
import { tellNews } from "../transitions/news-told.ts";
import { ExpansionFailed, expandRecipients } from "../transitions/recipients-expanded.ts";
import type { World } from "../world.ts";

/** Holds expire and commands arrive without anybody knocking: the database is asked this often. */
const LOOK_AGAIN_MS = 500;

/** What arrives within this time after a look is looked at together. */
const ARRIVALS_MS = 40;

/** How long a message is left alone whose list of recipients could not be made. */
const PASSED_OVER_MS = 60_000;

/** What happens because time passes, or because a command in another process changed something. */
export interface Timers {
  /** Something has arrived: looks at once instead of at the next beat. */
  look(): void;
  stop(): Promise<void>;
}

/** @param wakeSender called when copies or notices may be due */
export function startTimers(world: World, wakeSender: () => void): Timers {
  let isStopping = false;
  const bell = new Bell();
  let nextHoldsAt = 0;
  /** Messages whose list could not be made, and when they have another try. */
  const passedOver = new Map<number, number>();

  async function look(): Promise<void> {
    const hasRung = bell.hush();
    if (world.store.changedElsewhere() || hasRung) wakeSender();
    while (!isStopping && (await tried(expandNext, false))) wakeSender();
    // No mail that arrives makes a hold due: time does, however much arrives.
    if (performance.now() < nextHoldsAt) return;
    while (!isStopping && (await tried(() => holdsDue(world), 0)) > 0) wakeSender();
    if (!isStopping && (await tried(() => tellNews(world), 0)) > 0) wakeSender();
    nextHoldsAt = performance.now() + LOOK_AGAIN_MS;
  }

  /** One message that cannot be dealt with must not hold up the others, nor one kind of work the next. */
  async function expandNext(): Promise<boolean> {
    const now = performance.now();
    for (const [message, until] of passedOver) if (until <= now) passedOver.delete(message);
    try {
      return await expandRecipients(world, [...passedOver.keys()]);
    } catch (error) {
      if (!(error instanceof ExpansionFailed)) throw error;
      passedOver.set(error.messageId, now + PASSED_OVER_MS);
      world.log.bug({ where: "expansion", message: error.messageId, error: error.cause });
      return true;
    }
  }

  async function tried<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    return work().catch((error: unknown) => {
      world.log.bug({ where: "timers", error });
      return otherwise;
    });
  }

  async function run(): Promise<void> {
    while (!isStopping) {
      await look();
      await wait(ARRIVALS_MS);
      await bell.rest(LOOK_AGAIN_MS);
    }
  }

  const running = run();
  return {
    look: () => bell.ring(),
    async stop() {
      isStopping = true;
      bell.ring();
      await running;
    },
  };
}
