import type { Target } from '../target/target.ts';
import type { TargetSet } from '../target/target-set.ts';
import type { AttemptHistory } from './attempt-history.ts';
import type { AttemptPolicy } from './attempt-policy.ts';

/**
 * Where a request may go at once that came to no connection: nothing was sent, so that it arrives once, whatever it means.
 *
 * In:  what holds for the upstream, its targets, and what failed so far.
 * Out: a target that was not tried; `undefined` where there is none, or where nothing is to be repeated.
 */
export function untriedTarget(
  { retry }: Pick<AttemptPolicy, 'retry'>,
  targets: TargetSet,
  { tried }: AttemptHistory,
): Target | undefined {
  if (retry.max === 0 || !retry.on.includes('connect')) return undefined;
  const target = targets.pick({ tried });
  return target === undefined || tried.includes(target) ? undefined : target;
}
