import type { Dispatcher } from 'undici';
import { idempotentMethods } from '../http/methods.ts';
import { isCut, type Progress } from './failure.ts';

/** One place that the requests of an upstream can be sent to. */
export interface Target {
  /** Its connections, kept and used again. */
  readonly pool: Dispatcher;
  /** Opens a new connection for every request. */
  readonly freshPool: Dispatcher;
  /** Put before the path of every request; without a slash at the end. */
  readonly basePath: string;
}

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
 * The targets of an upstream: which of them a request goes to, and whether one that failed there is sent once more. Asked
 * once for each attempt; the content of a request that is not held in memory is never sent twice, whatever is said here.
 */
export interface Targets {
  choose(): Attempt;
  /** `undefined`: the request has failed. */
  again(failed: JudgedAttempt): Attempt | undefined;
}

/** One target, and the one repeat that can do no harm: the connection was an old one, and the upstream had closed it. */
export function oneTarget(target: Target): Targets {
  const first: Attempt = { target, fresh: false };
  const second: Attempt = { target, fresh: true };
  return {
    choose: () => first,
    again: ({ method, reused, ...failed }) => (reused && isLostOnTheWay(failed, method) ? second : undefined),
  };
}

/** A used connection may have been closed by the upstream while the request was on its way to it. */
export function isLostOnTheWay({ error, count }: FailedAttempt, method: string): boolean {
  return count === 1 && isCut(error) && idempotentMethods.has(method);
}
