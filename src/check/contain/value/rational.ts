import { readDecimal, sourceText } from '../../../codec/decimal.ts';
import type { JsonNumber } from '../../../codec/json-value.ts';

/** An exact number: `top` divided by `bottom`, without common divisor, `bottom` above zero. */
export interface Rational {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** Numbers with more zeros than this are not calculated with. */
const longestExponent = 400;

/** The exact value of a number; `undefined` beyond 400 places before or behind the point. */
export function rationalOf(number: JsonNumber): Rational | undefined {
  if (typeof number === 'number' && Number.isSafeInteger(number)) return { top: BigInt(number), bottom: 1n };
  const { negative, digits, exponent } = readDecimal(sourceText(number));
  if (Math.abs(exponent) > longestExponent || digits.length > longestExponent) return undefined;
  const size = BigInt(digits === '' ? '0' : digits);
  const top = negative ? -size : size;
  return exponent >= 0 ? rational(top * 10n ** BigInt(exponent), 1n) : rational(top, 10n ** BigInt(-exponent));
}

/** `top / bottom` without common divisor. `bottom` is not zero. */
export function rational(top: bigint, bottom: bigint): Rational {
  const divisor = greatestDivisor(top, bottom);
  const sign = bottom < 0n ? -1n : 1n;
  return { top: (sign * top) / divisor, bottom: (sign * bottom) / divisor };
}

/** Below zero where `a` is the smaller one, zero where both are the same. */
export function compareRationals(a: Rational, b: Rational): number {
  const difference = a.top * b.bottom - b.top * a.bottom;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/** The sum. */
export const plus = (a: Rational, b: Rational): Rational =>
  rational(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);

/** The product with a whole number. */
export const times = (a: Rational, factor: bigint): Rational => rational(a.top * factor, a.bottom);

/** Half of the sum. */
export const middle = (a: Rational, b: Rational): Rational => {
  const sum = plus(a, b);
  return rational(sum.top, sum.bottom * 2n);
};

/** The opposite number. */
export const negated = ({ top, bottom }: Rational): Rational => ({ top: -top, bottom });

/** The greatest whole number that is not above `a / b`; `b` is above zero. */
export function wholeQuotient(a: Rational, b: Rational): bigint {
  const top = a.top * b.bottom;
  const bottom = a.bottom * b.top;
  const quotient = top / bottom;
  return top < 0n && quotient * bottom !== top ? quotient - 1n : quotient;
}

/** Whether `a` is a whole multiple of `unit`, which is above zero. */
export const isMultiple = (a: Rational, unit: Rational): boolean =>
  (a.top * unit.bottom) % (a.bottom * unit.top) === 0n;

/** The smallest number above zero that is a multiple of both. */
export const commonMultiple = (a: Rational, b: Rational): Rational =>
  rational((a.top / greatestDivisor(a.top, b.top)) * b.top, greatestDivisor(a.bottom, b.bottom));

/** The greatest number that both are multiples of. */
function greatestDivisor(a: bigint, b: bigint): bigint {
  let [left, right] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (right !== 0n) [left, right] = [right, left % right];
  return left === 0n ? 1n : left;
}

/** Decimal text, where there is one of bearable length: every denominator of twos and fives. */
export function decimalText({ top, bottom }: Rational): string | undefined {
  if (bottom === 1n) return String(top);
  for (let places = 1; places <= longestExponent; places++) {
    const scaled = top * 10n ** BigInt(places);
    if (scaled % bottom !== 0n) continue;
    const digits = String(scaled < 0n ? -scaled / bottom : scaled / bottom).padStart(places + 1, '0');
    return `${top < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
  }
  return undefined;
}
