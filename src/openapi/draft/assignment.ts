/** A row and the column that it goes with. */
export interface Assigned {
  readonly row: number;
  readonly column: number;
}

/**
 * Assigns rows to columns so that the sum of their scores is the greatest there is; each is assigned once at most, and never
 * below `least`.
 *
 * In:  `scores[row][column]`, from 0 to 1.
 * Source: Kuhn and Munkres, with potentials; the cost is cubic in the longer side.
 */
export function assign(scores: readonly (readonly number[])[], least: number): Assigned[] {
  const rows = scores.length;
  const columns = Math.max(0, ...scores.map((row) => row.length));
  const size = Math.max(rows, columns);
  if (size === 0) return [];
  // A pair below the least is worth as little as none, so that it never displaces another.
  const worth = (row: number, column: number): number => {
    const score = scores[row]?.[column] ?? 0;
    return score < least ? 0 : score;
  };
  const rowOf = solve(size, (row, column) => -worth(row, column));
  return rowOf
    .map((row, column) => ({ row, column }))
    .filter(({ row, column }) => worth(row, column) > 0)
    .sort((one, other) => one.row - other.row);
}

/** Out: the row of each column, with the least sum of costs. */
function solve(size: number, cost: (row: number, column: number) => number): number[] {
  const rowPotential = new Float64Array(size + 1);
  const columnPotential = new Float64Array(size + 1);
  // Column 0 is none; rows and columns count from 1.
  const rowOf = new Int32Array(size + 1);
  for (let row = 1; row <= size; row += 1) {
    rowOf[0] = row;
    const before = augment({ size, cost, rowPotential, columnPotential, rowOf });
    let column = before.last;
    while (column !== 0) {
      const previous = before.way[column] ?? 0;
      rowOf[column] = rowOf[previous] ?? 0;
      column = previous;
    }
  }
  return Array.from({ length: size }, (_, column) => (rowOf[column + 1] ?? 1) - 1);
}

interface Matching {
  readonly size: number;
  readonly cost: (row: number, column: number) => number;
  readonly rowPotential: Float64Array;
  readonly columnPotential: Float64Array;
  readonly rowOf: Int32Array;
}

/** Finds the cheapest way to a column that is free, and moves the potentials along. */
function augment({ size, cost, rowPotential, columnPotential, rowOf }: Matching) {
  const least = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
  const way = new Int32Array(size + 1);
  const used = new Uint8Array(size + 1);
  let column = 0;
  do {
    used[column] = 1;
    const row = rowOf[column] ?? 0;
    let delta = Number.POSITIVE_INFINITY;
    let next = 0;
    for (let other = 1; other <= size; other += 1) {
      if (used[other] === 1) continue;
      const reduced = cost(row - 1, other - 1) - (rowPotential[row] ?? 0) - (columnPotential[other] ?? 0);
      if (reduced < (least[other] ?? 0)) {
        least[other] = reduced;
        way[other] = column;
      }
      if ((least[other] ?? 0) < delta) {
        delta = least[other] ?? 0;
        next = other;
      }
    }
    for (let other = 0; other <= size; other += 1) {
      if (used[other] === 1) {
        const owner = rowOf[other] ?? 0;
        rowPotential[owner] = (rowPotential[owner] ?? 0) + delta;
        columnPotential[other] = (columnPotential[other] ?? 0) - delta;
      } else least[other] = (least[other] ?? 0) - delta;
    }
    column = next;
  } while ((rowOf[column] ?? 0) !== 0);
  return { last: column, way };
}
