import type { WorkId } from '../work/work-item.ts';

/** The work whose cost is held in CI. */
export const guardedItems: readonly WorkId[] = ['b', 'c', 'd1', 'd2'];

/** Bytes of heap for one request. */
export interface Allocations {
  readonly item: WorkId;
  readonly paramap: number;
  readonly byHand: number;
}

/**
 * Flags under which allocations repeat themselves from run to run: no optimizing compiler, whose timing decides which
 * objects it saves; collection on the main thread alone; a young generation that is never full while they are counted.
 */
export const allocationFlags: readonly string[] = [
  '--expose-gc',
  '--no-opt',
  '--no-maglev',
  '--single-threaded',
  '--min-semi-space-size=64',
  '--max-semi-space-size=64',
];
