import type { Target } from '../target/target.ts';
import type { TargetSet } from '../target/target-set.ts';
import type { AttemptHistory } from './attempt-history.ts';
import type { AttemptPolicy } from './attempt-policy.ts';
import { type FailedTry, judgeRepeat, type Repeat } from './retry-rules.ts';

/** A failed attempt, without what is known of those before it. */
export type JudgedFailure = Pick<FailedTry, 'kind' | 'sent' | 'lost' | 'retryAfterMs' | 'leftMs'>;

/** The request that an attempt was made for. */
export interface RepeatedRequest {
  readonly policy: AttemptPolicy;
  readonly targets: TargetSet;
  readonly key?: string | undefined;
  /** Arriving twice does no harm. */
  readonly repeatable: boolean;
  /** The failed attempt included. */
  readonly history: AttemptHistory;
}

/** How and where a request is sent once more. */
export interface ChosenRepeat extends Repeat {
  /** `undefined`: to be picked after the wait. */
  readonly target: Target | undefined;
}

/** Whether a request is sent once more, on a target that was not tried where there is one. */
export function chooseRepeat(failure: JudgedFailure, request: RepeatedRequest): ChosenRepeat | undefined {
  const { policy, targets, key, repeatable, history } = request;
  const { retry, budget, random } = policy;
  if (!failure.lost && !retry.on.includes(failure.kind)) return undefined;
  const target = targets.pick({ key, tried: history.tried, unfit: history.unfit });
  // What failed says more than that nothing is left.
  if (target === undefined) return undefined;
  const { sentCount, count, tried } = history;
  const unsentCount = count - sentCount;
  const failed = { ...failure, repeatable, sentCount, unsentCount, hasUntried: !tried.includes(target) };
  const repeat = judgeRepeat(failed, retry, { budget, random, nowMs: performance.now() });
  return repeat && { ...repeat, target: repeat.waitMs > 0 ? undefined : target };
}
