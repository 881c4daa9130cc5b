import { ExactNumber } from './exact-number.ts';
import type { JsonNumber } from './json-value.ts';

/**
 * A number as decimal text says it: `digits` times ten to the power of `exponent`.
 *
 * `digits` has no zero at either end, and is empty for zero, so that equal numbers have equal members.
 */
export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

/**
 * Exponents beyond this are taken as this: the exponent of hostile text (`1e999999999999999999`) is only ever
 * compared and added, never written out as zeros.
 */
const exponentLimit = 1e15;

/** A double is written with at most this many significant digits. */
const longestShortestText = 17;

/** Every decimal of so many digits comes back unchanged from a double in its normal range (IEEE 754, DBL_DIG). */
const safeDigits = 15;

/** The text of a number: as the caller wrote it, or the shortest that a double needs. */
export function sourceText(number: JsonNumber): string {
  return typeof number === 'number' ? String(number) : number.text;
}

/**
 * Reads decimal text.
 *
 * In:  a JSON number (RFC 8259, section 6), or what `String` makes of a finite double: `-12.50`, `1e+21`.
 * Out: `{ negative: true, digits: '125', exponent: -1 }`. Time is linear in the text, whatever the exponent.
 */
export function readDecimal(text: string): Decimal {
  const negative = text.charCodeAt(0) === 45;
  const mantissaEnd = endOfMantissa(text);
  const written = mantissaEnd === text.length ? 0 : Number(text.slice(mantissaEnd + 1));
  const exponent = Math.max(-exponentLimit, Math.min(exponentLimit, written));
  const mantissa = text.slice(negative ? 1 : 0, mantissaEnd);
  const point = mantissa.indexOf('.');
  if (point === -1) return trimmed(negative, mantissa, exponent);
  const fraction = mantissa.slice(point + 1);
  return trimmed(negative, mantissa.slice(0, point) + fraction, exponent - fraction.length);
}

function endOfMantissa(text: string): number {
  const small = text.indexOf('e');
  if (small !== -1) return small;
  const capital = text.indexOf('E');
  return capital === -1 ? text.length : capital;
}

// Loops, for `/0+$/` is quadratic on a long run of zeros that does not end the text.
function trimmed(negative: boolean, mantissa: string, exponent: number): Decimal {
  let start = 0;
  let end = mantissa.length;
  while (start < end && mantissa.charCodeAt(start) === 48) start++;
  while (end > start && mantissa.charCodeAt(end - 1) === 48) end--;
  if (start === end) return { negative: false, digits: '', exponent: 0 };
  return { negative, digits: mantissa.slice(start, end), exponent: exponent + (mantissa.length - end) };
}

function compareRead(a: Decimal, b: Decimal): -1 | 0 | 1 {
  if (a.digits === '' || b.digits === '') return sign(signOf(a) - signOf(b));
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const larger = a.negative ? -1 : 1;
  const magnitude = a.digits.length + a.exponent - (b.digits.length + b.exponent);
  if (magnitude !== 0) return magnitude > 0 ? larger : sign(-larger);
  // Both start at the same power of ten and end in no zero, so text order is number order.
  if (a.digits === b.digits) return 0;
  return a.digits > b.digits ? larger : sign(-larger);
}

function signOf(decimal: Decimal): number {
  if (decimal.digits === '') return 0;
  return decimal.negative ? -1 : 1;
}

function sign(difference: number): -1 | 0 | 1 {
  if (difference === 0) return 0;
  return difference > 0 ? 1 : -1;
}

/** Orders two numbers by their decimal text, exactly: -1 where `a` is the smaller one. */
export function compareDecimals(a: JsonNumber, b: JsonNumber): -1 | 0 | 1 {
  // Distinct doubles have distinct shortest texts in the same order.
  if (typeof a === 'number' && typeof b === 'number') return sign(a - b);
  return compareRead(readDecimal(sourceText(a)), readDecimal(sourceText(b)));
}

/** Whether two numbers are the same decimal value, however they are written: `1.0` and `1`. */
export function sameNumber(a: JsonNumber, b: JsonNumber): boolean {
  return compareDecimals(a, b) === 0;
}

/** Whether the number has no fraction; `1.0` and `1e400` have none. */
export function isIntegerNumber(number: JsonNumber): boolean {
  if (typeof number === 'number') return Number.isInteger(number);
  return readDecimal(number.text).exponent >= 0;
}

/**
 * Whether `number` is a whole multiple of `divisor`, by decimal arithmetic: 0.3 is one of 0.1.
 *
 * A divisor of zero divides nothing. Work is bounded by the digits that are written, not by the exponent.
 */
export function isMultipleOf(number: JsonNumber, divisor: JsonNumber): boolean {
  if (Number.isSafeInteger(number) && Number.isSafeInteger(divisor)) return Number(number) % Number(divisor) === 0;
  const dividend = readDecimal(sourceText(number));
  const unit = readDecimal(sourceText(divisor));
  if (unit.digits === '') return false;
  if (dividend.digits === '') return true;
  // The dividend's digits end in no zero, so nothing that ends in one divides them.
  if (dividend.exponent < unit.exponent) return false;
  const modulus = BigInt(unit.digits);
  const shift = powerOfTen(BigInt(dividend.exponent - unit.exponent), modulus);
  return (remainder(dividend.digits, modulus) * shift) % modulus === 0n;
}

/** Digit by digit in blocks: one BigInt of a megabyte of digits would take much longer than linear time. */
function remainder(digits: string, modulus: bigint): bigint {
  const block = 15;
  const blockSize = 10n ** BigInt(block);
  let rest = 0n;
  const head = digits.length % block;
  if (head > 0) rest = BigInt(digits.slice(0, head)) % modulus;
  for (let at = head; at < digits.length; at += block) {
    rest = (rest * blockSize + BigInt(Number(digits.slice(at, at + block)))) % modulus;
  }
  return rest;
}

function powerOfTen(exponent: bigint, modulus: bigint): bigint {
  let result = 1n % modulus;
  let base = 10n % modulus;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * base) % modulus;
    base = (base * base) % modulus;
  }
  return result;
}

/**
 * Makes a number of decimal text: a plain number where the double's shortest text denotes the same decimal value,
 * otherwise an `ExactNumber` of the text.
 *
 * In:  a JSON number: `12.50`, `12345678901234567890`, `1e400`.
 * Out: `12.5`, `ExactNumber('12345678901234567890')`, `ExactNumber('1e400')`.
 */
export function toNumber(text: string): JsonNumber {
  const value = Number(text);
  const size = Math.abs(value);
  if (text.length <= safeDigits && size > 1e-290 && size < 1e290) return value;
  if (!Number.isFinite(value)) return new ExactNumber(text);
  const written = readDecimal(text);
  if (written.digits.length > longestShortestText) return new ExactNumber(text);
  return compareRead(written, readDecimal(String(value))) === 0 ? value : new ExactNumber(text);
}
