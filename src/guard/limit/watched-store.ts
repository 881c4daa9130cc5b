import type { RateLimit } from '../../contract/rate-limit.ts';
import { type LimitStore, StoreAway, type Taken } from './limit-store.ts';
import { MemoryStore } from './memory-store.ts';

/** How a store is watched. */
export interface WatchSettings {
  /** How long it may take to answer. */
  readonly timeoutMs: number;
  /** `open`: this process counts by itself meanwhile; `closed`: requests are refused meanwhile. */
  readonly onStoreFailure: 'open' | 'closed';
}

/** How long a store is left alone that did not answer, in milliseconds; then one request tries it. */
const pauseMs = 1000;

/**
 * A store that others run, and that may be away: no request waits for it longer than the time limit, and while it is away
 * only one a second waits at all.
 *
 * Fails: `take` rejects with `StoreAway` where `onStoreFailure` is `closed`. When it goes away there is a process warning.
 */
export class WatchedStore implements LimitStore {
  readonly #store: LimitStore;
  readonly #settings: WatchSettings;
  readonly #local: MemoryStore;
  readonly #now: () => number;
  /** Until when it is left alone; 0 where it answers. */
  #awayUntilMs = 0;
  #cause: unknown;

  constructor(store: LimitStore, settings: WatchSettings, now: () => number = Date.now) {
    this.#store = store;
    this.#settings = settings;
    this.#local = new MemoryStore(now);
    this.#now = now;
  }

  take(limit: RateLimit, key: string): Taken | Promise<Taken> {
    const now = this.#now();
    // A clock that was set back must not make the pause longer.
    if (now < this.#awayUntilMs && this.#awayUntilMs - now <= pauseMs) return this.#instead(limit, key);
    // The others go without it while this one asks.
    if (this.#awayUntilMs > 0) this.#awayUntilMs = now + pauseMs;
    return this.#ask(limit, key);
  }

  async close(): Promise<void> {
    await this.#store.close();
  }

  async #ask(limit: RateLimit, key: string): Promise<Taken> {
    const limited = timeLimit(this.#settings.timeoutMs);
    try {
      const taken = await Promise.race([this.#store.take(limit, key), limited.passed]);
      this.#awayUntilMs = 0;
      return taken;
    } catch (cause) {
      if (this.#awayUntilMs === 0) warn(this.#settings, cause);
      this.#awayUntilMs = this.#now() + pauseMs;
      this.#cause = cause;
      return this.#instead(limit, key);
    } finally {
      limited.clear();
    }
  }

  #instead(limit: RateLimit, key: string): Taken {
    if (this.#settings.onStoreFailure === 'open') return this.#local.take(limit, key);
    throw new StoreAway(this.#awayUntilMs - this.#now(), this.#cause);
  }
}

function timeLimit(ms: number): { readonly passed: Promise<never>; clear(): void } {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  return { passed, clear: () => clearTimeout(timer) };
}

function warn({ onStoreFailure }: WatchSettings, cause: unknown): void {
  const meanwhile = onStoreFailure === 'open' ? 'this process counts by itself' : 'requests are refused with 503';
  const reason = cause instanceof Error ? cause.message : 'no reason is known';
  process.emitWarning(`the store of the rate limits is away (${reason}); meanwhile ${meanwhile}`, {
    type: 'ParamapWarning',
    code: 'rate-limit-store',
  });
}
