/** Who lived so long (milliseconds) has not died of its start. */
const soundLifeMs = 10_000;

const firstDelayMs = 200;
const longestDelayMs = 30_000;

/**
 * Decides how long to wait before a process that died gets a successor: not at all after a sound life, then twice as long each
 * time, up to half a minute, so that what dies at once does not keep the machine busy with its starts.
 */
export class RespawnDelay {
  #early = 0;

  /** In: how long the one that died has lived. Out: milliseconds. */
  after(lifeMs: number): number {
    if (lifeMs >= soundLifeMs) {
      this.#early = 0;
      return 0;
    }
    this.#early += 1;
    return Math.min(longestDelayMs, firstDelayMs * 2 ** (this.#early - 1));
  }
}
