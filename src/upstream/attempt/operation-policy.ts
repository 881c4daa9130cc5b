import type { AttemptPolicy } from './attempt-policy.ts';
import type { DeadlineHeader } from './caller-deadline.ts';
import type { RetryOverrides } from './retry-rules.ts';

/** What one operation declares of its attempts. */
export interface OperationAttempts {
  readonly retry?: RetryOverrides | undefined;
  /** Whether a request that arrives twice does no harm, whatever its method; `undefined`: as the method says. */
  readonly idempotent?: boolean | undefined;
  /** The field of the key by which the upstream knows a repeated request; where the caller sends none, one is made. */
  readonly idempotencyKey?: string | undefined;
  readonly deadlineHeader?: DeadlineHeader | undefined;
}

/** The policy of an operation, given what it declares. */
export type PolicyOf = (operation: OperationAttempts | undefined) => AttemptPolicy;

/** Makes the policy of each operation once. The budget is one for all of them. */
export function policyByOperation(shared: AttemptPolicy): PolicyOf {
  const own = new WeakMap<object, AttemptPolicy>();
  return (operation) => {
    if (operation?.retry === undefined) return shared;
    let policy = own.get(operation);
    if (policy === undefined) {
      const { max = shared.retry.max, on = shared.retry.on } = operation.retry;
      policy = { ...shared, retry: { ...shared.retry, max, on } };
      own.set(operation, policy);
    }
    return policy;
  };
}
