/**
 * Does a crash lose or double mail? The server is killed with SIGKILL at random moments while it sends. Nobody may be
 * missing, and per kill only what was on the wire, one copy per connection, may arrive twice, byte for byte the same.
 */
import { crashCampaign, randomFrom } from "./support/crash-campaign.ts";
import { numberAfter } from "./support/figures.ts";

const kills = numberAfter("--kills", 100);
const seed = numberAfter("--seed", Date.now() % 1_000_000);

console.log(`${kills} kills, seed ${seed}`);
const startedAt = performance.now();
const { copies, missing, doubled, mostDoubled, different } = await crashCampaign(kills, randomFrom(seed));
console.log(`${copies} copies in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
console.log(`missing                ${missing}  none allowed`);
console.log(`doubled                ${doubled}  at most ${mostDoubled} allowed`);
console.log(`doubled, and different ${different}  none allowed`);
if (missing > 0 || doubled > mostDoubled || different > 0) process.exitCode = 1;
