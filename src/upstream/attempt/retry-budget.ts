/** Repeats are counted against the requests of about so long, in milliseconds. */
const windowMs = 10_000;
/** So many repeats in a window are allowed however few requests there are. */
const floor = 10;

/**
 * Bounds how many requests to one upstream are repeats, so that repeating never multiplies an outage: a share of the
 * requests of the last seconds, and a few where there are hardly any.
 *
 * Counting a request takes no look at the clock: what came since the last repeat is taken to have come evenly.
 */
export class RetryBudget {
  readonly #share: number;
  #fresh = 0;
  #requests = 0;
  #repeats = 0;
  #sinceMs: number;

  /** In:  the share, from 0 to 1, and the present moment. */
  constructor(share: number, nowMs: number) {
    this.#share = share;
    this.#sinceMs = nowMs;
  }

  /** A request has come; its repeats are none. */
  request(): void {
    this.#fresh += 1;
  }

  /** Takes one repeat out of the budget; `false` where nothing is left in it. */
  take(nowMs: number): boolean {
    this.#age(nowMs);
    if (this.#repeats + 1 > Math.max(floor, this.#share * this.#requests)) return false;
    this.#repeats += 1;
    return true;
  }

  /** Both counts fade alike, so that the share holds at any moment. */
  #age(nowMs: number): void {
    const elapsedMs = Math.max(0, nowMs - this.#sinceMs);
    const kept = Math.exp(-elapsedMs / windowMs);
    this.#requests = this.#requests * kept + this.#fresh * Math.min(1, windowMs / Math.max(1, elapsedMs));
    this.#repeats *= kept;
    this.#fresh = 0;
    this.#sinceMs = nowMs;
  }
}
