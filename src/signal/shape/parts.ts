import type { Level, ShapeVariable } from './variable.ts';

/** How the levels of a part are chosen from those of its variable. */
export type PartKind =
  /** A value is there, whichever. */
  | 'given'
  | 'equal'
  /** A value is there, and it is another one. */
  | 'other'
  | 'at-least'
  /** Below the end of the level. */
  | 'at-most';

/** One fact about requests: one variable has one of some levels. */
export interface Part {
  /** Index of the variable in the layout. */
  readonly variable: number;
  readonly kind: PartKind;
  /** The level that it is named for. */
  readonly level: Level;
  /** Indexes of the levels, in rising order. */
  readonly levels: readonly number[];
}

/** Every fact that is looked at of a variable; where two say the same of all requests, the first one is told. */
export function partsOf(variable: ShapeVariable, index: number): Part[] {
  const real = variable.levels.flatMap((level, at) => (at === 0 ? [] : [{ level, at }]));
  const make = (kind: PartKind, level: Level, levels: readonly number[]): Part => ({
    variable: index,
    kind,
    level,
    levels,
  });
  if (variable.isOrdered) return orderedParts(real, make);
  const equal = real.map(({ level, at }) => make('equal', level, [at]));
  const others = (level: Level): number[] => real.flatMap((one) => (one.level === level ? [] : [one.at]));
  if (variable.aspect === 'presence') {
    const absent = real.find(({ level }) => level.is === 'absent');
    // With two levels each of them is the other's opposite.
    return absent === undefined || real.length < 3
      ? equal
      : [...equal, make('given', absent.level, others(absent.level))];
  }
  if (real.length < 3) return equal;
  return [...real.map(({ level }) => make('other', level, others(level))), ...equal];
}

interface RealLevel {
  readonly level: Level;
  readonly at: number;
}

function orderedParts(
  real: readonly RealLevel[],
  make: (kind: PartKind, level: Level, levels: readonly number[]) => Part,
): Part[] {
  const indexes = real.map(({ at }) => at);
  return real.flatMap(({ level, at }, position) => {
    const isFirst = position === 0;
    const isLast = position === real.length - 1;
    const parts: Part[] = [];
    if (!isFirst) parts.push(make('at-least', level, indexes.slice(position)));
    if (!isLast) parts.push(make('at-most', level, indexes.slice(0, position + 1)));
    if (!isFirst && !isLast) parts.push(make('equal', level, [at]));
    return parts;
  });
}
