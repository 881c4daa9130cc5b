import type { RateLimit } from '../../contract/rate-limit.ts';
import type { LimitStore, Taken } from './limit-store.ts';

interface Window {
  spent: number;
  readonly endMs: number;
}

/** How many windows are held at once, over all limits: some 20 MB. */
const mostWindows = 100_000;
/** How many windows are looked at for each new one, so that those that have ended go without a timer. */
const sweptAtOnce = 4;

/**
 * Counts in this process alone.
 *
 * Memory is bounded: where more callers come than can be held, the windows that were begun first are forgotten. That gives
 * away nothing that is worth having: whoever can call under so many keys has a whole quota for each of them anyway.
 */
export class MemoryStore implements LimitStore {
  readonly #windows = new Map<string, Window>();
  readonly #now: () => number;
  readonly #most: number;

  constructor(now: () => number = Date.now, most: number = mostWindows) {
    this.#now = now;
    this.#most = most;
  }

  /** How many windows are held. */
  get size(): number {
    return this.#windows.size;
  }

  take({ quota, cost, windowMs }: RateLimit, key: string): Taken {
    const now = this.#now();
    const window = this.#open(key, now, windowMs);
    const isAllowed = window.spent + cost <= quota;
    if (isAllowed) window.spent += cost;
    return { isAllowed, remaining: quota - window.spent, resetMs: window.endMs - now };
  }

  close(): Promise<void> {
    this.#windows.clear();
    return Promise.resolve();
  }

  #open(key: string, now: number, windowMs: number): Window {
    const known = this.#windows.get(key);
    // A clock that was set back must not make a window last for years.
    if (known !== undefined && known.endMs > now && known.endMs - now <= windowMs) return known;
    this.#windows.delete(key);
    this.#sweep(now);
    const window = { spent: 0, endMs: now + windowMs };
    this.#windows.set(key, window);
    return window;
  }

  /** Looks at the oldest windows: those that have ended go, and the first where there is no room. */
  #sweep(now: number): void {
    let looked = 0;
    for (const [key, { endMs }] of this.#windows) {
      if (endMs <= now || this.#windows.size >= this.#most) this.#windows.delete(key);
      else if (looked > 0) break;
      looked += 1;
      if (looked >= sweptAtOnce) break;
    }
  }
}
