import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DirectoryFile } from "../../src/directory/directory-file.ts";
import { planImport, wholeDirectory } from "../../src/questions/directory.ts";
import { openStore } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { type DirectoryChanged, directoryChanged } from "../../src/transitions/directory-changed.ts";
import { directoryFile, RULES } from "./directory.ts";

/** Runs a test with an empty database on disk, which is gone afterwards. */
export async function withEmptyStore<T>(test: (store: Store) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "rundmail-directory-"));
  const store = await openStore({ path: join(folder, "rundmail.db"), mode: "command", missing: "create" });
  try {
    return await test(store);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

/** Imports a file as `directory import` does; the test fails if it is refused. */
export async function imported(
  store: Store,
  value: unknown,
  others: "keep" | "remove" = "keep",
): Promise<DirectoryChanged> {
  const plan = await planImport(store, directoryFile(value), RULES, others);
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  return directoryChanged(store, plan.difference);
}

/** What `directory export` would write, as a value. */
export async function exported(store: Store): Promise<DirectoryFile> {
  return JSON.parse(JSON.stringify(await wholeDirectory(store)));
}
