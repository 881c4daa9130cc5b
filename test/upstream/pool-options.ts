import type { PoolOptions } from '../../src/upstream/target/target-options.ts';

/** Targets of weight 1, of which none is left out or probed. */
export function poolOf(...urls: readonly string[]): PoolOptions {
  return {
    targets: urls.map((url) => ({ url, name: undefined, weight: 1 })),
    balance: 'least-pending',
    panicShare: 0,
    returnMs: 0,
    ejection: { consecutiveFailures: 0, ejectMs: 1000, maxEjectMs: 1000, mostShare: 0.5 },
    health: undefined,
    dns: { refreshMs: 30_000, negativeMs: 1000 },
    denyAddresses: [],
  };
}
