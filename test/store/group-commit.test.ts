import { describe, expect, test } from "vitest";
import { groupCommit, type TransactionEngine } from "../../src/store/group-commit.ts";
import { StoreBusyError } from "../../src/store/store.ts";
import type { Tx } from "../../src/store/tables.ts";

/** An engine that writes down what it is told, and fails when the test says so. */
class WrittenDown implements TransactionEngine {
  readonly steps: string[] = [];
  readonly tx = {} as Tx;
  /** How often the lock is held by somebody else before it can be had. */
  busyTimes = 0;
  /** What COMMIT throws. */
  commitError: Error | undefined;
  private open = false;

  begin(): boolean {
    if (this.busyTimes > 0) {
      this.busyTimes -= 1;
      return false;
    }
    this.open = true;
    this.steps.push("begin");
    return true;
  }

  savepoint(): void {
    this.steps.push("savepoint");
  }

  releaseSavepoint(): void {
    this.steps.push("release");
  }

  rollbackToSavepoint(): void {
    this.steps.push("undo");
  }

  commit(): void {
    if (this.commitError !== undefined) throw this.commitError;
    this.open = false;
    this.steps.push("commit");
  }

  rollback(): void {
    this.open = false;
    this.steps.push("rollback");
  }

  isOpen(): boolean {
    return this.open;
  }

  /** The engine itself gives the transaction up, as SQLite does on a full disk. */
  lose(): void {
    this.open = false;
  }
}

function engineAndCommits(busyLimitMs = 1_000) {
  const engine = new WrittenDown();
  return { engine, commits: groupCommit(engine, busyLimitMs) };
}

describe("transitions that wait together", () => {
  test("share one commit, with a savepoint for each but the first, in the order in which they came", async () => {
    const { engine, commits } = engineAndCommits();
    const order: string[] = [];
    const answers = await Promise.all(
      ["Ruth", "Beat", "Léa"].map((name) => commits.atomically(async () => `${name} ${order.push(name)}`)),
    );
    expect(answers).toEqual(["Ruth 1", "Beat 2", "Léa 3"]);
    const each = ["savepoint", "release"];
    expect(engine.steps).toEqual(["begin", ...each, ...each, "commit"]);
  });

  test("run one after another, also where one of them waits inside", async () => {
    const { commits } = engineAndCommits();
    const running: string[] = [];
    const slow = commits.atomically(async () => {
      running.push("slow begins");
      await new Promise((resolve) => setImmediate(resolve));
      running.push("slow ends");
    });
    const quick = commits.atomically(async () => void running.push("quick"));
    await Promise.all([slow, quick]);
    expect(running).toEqual(["slow begins", "slow ends", "quick"]);
  });

  test("are answered only after the commit", async () => {
    const { engine, commits } = engineAndCommits();
    const seen: string[][] = [];
    await Promise.all([1, 2].map(() => commits.atomically(async () => 0).then(() => seen.push([...engine.steps]))));
    for (const steps of seen) expect(steps.at(-1)).toBe("commit");
  });

  test("are not more than 64, so that the first does not wait for all", async () => {
    const { engine, commits } = engineAndCommits();
    await Promise.all(Array.from({ length: 100 }, () => commits.atomically(async () => 0)));
    expect(engine.steps.filter((step) => step === "commit")).toHaveLength(2);
    const first = engine.steps.slice(0, engine.steps.indexOf("commit"));
    expect(first.filter((step) => step === "savepoint")).toHaveLength(63);
  });
});

describe("one that fails", () => {
  test("is undone alone; its neighbours are kept", async () => {
    const { engine, commits } = engineAndCommits();
    const outcomes = await Promise.allSettled([
      commits.atomically(async () => "Ruth"),
      commits.atomically(async () => {
        throw new Error("Beat fails");
      }),
      commits.atomically(async () => "Léa"),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(engine.steps).toEqual(["begin", ...["savepoint", "undo", "release"], ...["savepoint", "release"], "commit"]);
  });

  test("is undone also where it is the first, and where it is alone", async () => {
    const { engine, commits } = engineAndCommits();
    const fails = () =>
      commits.atomically(async () => {
        throw new Error("Ruth fails");
      });
    const outcomes = await Promise.allSettled([
      fails(),
      commits.atomically(async () => "Beat"),
      commits.atomically(async () => "Léa"),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
    expect(engine.steps).toEqual(["begin", "rollback", "begin", "savepoint", "release", "commit"]);
    engine.steps.length = 0;
    await expect(fails()).rejects.toThrow("Ruth fails");
    expect(engine.steps).toEqual(["begin", "rollback"]);
  });

  test("takes everybody with it where the whole transaction is lost: nobody hears of a success", async () => {
    const { engine, commits } = engineAndCommits();
    const outcomes = await Promise.allSettled([
      commits.atomically(async () => "Ruth"),
      commits.atomically(async () => {
        engine.lose();
        throw new Error("disk full");
      }),
      commits.atomically(async () => "Léa"),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(engine.steps).not.toContain("commit");
  });

  test("at COMMIT takes everybody with it, and the next ones go on", async () => {
    const { engine, commits } = engineAndCommits();
    engine.commitError = new Error("disk full");
    const outcomes = await Promise.allSettled([1, 2].map(() => commits.atomically(async () => 0)));
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(engine.steps.at(-1)).toBe("rollback");
    engine.commitError = undefined;
    expect(await commits.atomically(async () => "again")).toBe("again");
  });
});

describe("a lock that another process holds", () => {
  test("is tried again from a timer until it is free", async () => {
    const { engine, commits } = engineAndCommits();
    engine.busyTimes = 3;
    expect(await commits.atomically(async () => "at last")).toBe("at last");
  });

  test("is waited for only so long, and then nothing has happened", async () => {
    const { engine, commits } = engineAndCommits(20);
    engine.busyTimes = Number.POSITIVE_INFINITY;
    const ran: string[] = [];
    await expect(commits.atomically(async () => ran.push("ran"))).rejects.toThrow(StoreBusyError);
    expect(ran).toEqual([]);
    engine.busyTimes = 0;
    expect(await commits.atomically(async () => "later")).toBe("later");
  });
});

test("idle is told when all that waits is done, also what came meanwhile", async () => {
  const { engine, commits } = engineAndCommits();
  let late: Promise<unknown> | undefined;
  const early = commits.atomically(async () => {
    late = commits.atomically(async () => 0);
  });
  await commits.idle();
  expect(engine.steps.filter((step) => step === "commit")).toHaveLength(2);
  await Promise.all([early, late]);
  await commits.idle();
});
