import { expect, test } from "vitest";
import { crashCampaign, randomFrom } from "../../bench/support/crash-campaign.ts";

/** `npm run bench:crash -- --kills 1000` is the long form. */
const KILLS = 3;

test("a server that is killed again and again loses no copy and doubles only what was on the wire", async () => {
  const seed = Date.now() % 1_000_000;
  const result = await crashCampaign(KILLS, randomFrom(seed));
  expect(result, `seed ${seed}`).toMatchObject({ kills: KILLS, missing: 0, different: 0 });
  expect(result.doubled, `seed ${seed}`).toBeLessThanOrEqual(result.mostDoubled);
  expect(result.copies).toBeGreaterThanOrEqual(1_000);
});
