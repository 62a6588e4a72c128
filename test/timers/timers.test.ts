import { expect, onTestFinished, test, vi } from "vitest";
import { describeMessage } from "../../src/questions/messages.ts";
import { startTimers } from "../../src/timers/timers.ts";
import { switchQueueByHand } from "../../src/transitions/decided-by-hand.ts";
import { mailTo } from "../support/mails.ts";
import { JUGEND, KONF, RUTH, stage } from "../support/people.ts";
import { hand } from "../support/post-office.ts";
import { DAY_MS, testWorld } from "../support/world.ts";

test("a message that cannot be dealt with holds up neither the others nor what falls due", async () => {
  const world = await testWorld({ directory: stage({ jugend: { loginsMaySend: "send" } }) });
  await switchQueueByHand(world, "paused");
  await hand(world, mailTo({ from: RUTH, to: JUGEND, subject: "Lager" }));
  await hand(world, mailTo({ from: RUTH, to: JUGEND, subject: "Reise" }));
  await hand(world, mailTo({ from: RUTH, to: KONF, subject: "Frage" }));
  // As after damage to the disk: what stands there is no list.
  await world.store.atomically((tx) => tx.updateTable("messages").set({ warnings: "{" }).where("id", "=", 1).execute());
  world.wait(30 * DAY_MS);

  const bugs: { where: string; message?: number }[] = [];
  const log = { ...world.log, bug: (fields: { where: string; message?: number }) => void bugs.push(fields) };
  const timers = startTimers({ ...world, log }, () => undefined);
  onTestFinished(() => timers.stop());
  await vi.waitFor(async () => {
    expect((await describeMessage(world, 2))?.copies.queued).toBe(4);
    expect((await describeMessage(world, 3))?.state).toBe("expired");
  }, 10_000);
  expect(bugs).toEqual([expect.objectContaining({ where: "expansion", message: 1 })]);
});
