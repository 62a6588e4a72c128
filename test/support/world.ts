import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { configSchema } from "../../src/config/config.ts";
import type { Installation, PaceLimits } from "../../src/journey/installation.ts";
import { silentLog } from "../../src/log.ts";
import { addressKey } from "../../src/mail/address.ts";
import { planImport } from "../../src/questions/directory.ts";
import { countDirectoryChange } from "../../src/store/directory-version.ts";
import { openStore } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { directoryChanged } from "../../src/transitions/directory-changed.ts";
import type { World } from "../../src/world.ts";
import { directoryFile } from "./directory.ts";
import { CONTACT, DOMAIN, stage } from "./people.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The front server whose word about authors is taken. */
export const FRONT_SERVER = "front.kg-aarau.example";

/** When every story begins. */
const STARTED_AT = Date.parse("2026-11-26T20:01:00+01:00");

/** A world of its own: a real database in a temporary folder, a clock that the test moves, always the same secret. */
export interface TestWorld extends World {
  /** Time passes; nothing happens by itself. */
  wait(ms: number): void;
  /** Somebody imports a directory file; what it does not list stays. */
  change(directory: unknown): Promise<void>;
  /** The same database opened anew, as by a server that is started after a crash. */
  reopened(changes?: Changes): Promise<TestWorld>;
}

/** What differs from a fresh installation; `batch` is the pace of the sender `default`. */
type Changes = Partial<Installation> & { batch?: PaceLimits };

function changed(installation: Installation, { batch, ...changes }: Changes = {}): Installation {
  const [first, ...others] = changes.senders ?? installation.senders;
  return { ...installation, ...changes, senders: [batch === undefined ? first : { ...first, batch }, ...others] };
}

/** Everything is closed and gone when the test is over. */
export async function testWorld(given: { directory?: unknown; installation?: Changes } = {}): Promise<TestWorld> {
  const folder = mkdtempSync(join(tmpdir(), "rundmail-world-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const time = { now: STARTED_AT };
  const world = await open(join(folder, "rundmail.db"), time, changed(defaults(), given.installation));
  await world.change(given.directory ?? stage());
  return world;
}

async function open(path: string, time: { now: number }, installation: Installation): Promise<TestWorld> {
  const store = await openStore({ path, mode: "command", missing: "create" });
  onTestFinished(() => store.close());
  return {
    store,
    clock: () => time.now,
    secret: Buffer.alloc(32, 7),
    log: silentLog,
    installation,
    wait(ms) {
      time.now += ms;
    },
    change: (directory) => importInto(store, installation, directory),
    reopened: (changes) => open(path, time, changed(installation, changes)),
  };
}

/** What the configuration says if it says nothing: pace and limits are as every installation begins with. */
function defaults(): Installation {
  return configSchema.parse({
    domain: DOMAIN,
    organisation: { name: "Kirchgemeinde Aarau", contact: CONTACT },
    authentication: { trustedAuthServers: [FRONT_SERVER] },
  });
}

async function importInto(store: Store, installation: Installation, directory: unknown): Promise<void> {
  const { domain, subgroupRoles } = installation;
  const rules = { domain, subgroupRoles, senders: installation.senders.map(({ name }) => name) };
  const plan = await planImport(store, directoryFile(directory), rules, "keep");
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  await directoryChanged(store, plan.difference);
}

/** No limit but the connections. */
export const NO_PACE: PaceLimits = { size: 0, everyMs: 5 * MINUTE_MS, perHour: 0, perDay: 0 };

/** An address gets no more copies, as somebody decided by hand. */
export async function suppress(world: TestWorld, address: string): Promise<void> {
  const row = {
    address,
    category: "hard",
    reason: "550 unknown",
    since_at: world.clock(),
    by: "test",
    bounce_id: null,
  };
  await world.store.atomically(async (tx) => {
    await tx
      .insertInto("suppressions")
      .values({ ...row, address_key: addressKey(address) })
      .execute();
    await countDirectoryChange(tx);
  });
}
