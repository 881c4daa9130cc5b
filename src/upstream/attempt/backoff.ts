/** A number from 0 up to, not including, 1, as `Math.random` gives it. */
export type Random = () => number;

/** How long is waited before a request is repeated. */
export interface BackoffRules {
  /** The longest wait before the first repeat, in milliseconds; twice as long before each further one. 0 is no wait. */
  readonly backoffMs: number;
  /** The longest of all, in milliseconds. */
  readonly maxBackoffMs: number;
}

/**
 * How long to wait before the repeat with this number (1, 2, ...), in milliseconds: any time up to a bound that doubles.
 *
 * The whole of it is random: requests that failed together do not come back together.
 * Source: "Exponential Backoff And Jitter", AWS Architecture Blog, full jitter.
 */
export function backoffMs(rules: BackoffRules, repeat: number, random: Random): number {
  const bound = Math.min(rules.maxBackoffMs, rules.backoffMs * 2 ** (repeat - 1));
  return bound * random();
}
