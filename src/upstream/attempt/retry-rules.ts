import type { AttemptKind } from './attempt-kind.ts';
import { type BackoffRules, backoffMs, type Random } from './backoff.ts';
import type { RetryBudget } from './retry-budget.ts';

/** Which failed requests to an upstream are sent once more. */
export interface RetryRules extends BackoffRules {
  /** How often, beside the first time. */
  readonly max: number;
  /** After what. */
  readonly on: readonly AttemptKind[];
  /** Whose requests mean the same when they arrive twice. */
  readonly methods: readonly string[];
  /** How many requests of the last seconds may be repeats, from 0 to 1. */
  readonly budget: number;
}

/** What one operation has to say of its repeats. */
export interface RetryOverrides {
  readonly max?: number | undefined;
  readonly on?: readonly AttemptKind[] | undefined;
}

/** A failed attempt, and what was tried before it. */
export interface FailedTry {
  readonly kind: AttemptKind;
  /** The request was written, wholly or in part: the upstream may have acted on it. */
  readonly sent: boolean;
  /** It failed on a connection that had carried other requests before, before anything of an answer was there. */
  readonly lost: boolean;
  /** How many attempts were sent, this one included. */
  readonly sentCount: number;
  /** How many attempts came to no connection, this one included. */
  readonly unsentCount: number;
  /** There is a target that was not tried and may be used. */
  readonly hasUntried: boolean;
  /** Arriving twice does no harm: by its method, by declaration, or by the key that it carries. */
  readonly repeatable: boolean;
  /** What the upstream asks for, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Until the total limit, in milliseconds. */
  readonly leftMs: number;
}

/** How a request is sent once more. */
export interface Repeat {
  readonly waitMs: number;
  /** Over a new connection: the other kept ones may be as dead as the one that broke. */
  readonly fresh: boolean;
}

/** What the decision needs that is not the same for every request. */
export interface RetryMeans {
  readonly budget: RetryBudget;
  readonly nowMs: number;
  readonly random: Random;
}

/** A caller that is told to come again later is better served than one that is kept waiting, in milliseconds. */
const longestRetryAfterMs = 2000;

/**
 * Whether and when a failed request is sent once more.
 *
 * - A kept connection that the upstream closed meanwhile: at once, on a new one, if nothing else was sent before.
 * - No connection came about: nothing was sent, so any request is repeated, at once while there is a target that was not
 *   tried. It costs the upstream nothing, so the budget is not asked.
 * - Else only what may arrive twice, only after what the rules name, and only while the budget lasts. So an upstream never
 *   gets one request more than 1 + `max` times.
 *
 * Nothing is repeated that could not start before the total limit, or for which the upstream asks for more than two seconds.
 */
export function judgeRepeat(failed: FailedTry, rules: RetryRules, means: RetryMeans): Repeat | undefined {
  const { kind, sent, lost, sentCount, repeatable, leftMs } = failed;
  if (lost && sentCount === 1 && repeatable && leftMs > 0) return { waitMs: 0, fresh: true };
  if (!rules.on.includes(kind)) return undefined;
  if (!sent) return repeatUnsent(failed, rules, means);
  if (!repeatable || sentCount > rules.max) return undefined;
  if (failed.retryAfterMs !== undefined && failed.retryAfterMs > longestRetryAfterMs) return undefined;
  const waitMs = failed.retryAfterMs ?? backoffMs(rules, sentCount, means.random);
  if (waitMs >= leftMs || !means.budget.take(means.nowMs)) return undefined;
  return { waitMs, fresh: false };
}

function repeatUnsent(failed: FailedTry, rules: RetryRules, { random }: RetryMeans): Repeat | undefined {
  const { unsentCount, hasUntried, leftMs } = failed;
  if (rules.max === 0) return undefined;
  if (hasUntried) return leftMs > 0 ? { waitMs: 0, fresh: false } : undefined;
  if (unsentCount > rules.max) return undefined;
  const waitMs = backoffMs(rules, unsentCount, random);
  return waitMs < leftMs ? { waitMs, fresh: false } : undefined;
}
