import type { Installation } from "./journey/installation.ts";
import type { Log } from "./log.ts";
import type { Store } from "./store/store.ts";

/** What the outside gives us. Whoever has a world can play any mail's life with a fixed clock and a counted secret. */
export interface World {
  store: Store;
  /** Unix ms. Read once per transition. */
  clock: () => number;
  /** Key of all answer addresses; lies in a file, never in the database. */
  secret: Buffer;
  log: Log;
  installation: Installation;
}
