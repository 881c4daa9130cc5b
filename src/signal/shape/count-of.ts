import { type Cells, sumOf } from './evidence.ts';
import type { FailureCount } from './insight.ts';
import type { MergedCounts } from './merge-counts.ts';

/** All requests of a shape over the window, repeated ones among them. */
export function countOf({ slices }: MergedCounts, cells: Cells): FailureCount {
  let requests = 0;
  let failed = 0;
  for (const slice of slices) {
    requests += sumOf(slice.seen, cells);
    failed += sumOf(slice.failed, cells);
  }
  return { requests, failed };
}
