/**
 * For a loop that looks every so often, and sooner when somebody rings. What rings while nobody rests is not lost: the
 * next rest ends at once, until the loop has hushed the bell. One loop has one bell; two would end each other's rest.
 */
export class Bell {
  #hasRung = false;
  #endRest: (() => void) | undefined;

  ring(): void {
    this.#hasRung = true;
    this.#endRest?.();
  }

  /**
   * To be called before each look: what rings during it may come too late for it, and is heard afterwards.
   *
   * @returns whether it has rung since the last time
   */
  hush(): boolean {
    const hasRung = this.#hasRung;
    this.#hasRung = false;
    return hasRung;
  }

  /** Returns after `ms`, or as soon as it rings, or has rung already. */
  rest(ms: number): Promise<void> {
    if (this.#hasRung) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#endRest = undefined;
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#endRest = end;
    });
  }
}
