import { setTimeout as wait } from "node:timers/promises";
import { Bell } from "../bell.ts";
import { domainsWithoutProvider } from "../questions/domains-without-provider.ts";
import { providerFound } from "../transitions/provider-found.ts";
import type { World } from "../world.ts";
import { findMailProvider } from "./mail-provider.ts";

/** The database is asked this often whether there are failures at domains that nobody knows. */
const LOOK_AGAIN_MS = 30_000;

/** What arrives within this time is looked at together, however much it is. */
const ARRIVALS_MS = 2_000;

/** Domains that are asked about at the same time. */
const AT_ONCE = 4;

/** Finds out who runs the mail servers of domains at which copies failed. Nothing waits for it. */
export interface ProviderLookups {
  /** Something has arrived, which may be a report of a failure: looks soon instead of at the next beat. */
  look(): void;
  stop(): Promise<void>;
}

/** @param servers DNS servers; none: those of the system */
export function startProviderLookups(world: World, servers: readonly string[]): ProviderLookups {
  const stopping = new AbortController();
  const bell = new Bell();

  async function look(): Promise<void> {
    bell.hush();
    while (!stopping.signal.aborted) {
      const domains = await domainsWithoutProvider(world);
      if (domains.length === 0) return;
      const waiting = domains.values();
      const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => lookUpEach(waiting)));
      // Only when all of them have ended: whoever stops waits for nothing else.
      for (const end of ends) if (end.status === "rejected") throw end.reason;
    }
  }

  async function lookUpEach(domains: Iterable<string>): Promise<void> {
    for (const domain of domains) {
      const provider = await findMailProvider(domain, servers, stopping.signal);
      // A search that was broken off has found nothing out.
      if (stopping.signal.aborted) return;
      await providerFound(world, { domain, provider });
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await look().catch((error: unknown) => world.log.bug({ where: "provider lookups", error }));
      await bell.rest(LOOK_AGAIN_MS);
      await wait(ARRIVALS_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  const running = run();
  return {
    look: () => bell.ring(),
    async stop() {
      stopping.abort();
      bell.ring();
      await running;
    },
  };
}
