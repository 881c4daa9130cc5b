import type { LoadLimit, LoadOutcome } from './load-limit.ts';

/** How many requests to one upstream may be under way, and how many wait for that. */
export interface AdmissionRules {
  /** At most this many wait; 0: none does. */
  readonly queueMax: number;
  /** How long one waits at most, in milliseconds. */
  readonly queueMs: number;
}

/** A request that waits; told of its end once. */
export interface Waiting {
  /** How long it can wait itself, in milliseconds; `Infinity` where it knows of no limit. */
  readonly mostMs: number;
  /** It is its turn; whoever is admitted must leave. */
  admitted(): void;
  /** It has waited for too long. */
  expired(): void;
}

/** A place in the queue. */
export interface Place {
  /** Gives it up; harmless where it has come to its turn. */
  giveUp(): void;
}

interface Queued extends Waiting {
  timer: NodeJS.Timeout | undefined;
}

/**
 * Bounds how many requests to one upstream are under way, and lets a bounded number wait for a bounded time, first come
 * first served: with such a short queue nobody grows old in it, and nobody is passed over.
 */
export class Admission {
  readonly #limit: LoadLimit;
  readonly #rules: AdmissionRules;
  /** In order. */
  readonly #queue = new Set<Queued>();
  #pending = 0;

  constructor(limit: LoadLimit, rules: AdmissionRules) {
    this.#limit = limit;
    this.#rules = rules;
  }

  /** How many are under way, and how many wait. */
  get load(): { readonly pending: number; readonly queued: number; readonly limit: number } {
    return { pending: this.#pending, queued: this.#queue.size, limit: this.#limit.most() };
  }

  /** Whether a request may go on at once; then it must leave. */
  enter(): boolean {
    if (this.#pending >= this.#limit.most()) return false;
    this.#pending += 1;
    return true;
  }

  /** Asked after `enter` said no: a place in the queue, or `undefined` where that is full. */
  wait(waiting: Waiting): Place | undefined {
    if (this.#queue.size >= this.#rules.queueMax) return undefined;
    const { mostMs } = waiting;
    const queued: Queued = {
      mostMs,
      admitted: () => waiting.admitted(),
      expired: () => waiting.expired(),
      timer: undefined,
    };
    queued.timer = setTimeout(
      () => {
        if (this.#queue.delete(queued)) queued.expired();
      },
      Math.min(this.#rules.queueMs, mostMs),
    ).unref();
    this.#queue.add(queued);
    return { giveUp: () => this.#forget(queued) };
  }

  /** An attempt has ended. In:  what it says of the upstream's load. */
  judge(outcome: LoadOutcome): void {
    this.#limit.ended(outcome, this.#pending);
  }

  /** A request has ended. */
  leave(): void {
    this.#pending -= 1;
    for (const queued of this.#queue) {
      if (this.#pending >= this.#limit.most()) return;
      this.#forget(queued);
      this.#pending += 1;
      queued.admitted();
    }
  }

  #forget(queued: Queued): void {
    clearTimeout(queued.timer);
    this.#queue.delete(queued);
  }
}
