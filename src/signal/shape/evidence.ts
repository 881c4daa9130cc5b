import { allCell, type PairBlock, type ShapeLayout } from './layout.ts';
import type { MergedCounts, MergedSlice } from './merge-counts.ts';
import type { Part } from './parts.ts';
import { logChance, type Stratum } from './statistic/chance.ts';
import { rateBounds } from './statistic/rate-bounds.ts';

/** A shape of requests: one part, or two of different values that hold together. */
export type Shape = readonly [Part] | readonly [Part, Part];

/** Counters of one shape that are added up. */
export type Cells = readonly number[];

/** Of one slice: requests of which each failed one that was repeated counts once, and the failed ones among them. */
export interface Weight {
  readonly requests: number;
  readonly failed: number;
}

/** Where the counters of a shape stand. */
export function cellsOf(layout: ShapeLayout, shape: Shape, block?: PairBlock): Cells {
  const [first, second] = shape;
  if (second === undefined) return first.levels.map((level) => (layout.singles[first.variable] ?? 0) + level);
  if (block === undefined) return [];
  return first.levels.flatMap((row) => second.levels.map((column) => block.offset + row * block.width + column));
}

/** The sum of counters. */
export function sumOf(counters: Float64Array, cells: Cells): number {
  let sum = 0;
  for (const cell of cells) sum += counters[cell] ?? 0;
  return sum;
}

/** What one slice tells of a shape. */
export function weightOf({ seen, failed, distinct }: MergedSlice, cells: Cells): Weight {
  const different = sumOf(distinct, cells);
  return { requests: sumOf(seen, cells) - sumOf(failed, cells) + different, failed: different };
}

/** What all requests of each slice weigh. */
export const allWeights = ({ slices }: MergedCounts): Weight[] => slices.map((slice) => weightOf(slice, [allCell]));

/** The sum of weights. */
export function total(weights: readonly Weight[]): Weight {
  let requests = 0;
  let failed = 0;
  for (const weight of weights) {
    requests += weight.requests;
    failed += weight.failed;
  }
  return { requests, failed };
}

/** What is left of weights without others. */
export const without = (all: readonly Weight[], some: readonly Weight[]): Weight[] =>
  all.map(({ requests, failed }, index) => ({
    requests: requests - (some[index]?.requests ?? 0),
    failed: failed - (some[index]?.failed ?? 0),
  }));

/** How many times as often the first fail, at least; 0 where one of both is empty. */
export function timesAtLeast(having: Weight, others: Weight): number {
  if (having.requests === 0 || others.requests === 0) return 0;
  const { low } = rateBounds(having.failed, having.requests);
  return low / rateBounds(others.failed, others.requests).high;
}

/** Half of all requests: so much more of the first fail, whatever else makes the others fail. */
const clearDifference = 0.5;

/** Whether the first fail far more often: so many times as often at least, or at least half of all requests more. */
export function standsOut(having: Weight, others: Weight, leastTimes: number): boolean {
  if (having.requests === 0 || others.requests === 0) return false;
  const { low } = rateBounds(having.failed, having.requests);
  const { high } = rateBounds(others.failed, others.requests);
  return low >= leastTimes * high || low - high >= clearDifference;
}

/**
 * The logarithm of the chance that the shape has nothing to do with failing, without the slice of time that speaks most for it:
 * a fault of a few minutes that met one kind of requests is no rule.
 */
export function logChanceOf(having: readonly Weight[], all: readonly Weight[]): number {
  const strata = all.map((whole, index): Stratum => {
    const some = having[index] ?? { requests: 0, failed: 0 };
    return { requests: whole.requests, failed: whole.failed, having: some.requests, havingFailed: some.failed };
  });
  const surplus = strata.map((stratum) =>
    stratum.requests === 0 ? 0 : stratum.havingFailed - (stratum.having * stratum.failed) / stratum.requests,
  );
  const strongest = surplus.indexOf(Math.max(...surplus));
  return logChance(strata.filter((_, index) => index !== strongest));
}

/** How much better failures are told with the shape than without it: the logarithm of the ratio of likelihoods. */
export function explained(having: Weight, all: Weight): number {
  const others = { requests: all.requests - having.requests, failed: all.failed - having.failed };
  return likelihood(having) + likelihood(others) - likelihood(all);
}

function likelihood({ requests, failed }: Weight): number {
  const part = (count: number): number => (count <= 0 ? 0 : count * Math.log(count / requests));
  return part(failed) + part(requests - failed);
}
