import { idempotentMethods } from '../http/methods.ts';
import { isCut, type Progress } from './failure.ts';
import type { PickCall, TargetSet } from './target/target-set.ts';
import type { Target } from './target/target.ts';

/** Where a request is sent to. */
export interface Attempt {
  readonly target: Target;
  /** Over a connection of its own. */
  readonly fresh: boolean;
}

/** What is known of an attempt that failed before anything of an answer was there. */
export interface FailedAttempt {
  readonly error: unknown;
  readonly progress: Progress;
  /** How many attempts there were, this one included. */
  readonly count: number;
}

/** What a policy is told of a failed attempt by whoever made it. */
export interface JudgedAttempt extends FailedAttempt {
  readonly attempt: Attempt;
  readonly method: string;
  /** Its connection had carried other requests before. */
  readonly reused: boolean;
}

/**
 * Which target of an upstream a request goes to, and whether one that failed there is sent once more. Asked
 * once for each attempt; the content of a request that is not held in memory is never sent twice, whatever is said here.
 */
export interface Targets {
  /** `undefined`: no target may be used now. */
  choose(call: PickCall): Attempt | undefined;
  /** How long until one may be used again, in milliseconds; asked where `choose` gave none. */
  usableInMs(): number;
  /** `undefined`: the request has failed. */
  again(failed: JudgedAttempt): Attempt | undefined;
}

/** The one repeat that can do no harm: the connection was an old one, and the upstream had closed it. */
export function repeatingLost(set: TargetSet): Targets {
  const attempts = new Map(set.targets.map((target) => [target, { target, fresh: false }]));
  return {
    choose: (call) => {
      const target = set.pick(call);
      return target && attempts.get(target);
    },
    usableInMs: () => set.usableInMs(),
    again: ({ attempt, method, reused, ...failed }) =>
      reused && isLostOnTheWay(failed, method) ? { target: attempt.target, fresh: true } : undefined,
  };
}

/** A used connection may have been closed by the upstream while the request was on its way to it. */
export function isLostOnTheWay({ error, count }: FailedAttempt, method: string): boolean {
  return count === 1 && isCut(error) && idempotentMethods.has(method);
}
