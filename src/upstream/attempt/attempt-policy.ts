import type { AttemptFault, AttemptKind } from './attempt-kind.ts';
import type { Random } from './backoff.ts';
import type { RetryBudget } from './retry-budget.ts';
import type { RetryRules } from './retry-rules.ts';

/** One attempt that has ended, for logs and metrics. */
export interface EndedAttempt {
  /** The upstream's name in the options. */
  readonly upstream: string;
  /** The target's public name. */
  readonly target: string;
  /** 1 for the first of its request. */
  readonly number: number;
  /** The status of its answer; `undefined` where none came. */
  readonly status: number | undefined;
  /** How it failed without an answer; `undefined` where it did not, or where the caller left. */
  readonly fault: AttemptFault | undefined;
  /** The error type of RFC 9209, section 2.3, of what failed: `connection_refused`; `undefined` where nothing did. */
  readonly cause: string | undefined;
  /** From its begin to its end, in milliseconds. */
  readonly ms: number;
  /** Whether another one is made in its place. */
  readonly retried: boolean;
}

/** Told of attempts that have ended. */
export type HearAttempt = (attempt: EndedAttempt) => void;

/** What holds for the attempts of the requests to one upstream, or of one of its operations. */
export interface AttemptPolicy {
  readonly upstream: string;
  readonly retry: RetryRules;
  readonly budget: RetryBudget;
  /** What counts as a failure of the target. */
  readonly failures: ReadonlySet<AttemptKind>;
  readonly random: Random;
  /** Milliseconds since 1970, for dates in `Retry-After`. */
  readonly wallClock: () => number;
  /** Told of the load that attempts show, where the limit follows it. */
  readonly judgeLoad: ((kind: AttemptKind | undefined, ms: number) => void) | undefined;
}
