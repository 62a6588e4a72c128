import { setTimeout as wait } from "node:timers/promises";
import { StoreBusyError } from "./store.ts";
import type { Tx } from "./tables.ts";

/** What the engine must be able to do for shared transactions. */
export interface TransactionEngine {
  tx: Tx;
  /** Opens a write transaction; false when another process holds the lock right now. */
  begin(): boolean;
  savepoint(): void;
  releaseSavepoint(): void;
  rollbackToSavepoint(): void;
  commit(): void;
  rollback(): void;
  isOpen(): boolean;
}

/** One sync to disk serves at most this many transitions, so that none waits long for its answer. */
const MOST_PER_COMMIT = 64;

/** How long a commit waits for as many transitions as the last one served; a sync costs more than this saves otherwise. */
const GATHER_MS = 2;

/** How often a lock held by another process is tried again. A timer, because waiting inside SQLite stops everything. */
const BUSY_RETRY_MS = 15;

interface Job {
  run(tx: Tx): Promise<unknown>;
  settle(outcome: { value: unknown } | { error: unknown }): void;
}

/**
 * Runs transitions one after another and lets those that wait share a commit (group commit): a savepoint for
 * each but the first, one sync for all, answers only after it.
 *
 * @param busyLimitMs how long a lock of another process is waited for
 */
export function groupCommit(engine: TransactionEngine, busyLimitMs: number) {
  const waiting: Job[] = [];
  let running: Promise<void> | undefined;
  /** How many the last commit served: as many may be about to come. */
  let expected = 1;

  async function begin(): Promise<void> {
    const startedAt = performance.now();
    while (!engine.begin()) {
      if (performance.now() - startedAt > busyLimitMs)
        throw new StoreBusyError("the database is locked by another process");
      await wait(BUSY_RETRY_MS);
    }
  }

  async function runBatch(batch: Job[]): Promise<void> {
    const answers: (() => void)[] = [];
    let isBegun = false;
    try {
      for (const job of batch) {
        // The first can be undone with all that there is, and needs no savepoint of its own.
        const isFirst = !isBegun;
        if (isFirst) await begin();
        else engine.savepoint();
        isBegun = true;
        try {
          const value = await job.run(engine.tx);
          if (!isFirst) engine.releaseSavepoint();
          answers.push(() => job.settle({ value }));
        } catch (error) {
          // A full disk ends the whole transaction, not only the savepoint: then nobody's change is kept.
          if (!engine.isOpen()) throw error;
          if (isFirst) {
            engine.rollback();
            isBegun = false;
          } else {
            engine.rollbackToSavepoint();
            engine.releaseSavepoint();
          }
          answers.push(() => job.settle({ error }));
        }
      }
      if (isBegun) engine.commit();
    } catch (error) {
      if (engine.isOpen()) engine.rollback();
      for (const job of batch) job.settle({ error });
      return;
    }
    for (const answer of answers) answer();
  }

  /**
   * Lets transitions of other sockets join: as long as more come with each turn of the event loop, and a moment longer
   * where the last commit served several. Whoever is alone waits for one turn only.
   */
  function gather(): Promise<void> {
    const giveUpAt = performance.now() + GATHER_MS;
    let before = waiting.length;
    return new Promise((resolve) => {
      // One promise for all turns of the event loop, which are many: they would be a twentieth of all garbage.
      function look(): void {
        const mayWait = waiting.length < MOST_PER_COMMIT;
        const isWorthIt = waiting.length > before || (waiting.length < expected && performance.now() < giveUpAt);
        before = waiting.length;
        if (mayWait && isWorthIt) setImmediate(look);
        else resolve();
      }
      setImmediate(look);
    });
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      await gather();
      const batch = waiting.splice(0, MOST_PER_COMMIT);
      expected = batch.length;
      await runBatch(batch);
    }
    running = undefined;
  }

  return {
    atomically<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        waiting.push({
          run: work,
          settle: (outcome) => ("error" in outcome ? reject(outcome.error) : resolve(outcome.value as T)),
        });
        running ??= drain();
      });
    },
    /** Fulfilled when nothing runs or waits any more. */
    async idle(): Promise<void> {
      while (running !== undefined) await running;
    },
  };
}
