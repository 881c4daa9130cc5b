import type { OperationCoverage } from '../../example/cover/cover-examples.ts';

/** How much of something the examples show. */
export interface Share {
  readonly reached: number;
  readonly total: number;
  /** A whole number that is 100 only where nothing is missing. */
  readonly percent: number;
}

/** Counts the items of operations together. */
export function coverageCounts(coverage: readonly OperationCoverage[]): {
  readonly mapping: Share;
  readonly refusals: Share;
  readonly answers: Share;
} {
  const share = (part: 'mapping' | 'refusals' | 'answers'): Share => {
    const items = coverage.flatMap((operation) => operation[part]);
    const reached = items.filter((item) => item.reached).length;
    const total = items.length;
    return { reached, total, percent: total === 0 ? 100 : Math.floor((100 * reached) / total) };
  };
  return { mapping: share('mapping'), refusals: share('refusals'), answers: share('answers') };
}
