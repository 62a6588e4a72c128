import { setTimeout as wait } from "node:timers/promises";
import { holdsDue } from "../transitions/holds-due.ts";
import { tellNews } from "../transitions/news-told.ts";
import { expandRecipients } from "../transitions/recipients-expanded.ts";
import type { World } from "../world.ts";

/** Holds expire and commands arrive without anybody knocking: the database is asked this often. */
const LOOK_AGAIN_MS = 500;

/** What arrives within this time after a look is looked at together. */
const ARRIVALS_MS = 10;

/** What happens because time passes, or because a command in another process changed something. */
export interface Timers {
  /** Something has arrived: looks at once instead of at the next beat. */
  look(): void;
  stop(): Promise<void>;
}

/** @param wakeSender called when copies or notices may be due */
export function startTimers(world: World, wakeSender: () => void): Timers {
  let isStopping = false;
  let isRung = false;
  let ring: (() => void) | undefined;
  let nextHoldsAt = 0;

  async function look(): Promise<void> {
    if (world.store.changedElsewhere() || isRung) wakeSender();
    isRung = false;
    while (!isStopping && (await expandRecipients(world))) wakeSender();
    // No mail that arrives makes a hold due: time does, however much arrives.
    if (performance.now() < nextHoldsAt) return;
    while (!isStopping && (await holdsDue(world)) > 0) wakeSender();
    if (!isStopping && (await tellNews(world)) > 0) wakeSender();
    nextHoldsAt = performance.now() + LOOK_AGAIN_MS;
  }

  /** Returns after `ms`, or earlier when `ring` is called. */
  function rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      ring = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function run(): Promise<void> {
    while (!isStopping) {
      await look().catch((error: unknown) => world.log.bug({ where: "timers", error }));
      await wait(ARRIVALS_MS);
      if (!isRung && !isStopping) await rest(LOOK_AGAIN_MS);
    }
  }

  const running = run();
  return {
    look() {
      isRung = true;
      ring?.();
    },
    async stop() {
      isStopping = true;
      ring?.();
      await running;
    },
  };
}
