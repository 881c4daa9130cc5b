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
    if (absent === undefined) return equal;
    const given = make('given', absent.level, others(absent.level));
    // With two levels each of them is the other's opposite.
    return real.length < 3 ? [make('equal', absent.level, [absent.at]), given] : [given, ...equal];
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
  const inner = real.slice(1, -1).map(({ level, at }) => make('equal', level, [at]));
  // Of two classes that tell as much, a rule is to refuse what was seen to fail, and nothing that never came.
  const upwards = real.slice(1).map(({ level }, position) => make('at-least', level, indexes.slice(position + 1)));
  const downwards = real
    .slice(0, -1)
    .map(({ level }, position) => make('at-most', level, indexes.slice(0, position + 1)));
  return [...upwards.reverse(), ...downwards, ...inner];
}
