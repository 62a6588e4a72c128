import { expect, test } from "vitest";
import { decideHold, loadHold, questionsToRemind } from "../../src/store/holds.ts";
import { mailTo } from "../support/mails.ts";
import { JUGEND, RUTH } from "../support/people.ts";
import { hand } from "../support/post-office.ts";
import { DAY_MS, testWorld } from "../support/world.ts";

test("a hold is decided once: the second to come hears no, and the first decision stays", async () => {
  const world = await testWorld();
  await hand(world, mailTo({ from: RUTH, to: JUGEND }));
  const decisions = (["released", "rejected"] as const).map((decision, place) =>
    world.store.atomically((tx) => decideHold(tx, 1, decision, world.clock() + place)),
  );
  expect(await Promise.all(decisions)).toEqual([true, false]);
  expect(await world.store.snapshot((read) => loadHold(read, 1))).toMatchObject({
    decision: "released",
    decidedAt: world.clock(),
  });
});

test("nobody is reminded of a hold that is decided", async () => {
  const world = await testWorld();
  await hand(world, mailTo({ from: RUTH, to: JUGEND }));
  world.wait(DAY_MS);
  const due = () => world.store.snapshot((read) => questionsToRemind(read, world.clock(), 10));
  expect(await due()).toMatchObject([{ message: 1, address: RUTH }]);
  await world.store.atomically((tx) => decideHold(tx, 1, "cancelled", world.clock()));
  expect(await due()).toEqual([]);
});
