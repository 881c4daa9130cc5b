import { type Level, notAsked } from '../variable.ts';

/** Classes of numbers in their order: each begins at an edge, and ends before the next one. */
export interface Classes {
  readonly levels: readonly Level[];
  /** The index of the level of a number. */
  find(number: number): number;
}

/**
 * Cuts a range of numbers at edges.
 *
 * In:  edges `[1, 10, 100]` in rising order, and a range from 1 to 50.
 * Out: levels `from 1 below 10` and `from 10`; without an edge in the range a single level.
 */
export function classesOf(edges: readonly number[], { least, most }: Range): Classes {
  const inner = edges.filter((edge) => edge > least && edge <= most);
  const levels: Level[] = [notAsked];
  for (let index = 0; index <= inner.length; index += 1) levels.push(classBetween(inner[index - 1], inner[index]));
  return {
    levels,
    find: (number) => {
      let index = 0;
      while (index < inner.length && number >= (inner[index] ?? Number.POSITIVE_INFINITY)) index += 1;
      return index + 1;
    },
  };
}

/** Both included; infinite where nothing is declared. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

function classBetween(from: number | undefined, below: number | undefined): Level {
  const is = from === undefined ? `<${below ?? ''}` : `${from}`;
  return { is, ...(from !== undefined && { from }), ...(below !== undefined && { below }) };
}
