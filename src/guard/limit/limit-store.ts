import type { RateLimit } from '../../contract/rate-limit.ts';

/** What became of spending a limit. */
export interface Taken {
  /** False: nothing was spent. */
  readonly isAllowed: boolean;
  /** What is left in the window. */
  readonly remaining: number;
  /** Until the window ends, in milliseconds. */
  readonly resetMs: number;
}

/** Counts what callers spend. A window begins with its first request, and ends for all of its requests at once. */
export interface LimitStore {
  /** Spends the limit's cost of the caller's `key`, or nothing where that is more than is left. */
  take(limit: RateLimit, key: string): Taken | Promise<Taken>;
  close(): Promise<void>;
}

/** The store cannot be asked, and the options want requests refused then. */
export class StoreAway extends Error {
  readonly code = 'rate-limit-store';
  /** When it is asked again, in milliseconds from now. */
  readonly retryMs: number;

  constructor(retryMs: number, cause: unknown) {
    super('the store of the rate limits cannot be asked', { cause });
    this.name = 'StoreAway';
    this.retryMs = retryMs;
  }
}
