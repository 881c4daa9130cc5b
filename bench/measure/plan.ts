import { type BatchPlan, fullBatches, quickBatches } from '../in-process/batches.ts';

/** How long and how often is measured. */
export interface Plan {
  /** Load before the first figure counts, in milliseconds: a cold process is up to twice as slow. */
  readonly warmUpMs: number;
  readonly rounds: number;
  readonly roundMs: number;
  readonly connections: number;
  /** What is measured in one process. */
  readonly batches: BatchPlan;
}

export const quickPlan: Plan = { warmUpMs: 4000, rounds: 5, roundMs: 800, connections: 32, batches: quickBatches };

export const fullPlan: Plan = { warmUpMs: 4000, rounds: 11, roundMs: 1000, connections: 32, batches: fullBatches };
