import { lookup } from 'node:dns/promises';
import type { EndedAttempt } from './attempt/attempt-policy.ts';
import type { HealthTools } from './health/health-check.ts';
import type { LookupTools } from './lookup/address-book.ts';

/** What the way to an upstream needs of the world: clock, chance, timers, names. Tests hand in their own. */
export interface UpstreamTools extends HealthTools, LookupTools {
  /** Told of every attempt that has ended; for logs and metrics. */
  readonly onAttempt?: ((attempt: EndedAttempt) => void) | undefined;
}

/** The real world. */
export const realTools: UpstreamTools = {
  now: () => performance.now(),
  random: Math.random,
  after: (ms, work) => {
    const timer = setTimeout(work, ms).unref();
    return () => clearTimeout(timer);
  },
  resolve: (hostname) => lookup(hostname, { all: true }),
};
