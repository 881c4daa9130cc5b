import type { UpstreamFailure } from './insight.ts';
import type { ShapeVariable } from './variable.ts';

/** What was counted of the requests of one operation in one process; plain JSON, to be sent and added up. */
export interface OperationCounts {
  readonly operation: string;
  readonly file: string;
  readonly route: string;
  readonly variables: readonly ShapeVariable[];
  readonly maxShapes: number;
  readonly sliceMs: number;
  /** In rising order; those without requests are left out. */
  readonly slices: readonly SliceCounts[];
}

/** The same of one slice of the window. */
export interface SliceCounts {
  /** Since 1970, in slices. */
  readonly index: number;
  /** Of the counters that are not zero: where it stands in the layout, requests, failed ones, and different failed ones. */
  readonly cells: readonly number[];
  readonly failures: Readonly<Record<UpstreamFailure, number>>;
  /** The levels of different failed requests, some chosen at random; one row a request. */
  readonly sample: readonly (readonly number[])[];
}

/** Adds the second to the first. */
export function addFailures(sum: Record<UpstreamFailure, number>, more: SliceCounts['failures']): void {
  for (const kind of ['5xx', 'reset', 'timeout', 'invalid-response'] as const) sum[kind] += more[kind];
}

/** No failures. */
export const noFailures = (): Record<UpstreamFailure, number> => ({
  '5xx': 0,
  reset: 0,
  timeout: 0,
  'invalid-response': 0,
});
