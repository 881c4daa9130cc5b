import { toNumber } from '../../../codec/decimal.ts';
import { isNumber } from '../../../codec/json-type.ts';
import type { JsonNumber } from '../../../codec/json-value.ts';
import { fitsAll } from '../judge/accepts.ts';
import type { BoundNode, Literal } from '../schema/node.ts';
import { type TypeSet, typeBits } from '../schema/value-types.ts';
import {
  commonMultiple,
  compareRationals,
  decimalText,
  isMultiple,
  middle,
  plus,
  type Rational,
  rational,
  rationalOf,
  times,
  wholeQuotient,
} from '../value/rational.ts';
import { found, none, type Result, unknown } from './result.ts';

/** An interval, the grid on which the number lies, and grids on which it does not. */
interface Range {
  readonly least: BoundNode | undefined;
  readonly most: BoundNode | undefined;
  readonly unit: Rational | undefined;
  readonly avoided: readonly Rational[];
  readonly excluded: readonly Rational[];
}

/** So many points of a grid are looked at. */
const mostPoints = 4000;
const one: Rational = { top: 1n, bottom: 1n };

/** Finds the number nearest to zero that fits, whole or with a fraction as the type says. */
export function findNumber(atoms: readonly Literal[], type: TypeSet): Result {
  const range = readRange(atoms, type);
  const points = range.unit === undefined ? pointsBetween(range) : gridPoints(range, range.unit);
  if (points === undefined) return none;
  let larger: JsonNumber | undefined;
  for (const point of points.values) {
    if (!isIn(range, point)) continue;
    const text = decimalText(point);
    const number = text === undefined ? undefined : toNumber(text);
    if (number === undefined || fitsAll(number, atoms) === false) continue;
    if (typeof number === 'number') return found(number);
    larger ??= number;
  }
  if (larger !== undefined) return found(larger);
  return points.areAll
    ? none
    : unknown(
        ...atoms.slice(0, 2).map(({ node }) => ({ at: node.at, because: 'its range is too large to be searched' })),
      );
}

function readRange(atoms: readonly Literal[], type: TypeSet): Range {
  const units: Rational[] = type === typeBits.whole ? [one] : [];
  const avoided: Rational[] = type === typeBits.whole ? [] : [one];
  const excluded: Rational[] = [];
  let least: BoundNode | undefined;
  let most: BoundNode | undefined;
  for (const { node, holds } of atoms) {
    if (node.kind === 'multiple') (holds ? units : avoided).push(node.of);
    else if (node.kind === 'bound' && node.end === 'least') least = tighter(least, node);
    else if (node.kind === 'bound') most = tighter(most, node);
    else if (node.kind === 'values' && !holds) {
      excluded.push(...node.values.flatMap((value) => (isNumber(value) ? (rationalOf(value) ?? []) : [])));
    }
  }
  const unit = units.length === 0 ? undefined : units.reduce(commonMultiple);
  return { least, most, unit, avoided, excluded };
}

function tighter(known: BoundNode | undefined, other: BoundNode): BoundNode {
  if (known === undefined) return other;
  const difference = compareRationals(other.value, known.value) * (other.end === 'least' ? 1 : -1);
  if (difference === 0) return other.isOpen ? other : known;
  return difference > 0 ? other : known;
}

function isIn({ least, most, unit, avoided, excluded }: Range, point: Rational): boolean {
  const isAbove = least === undefined || compareRationals(point, least.value) >= (least.isOpen ? 1 : 0);
  const isBelow = most === undefined || compareRationals(point, most.value) <= (most.isOpen ? -1 : 0);
  return (
    isAbove &&
    isBelow &&
    (unit === undefined || isMultiple(point, unit)) &&
    !avoided.some((other) => isMultiple(point, other)) &&
    !excluded.some((other) => compareRationals(point, other) === 0)
  );
}

interface Points {
  readonly values: Iterable<Rational>;
  /** Whether a number that is none of them cannot fit where none of them does. */
  readonly areAll: boolean;
}

/** Multiples of the unit, from the one nearest to zero outwards. `undefined`: there are none. */
function gridPoints({ least, most, avoided, unit: own }: Range, unit: Rational): Points | undefined {
  if (avoided.some((other) => isMultiple(own ?? unit, other))) return undefined;
  // Rounded outwards: `isIn` looks at the ends once more.
  const low = least === undefined ? undefined : wholeQuotient(least.value, unit);
  const high = most === undefined ? undefined : wholeQuotient(most.value, unit) + 1n;
  if (low !== undefined && high !== undefined && low > high) return undefined;
  const values: Rational[] = [];
  const start = low !== undefined && low > 0n ? low : high !== undefined && high < 0n ? high : 0n;
  for (let distance = 0n; values.length < mostPoints; distance += 1n) {
    const [up, down] = [start + distance, start - distance];
    const canRise = high === undefined || up <= high;
    const canFall = low === undefined || down >= low;
    if (!canRise && !canFall) return { values, areAll: true };
    if (canRise) values.push(times(unit, up));
    if (canFall && distance > 0n) values.push(times(unit, down));
  }
  return { values, areAll: false };
}

/** Some numbers of an interval without grid, plain ones first. `undefined`: it is empty. */
function pointsBetween({ least, most, excluded }: Range): Points | undefined {
  const difference = least === undefined || most === undefined ? -1 : compareRationals(least.value, most.value);
  if (difference > 0) return undefined;
  if (difference === 0) return { values: least === undefined ? [] : [least.value], areAll: true };
  const half = rational(1n, 2n);
  const values: Rational[] = [half];
  if (least !== undefined) values.push(least.value, plus(least.value, half));
  if (most !== undefined) values.push(most.value, plus(most.value, rational(-1n, 2n)));
  const from = least?.value ?? plus(most?.value ?? one, rational(-1n, 1n));
  let to = most?.value ?? plus(from, one);
  // Infinitely many lie between; whole ones and the excluded ones are left out, and the grids are met at last.
  for (let round = 0; round < 12 + excluded.length; round++) {
    to = middle(from, to);
    values.push(to, plus(to, rational(1n, 10n ** BigInt(round + 1))));
  }
  return { values, areAll: false };
}
