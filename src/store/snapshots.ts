import type Database from "better-sqlite3";
import type { Store } from "./store.ts";
import type { Read } from "./tables.ts";

/** One reading after another on its connection, each in a transaction of its own. */
export function snapshotsOf(
  reader: Database.Database,
  read: Read,
): Pick<Store, "snapshot"> & { idle(): Promise<void> } {
  const begin = reader.prepare("BEGIN");
  const end = reader.prepare("COMMIT");
  let last: Promise<unknown> = Promise.resolve();
  return {
    snapshot(work) {
      const next = last.then(async () => {
        begin.run();
        try {
          return await work(read);
        } finally {
          end.run();
        }
      });
      last = next.catch(() => undefined);
      return next;
    },
    async idle() {
      await last;
    },
  };
}
