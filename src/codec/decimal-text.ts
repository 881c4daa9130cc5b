import { type Decimal, readDecimal, sourceText } from './decimal.ts';
import type { JsonNumber } from './json-value.ts';

/** More zeros than this are never written out for an exponent; every double fits. */
const longestFill = 400;

const jsonNumber = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
const plainDecimal = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;

/** Whether the text is a number by the grammar of RFC 8259, section 6. */
export function isNumberText(text: string): boolean {
  return jsonNumber.test(text);
}

/** Whether the text is a decimal number without exponent: `12.34`, not `1e3`, `+1`, `.5` or `007`. */
export function isPlainDecimal(text: string): boolean {
  return plainDecimal.test(text);
}

/**
 * The number's text without exponent, superfluous zeros or minus zero: `1e21` as twenty-two digits, `1e-7` as `0.0000001`.
 *
 * An exponent that would need more than 400 zeros stays as it is written.
 */
export function numberText(number: JsonNumber): string {
  const source = sourceText(number);
  if (typeof number === 'number' && !source.includes('e')) return source;
  return plainText(readDecimal(source)) ?? source;
}

/**
 * Moves the decimal point to the right by `places` (to the left where negative), exactly.
 *
 * In:  `12.34` and 2.
 * Out: `1234`; `undefined` where the result needs more than 400 zeros that nobody wrote.
 */
export function shiftDecimal(text: string, places: number): string | undefined {
  const { negative, digits, exponent } = readDecimal(text);
  return plainText({ negative, digits, exponent: digits === '' ? 0 : exponent + places });
}

function plainText({ negative, digits, exponent }: Decimal): string | undefined {
  if (digits === '') return '0';
  const minus = negative ? '-' : '';
  if (exponent >= 0) return exponent > longestFill ? undefined : minus + digits + '0'.repeat(exponent);
  const point = digits.length + exponent;
  if (point > 0) return `${minus}${digits.slice(0, point)}.${digits.slice(point)}`;
  return -point > longestFill ? undefined : `${minus}0.${'0'.repeat(-point)}${digits}`;
}
