import { existsSync } from "node:fs";
import type { Config } from "./config/config.ts";
import { createSecretFile, readSecret } from "./config/secret.ts";
import type { Log } from "./log.ts";
import { openReadOnly } from "./store/read-only.ts";
import { openStore } from "./store/sqlite.ts";
import type { World } from "./world.ts";

/** Opens the world of a configuration: the database, the secret, the clock. */
export async function openWorld(
  config: Config,
  log: Log,
  options: { mode: "server" | "command"; missing: "create" | "fail" },
): Promise<World> {
  const isNew = options.missing === "create" && !existsSync(config.database);
  // Whoever creates the database creates its key. One that is lost later is not replaced: open questions hang on it.
  if (isNew && !existsSync(config.secretFile)) createSecretFile(config.secretFile);
  const store = await openStore({ path: config.database, ...options });
  return { store, clock: Date.now, secret: readSecret(config.secretFile), log, installation: config };
}

/** Opens the world of a configuration for somebody who only looks: nothing in it can be changed. */
export function openWorldToLook(config: Config, log: Log): World {
  const store = openReadOnly(config.database);
  return { store, clock: Date.now, secret: readSecret(config.secretFile), log, installation: config };
}
