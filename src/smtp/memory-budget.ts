/** What the unfinished messages of one listener may hold in memory; a single one of the permitted size always fits. */
const LEAST_BYTES = 256 * 1024 * 1024;

/** Memory for messages on their way in, so that many big ones at once are put off and do not end the process. */
export class MemoryBudget {
  #left: number;

  constructor(maxMessageBytes: number) {
    this.#left = Math.max(LEAST_BYTES, 2 * maxMessageBytes);
  }

  /** Takes the bytes if they are left. */
  take(bytes: number): boolean {
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }

  giveBack(bytes: number): void {
    this.#left += bytes;
  }
}
