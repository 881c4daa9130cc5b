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
  for (const { first, second, size, width } of pairsOf(variables)) {
    if (cells + size > maxShapes) break;
    pairs.push({ first, second, offset: cells, width });
    cells += size;
  }
  return { variables, cells, singles, pairs, leftOut: all.slice(singles.length) };
}

/** Faults of how two texts are written together are rare, and their pairs are most of all. */
const isFine = ({ aspect }: ShapeVariable): boolean => ['look', 'length', 'characters', 'items'].includes(aspect);

/** Without texts first, then the smallest first: so there is room for most of them. */
function pairsOf(
  variables: readonly ShapeVariable[],
): (Omit<PairBlock, 'offset'> & { readonly size: number; readonly isFine: boolean })[] {
  const pairs = variables.flatMap((one, second) =>
    variables.slice(0, second).flatMap((other, first) => {
      const width = one.levels.length;
      return isSameValue(one, other) || (isFine(one) && isFine(other))
        ? []
        : [{ first, second, width, size: width * other.levels.length, isFine: isFine(one) || isFine(other) }];
    }),
  );
  return pairs.sort((a, b) => Number(a.isFine) - Number(b.isFine) || a.size - b.size);
}

function isSameValue(one: ShapeVariable, other: ShapeVariable): boolean {
  return (
    one.in === other.in &&
    one.path.length === other.path.length &&
    one.path.every((name, index) => name === other.path[index])
  );
}
