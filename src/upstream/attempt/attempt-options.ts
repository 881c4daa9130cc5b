import { type AttemptKind, defaultFailures } from './attempt-kind.ts';
import type { RetryRules } from './retry-rules.ts';

/** How the attempts of the requests to an upstream are bounded and repeated. */
export interface AttemptOptions {
  readonly retry: RetryRules;
  /** What counts as a failure of a target. */
  readonly failures: readonly AttemptKind[];
  /** At most this many requests are under way; 0 is no limit. */
  readonly maxPending: number;
  /** Requests beyond it wait, so many and so long; `max` 0: none does. */
  readonly queue: { readonly max: number; readonly timeoutMs: number };
  /**
   * Makes the limit follow what the upstream bears, between `min` and `maxPending`; an answer that takes longer than `slowMs`
   * (0: however long) shows too much of it. `undefined`: it stays.
   */
  readonly adaptive: { readonly min: number; readonly slowMs: number } | undefined;
}

/** Nothing is repeated but what was lost on a kept connection, and nothing is bounded. */
export const plainAttempts: AttemptOptions = {
  retry: {
    max: 0,
    on: [],
    methods: ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'],
    backoffMs: 0,
    maxBackoffMs: 0,
    budget: 0,
  },
  failures: defaultFailures,
  maxPending: 0,
  queue: { max: 0, timeoutMs: 0 },
  adaptive: undefined,
};
