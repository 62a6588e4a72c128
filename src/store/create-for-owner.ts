import { closeSync, openSync } from "node:fs";

/**
 * Names, addresses and mails are nobody else's business; SQLite gives the files beside it the same rights. A file that is
 * there is not even opened: closing it again would give up the locks that SQLite has on it in this process (POSIX), and
 * the next program to look into it, with a SQLite of its own, would take itself for the last and delete the WAL file.
 */
export function createForOwner(path: string): void {
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
