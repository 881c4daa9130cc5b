import { lookup } from 'node:dns/promises';
import { longestTimerMs } from '../http/longest-timer.ts';
import type { TargetChange } from './target/target-change.ts';
import type { HealthTools } from './health/health-check.ts';
import type { LookupTools } from './lookup/address-book.ts';

/** What the way to an upstream needs of the world: clock, chance, timers, names. Tests hand in their own. */
export interface UpstreamTools extends HealthTools, LookupTools {
  /** Told of every change of what is known of a target; for logs and metrics. */
  readonly onState?: ((change: TargetChange) => void) | undefined;
}

/** The real world. */
export const realTools: UpstreamTools = {
  now: () => performance.now(),
  random: Math.random,
  after: (ms, work) => {
    // A wait that chance has made longer than what was declared may be too long.
    const timer = setTimeout(work, Math.min(ms, longestTimerMs)).unref();
    return () => clearTimeout(timer);
  },
  resolve: (hostname) => lookup(hostname, { all: true }),
};
