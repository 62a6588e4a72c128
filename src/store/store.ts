import type { Read, Tx } from "./tables.ts";

/**
 * The one boundary behind which all state lives. Asynchronous, although SQLite is not, because the same transitions
 * must run on another engine.
 */
export interface Store {
  /**
   * Runs one transition. It is all or nothing, and when the promise is fulfilled the change is on disk. Transitions
   * that wait at the same time may share one commit; one that fails is undone alone.
   * Inside `work` nothing is awaited but `tx`.
   *
   * @throws StoreBusyError when another process holds the database for too long; nothing was changed
   */
  atomically<T>(work: (tx: Tx) => Promise<T>): Promise<T>;

  /** Runs reads that all see the same moment, beside the writer and without holding it up. */
  snapshot<T>(work: (read: Read) => Promise<T>): Promise<T>;

  /** As `directoryVersion` of store/directory-version.ts, of what is committed; cheap enough to ask for every command. */
  directoryVersion(): Promise<number>;

  /** True when another process has written since the last call: then what waits may be due now. */
  changedElsewhere(): boolean;

  close(): Promise<void>;
}

/** The database stayed locked by another process. Our fault, not the client's: 451, and it may try again. */
export class StoreBusyError extends Error {
  override name = "StoreBusyError";
}
