import type { BreakerState } from '../attempt/breaker.ts';
import type { Balance } from './balance.ts';

/** What is known of an upstream at this moment. */
export interface UpstreamSnapshot {
  readonly name: string;
  readonly balance: Balance;
  /** Whether so few targets are usable that health and ejection are not heeded. */
  readonly inPanic: boolean;
  readonly targets: readonly TargetSnapshot[];
}

/** What is known of a target. */
export interface TargetSnapshot {
  /** Its public name; its address is not told. */
  readonly name: string;
  /** What the last probes say; `undefined` where it is not probed. */
  readonly healthy: boolean | undefined;
  /** Whether a request would be sent there, all in all. */
  readonly usable: boolean;
  /** Until when it is left out for its failures, in the form of RFC 3339; `undefined` where it is not. */
  readonly ejectedUntil: string | undefined;
  /** What its circuit breaker says; `undefined` where it has none. */
  readonly breaker: BreakerState | undefined;
  /** Requests under way. */
  readonly pending: number;
  readonly weight: number;
  /** Below `weight` while it returns. */
  readonly weightNow: number;
}
