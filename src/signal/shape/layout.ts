import type { ShapeVariable } from './variable.ts';

/**
 * Which counter stands where: one for all requests, one for each level of each variable, and one for each two levels of two
 * variables of different values, as far as there is room.
 */
export interface ShapeLayout {
  readonly variables: readonly ShapeVariable[];
  /** How many counters there are. */
  readonly cells: number;
  /** Where the levels of a variable begin. */
  readonly singles: readonly number[];
  readonly pairs: readonly PairBlock[];
  /** Variables that there is no room for. */
  readonly leftOut: readonly ShapeVariable[];
}

/** The counters of two variables, row by row: the level of the first, then that of the second. */
export interface PairBlock {
  readonly first: number;
  readonly second: number;
  readonly offset: number;
  /** How many levels the second has. */
  readonly width: number;
}

/** The counter of all requests. */
export const allCell = 0;

/** Lays out counters for variables, the first ones first; no more than `maxShapes` of them. The same input gives the same layout. */
export function layoutOf(all: readonly ShapeVariable[], maxShapes: number): ShapeLayout {
  let cells = 1;
  const singles: number[] = [];
  for (const { levels } of all) {
    if (cells + levels.length > maxShapes) break;
    singles.push(cells);
    cells += levels.length;
  }
  const variables = all.slice(0, singles.length);
  const pairs: PairBlock[] = [];
  for (const [second, { levels: columns }] of variables.entries()) {
    for (const [first, { levels: rows }] of variables.slice(0, second).entries()) {
      const size = rows.length * columns.length;
      if (isSameValue(variables[first], variables[second]) || cells + size > maxShapes) continue;
      pairs.push({ first, second, offset: cells, width: columns.length });
      cells += size;
    }
  }
  return { variables, cells, singles, pairs, leftOut: all.slice(singles.length) };
}

function isSameValue(one: ShapeVariable | undefined, other: ShapeVariable | undefined): boolean {
  if (one === undefined || other === undefined || one.in !== other.in) return false;
  return one.path.length === other.path.length && one.path.every((name, index) => name === other.path[index]);
}
