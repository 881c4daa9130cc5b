import type { Machine, Versions } from '../measure/machine.ts';
import type { SoakResult } from './soak.ts';

/** What a soak came to, as it stands in a file of `results/`. */
export interface SoakResults {
  readonly format: 1;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly machine: Machine;
  readonly versions: Versions;
  readonly results: readonly SoakResult[];
}
