import {
  allWeights,
  type Cells,
  cellsOf,
  logChanceOf,
  type Shape,
  standsOut,
  timesAtLeast,
  total,
  type Weight,
  weightOf,
  without,
} from './evidence.ts';
import type { PairBlock } from './layout.ts';
import type { MergedCounts } from './merge-counts.ts';
import { type Part, partsOf } from './parts.ts';

/** A shape with what speaks for it. */
export interface Candidate {
  readonly shape: Shape;
  readonly cells: Cells;
  /** By slice. */
  readonly weights: readonly Weight[];
  readonly logChance: number;
  readonly atLeastTimes: number;
}

/** Fewer different requests that fail are no sign. */
export const leastFailures = 5;

/** Requests of a shape fail at least so many times as often as the others. */
export const leastTimes = 3;

/** A shape of which fewer fail is no shape that fails. */
const leastRate = 0.1;

/** Within either part alone the other one has to make such a difference, or the pair is only one of them in other words. */
const leastTimesInPart = 2;
const logChanceInPart = Math.log(0.001);

/** What was looked at in one operation. */
export interface Compared {
  /** How many shapes were compared. */
  readonly comparisons: number;
  /** Those that fail far more often, before it is asked whether that is chance. */
  readonly candidates: readonly Candidate[];
}

/** Compares every shape of an operation, single parts and pairs, with all its other requests. */
export function findShapes(counts: MergedCounts): Compared {
  const { layout } = counts;
  const all = allWeights(counts);
  const parts = layout.variables.map(partsOf);
  const isQuiet = total(all).failed < leastFailures;
  let comparisons = parts.flat().length;
  const candidates = isQuiet ? [] : parts.flat().flatMap((part) => judged({ counts, all }, [part], undefined));
  for (const block of layout.pairs) {
    const firsts = parts[block.first] ?? [];
    const seconds = parts[block.second] ?? [];
    comparisons += firsts.length * seconds.length;
    if (isQuiet) continue;
    for (const first of firsts)
      for (const second of seconds) candidates.push(...judged({ counts, all }, [first, second], block));
  }
  return { comparisons, candidates };
}

interface Ground {
  readonly counts: MergedCounts;
  readonly all: readonly Weight[];
}

function judged(ground: Ground, shape: Shape, block: PairBlock | undefined): Candidate[] {
  const { counts, all } = ground;
  const cells = cellsOf(counts.layout, shape, block);
  const weights = counts.slices.map((slice) => weightOf(slice, cells));
  const having = total(weights);
  if (having.failed < leastFailures || having.failed < leastRate * having.requests) return [];
  const others = total(without(all, weights));
  if (!standsOut(having, others, leastTimes) || (shape.length === 2 && !needsBoth(ground, shape, weights))) return [];
  return [{ shape, cells, weights, atLeastTimes: timesAtLeast(having, others), logChance: logChanceOf(weights, all) }];
}

/** Whether each part of a pair makes a difference where the other one holds. */
function needsBoth({ counts }: Ground, shape: readonly [Part, Part], weights: readonly Weight[]): boolean {
  return shape.every((part) => {
    const cells = cellsOf(counts.layout, [part]);
    const alone = counts.slices.map((slice) => weightOf(slice, cells));
    if (!standsOut(total(weights), total(without(alone, weights)), leastTimesInPart)) return false;
    return logChanceOf(weights, alone) <= logChanceInPart;
  });
}
