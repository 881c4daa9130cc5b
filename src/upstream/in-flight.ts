/** Counts what is under way, so that a close can wait for it. */
export class InFlight {
  #count = 0;
  #onIdle: () => void = () => {};

  enter(): void {
    this.#count += 1;
  }

  leave(): void {
    this.#count -= 1;
    if (this.#count === 0) this.#onIdle();
  }

  /** Resolves when nothing is under way any more, at the latest after so long. */
  async idle(graceMs: number): Promise<void> {
    if (this.#count === 0) return;
    await new Promise<void>((resolve) => {
      const patience = setTimeout(resolve, graceMs);
      this.#onIdle = () => {
        clearTimeout(patience);
        resolve();
      };
    });
  }
}
