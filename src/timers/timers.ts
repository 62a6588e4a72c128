import { setTimeout as wait } from "node:timers/promises";
import { Bell } from "../bell.ts";
import { holdsDue } from "../transitions/holds-due.ts";
import { tellNews } from "../transitions/news-told.ts";
import { expandRecipients } from "../transitions/recipients-expanded.ts";
import type { World } from "../world.ts";

/** Holds expire and commands arrive without anybody knocking: the database is asked this often. */
const LOOK_AGAIN_MS = 500;

/** What arrives within this time after a look is looked at together. */
const ARRIVALS_MS = 40;

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

  async function look(): Promise<void> {
    const hasRung = bell.hush();
    if (world.store.changedElsewhere() || hasRung) wakeSender();
    while (!isStopping && (await expandRecipients(world))) wakeSender();
    // No mail that arrives makes a hold due: time does, however much arrives.
    if (performance.now() < nextHoldsAt) return;
    while (!isStopping && (await holdsDue(world)) > 0) wakeSender();
    if (!isStopping && (await tellNews(world)) > 0) wakeSender();
    nextHoldsAt = performance.now() + LOOK_AGAIN_MS;
  }

  async function run(): Promise<void> {
    while (!isStopping) {
      await look().catch((error: unknown) => world.log.bug({ where: "timers", error }));
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
