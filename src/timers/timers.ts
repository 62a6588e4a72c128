import { holdsDue } from "../transitions/holds-due.ts";
import { expandRecipients } from "../transitions/recipients-expanded.ts";
import type { World } from "../world.ts";

/** Holds expire and commands arrive without anybody knocking: the database is asked this often. */
const LOOK_AGAIN_MS = 500;

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

  async function look(): Promise<void> {
    const hasArrived = isRung;
    isRung = false;
    if (world.store.changedElsewhere() || hasArrived) wakeSender();
    while (!isStopping && (await expandRecipients(world))) wakeSender();
    // No mail that arrives makes a hold due: time does.
    if (hasArrived) return;
    while (!isStopping && (await holdsDue(world)) > 0) wakeSender();
  }

  async function run(): Promise<void> {
    while (!isStopping) {
      await look().catch((error: unknown) => world.log.bug({ where: "timers", error }));
      if (isRung) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_AGAIN_MS);
        ring = () => {
          clearTimeout(timer);
          resolve();
        };
      });
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
