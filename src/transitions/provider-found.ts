import { latestFailures } from "../store/bounces.ts";
import { holdBackCopies, providerOf, providerPause, rememberProvider } from "../store/providers.ts";
import type { World } from "../world.ts";
import { judgeProvider } from "./failure-recorded.ts";

/** Failures that are older were judged as what they were taken for. */
const LATELY_MS = 24 * 3_600_000;

/** A domain that fails everywhere is known by its newest messages. */
const MOST_MESSAGES = 50;

/**
 * It has become known who runs the mail servers of a domain. Failures that looked like those of separate domains may be
 * those of one provider, and a provider that refuses us refuses mail to this domain as well.
 */
export async function providerFound(world: World, found: { domain: string; provider: string }): Promise<void> {
  const { domain, provider } = found;
  const now = world.clock();
  await world.store.atomically(async (tx) => {
    const before = await providerOf(tx, domain);
    await rememberProvider(tx, { domain, provider, lookedUpAt: now });
    if (provider === before) return;
    for (const { message, words } of await latestFailures(tx, {
      domain,
      since: now - LATELY_MS,
      most: MOST_MESSAGES,
    })) {
      await judgeProvider(tx, world, { message, provider, reply: words, why: "provider-found" }, now);
    }
    // A pause that has just begun holds them back already.
    const pause = await providerPause(tx, provider);
    if (pause !== undefined && pause.resumeAt > now) await holdBackCopies(tx, [domain], pause.resumeAt);
  });
}
