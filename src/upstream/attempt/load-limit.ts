/** What an attempt that has ended says of the load that its upstream bears. */
export type LoadOutcome = 'served' | 'overloaded' | 'nothing';

/** How many requests may be under way. */
export interface LoadLimit {
  most(): number;
  /** One has ended, while so many were under way. */
  ended(outcome: LoadOutcome, pending: number): void;
}

/** A limit that stays as it is. */
export function fixedLimit(max: number): LoadLimit {
  return { most: () => max, ended: () => {} };
}

/** What is left of the limit when the upstream shows that it is overloaded. */
const decrease = 0.9;

/**
 * A limit that finds out how much an upstream bears: it grows by one for each full round of served requests while it is
 * made use of, and shrinks by a tenth with each that shows an overload, yet once in a round: what one moment of overload
 * did to many requests counts once. Source: additive increase, multiplicative decrease, as in RFC 5681.
 */
export class AdaptiveLimit implements LoadLimit {
  readonly #min: number;
  readonly #max: number;
  #limit: number;
  /** Requests that end before the limit may shrink again. */
  #rest = 0;

  constructor(min: number, max: number) {
    this.#min = min;
    this.#max = max;
    this.#limit = max;
  }

  most(): number {
    return Math.floor(this.#limit);
  }

  ended(outcome: LoadOutcome, pending: number): void {
    if (this.#rest > 0) this.#rest -= 1;
    if (outcome === 'overloaded') {
      if (this.#rest > 0) return;
      this.#limit = Math.max(this.#min, this.#limit * decrease);
      this.#rest = pending;
    } else if (outcome === 'served' && pending * 2 >= this.#limit) {
      this.#limit = Math.min(this.#max, this.#limit + 1 / this.#limit);
    }
  }
}
