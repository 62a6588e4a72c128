import { domainsToLookUp } from "../store/providers.ts";
import type { World } from "../world.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** An answer of DNS holds so long. */
const KNOWN_MS = 30 * DAY_MS;

/** A domain that stands for itself may be one of which DNS said nothing just then. */
const UNSURE_MS = HOUR_MS;

/** As long as failures are still judged together. */
const FRESH_MS = DAY_MS;

/** Each of them is remembered before the next ones are asked for. */
const MOST_AT_ONCE = 20;

/** Domains at which copies failed and of which is to be found out who runs their mail servers. */
export async function domainsWithoutProvider(world: World): Promise<string[]> {
  const now = world.clock();
  return world.store.snapshot((read) =>
    domainsToLookUp(
      read,
      { failedAfter: now - FRESH_MS, knownSince: now - KNOWN_MS, unsureSince: now - UNSURE_MS },
      MOST_AT_ONCE,
    ),
  );
}
