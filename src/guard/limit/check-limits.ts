import type { Operation } from '../../contract/contract.ts';
import type { RateLimit } from '../../contract/rate-limit.ts';
import type { Problem } from '../../problem/problem.ts';
import type { GuardRun, GuardStep } from '../guard-run.ts';
import { compileLimitKey } from './limit-key.ts';
import { limitsAway, rateLimited } from './limit-problem.ts';
import { type LimitStore, StoreAway, type Taken } from './limit-store.ts';

/**
 * Compiles a step that spends one limit. A request goes on where enough is left; a window that refuses it is not spent.
 *
 * Fails: `rate-limited`, or `guard-unavailable` where the store is away and the options close the gateway then.
 */
export function compileLimitStep(operation: Operation, limit: RateLimit, store: LimitStore): GuardStep {
  const keyOf = compileLimitKey(limit, operation);
  const away = (cause: unknown): Problem => {
    if (cause instanceof StoreAway) return limitsAway(cause, operation.name);
    throw cause;
  };
  const settle = (run: GuardRun, taken: Taken): Problem | undefined => {
    const spent = { limit, taken };
    run.spent.push(spent);
    return taken.isAllowed ? undefined : rateLimited(spent, operation.name);
  };
  return (run) => {
    try {
      const taken = store.take(limit, keyOf(run.request, run.credential));
      return taken instanceof Promise ? taken.then((value) => settle(run, value), away) : settle(run, taken);
    } catch (cause) {
      return away(cause);
    }
  };
}
