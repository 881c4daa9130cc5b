import { numberText } from './decimal-text.ts';
import { toNumber } from './decimal.ts';
import { ExactNumber } from './exact-number.ts';
import type { JsonValue } from './json-value.ts';

/** The scalar types that a text can be read as. */
export type ScalarType = 'string' | 'integer' | 'number' | 'boolean';

/** The one scalar type that a text is read as. */
export interface ScalarForm {
  readonly type: ScalarType;
  /** `null` beside the type: accepted in JSON, but an empty text still never means null. */
  readonly nullable: boolean;
  /** Whether a valid item can contain a comma; if not, `%2C` also separates the items of a comma list. */
  readonly mayHoldComma: boolean;
  readonly sensitive: boolean;
}

/** What a text can be read as, or written from. */
export type Scalar = string | number | boolean | ExactNumber;

/** Every integer of so many digits is exact in a double. */
const safeDigits = 15;

/**
 * Reads one text as one scalar, strictly.
 *
 * In:  `42` as an integer, `12.5` as a number, `true` as a boolean, any text as a string.
 * Out: the value; numbers that a double cannot hold exactly are `ExactNumber`.
 * Fails: with `undefined`, for `+1`, `1e3`, `007`, `-0`, ` 1`, `TRUE` and the empty text among others; `classifyScalarText`
 * says why. Minus zero is refused since many programs cannot tell it from zero.
 */
export function parseScalar(text: string, type: ScalarType): Scalar | undefined {
  switch (type) {
    case 'string':
      return text;
    case 'integer':
      return parseInteger(text);
    case 'number':
      return parseNumber(text);
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
  }
}

function parseInteger(text: string): number | ExactNumber | undefined {
  const length = text.length;
  const start = text.charCodeAt(0) === minus ? 1 : 0;
  if (!isWholePart(text, start, length)) return undefined;
  if (start === 1 && text.charCodeAt(1) === zero) return undefined;
  return length - start <= safeDigits ? Number(text) : toNumber(text);
}

function parseNumber(text: string): number | ExactNumber | undefined {
  const point = text.indexOf('.');
  if (point < 0) return parseInteger(text);
  const start = text.charCodeAt(0) === minus ? 1 : 0;
  if (!isWholePart(text, start, point) || !isDigits(text, point + 1, text.length)) return undefined;
  return start === 1 && Number(text) === 0 && !/[1-9]/.test(text) ? undefined : toNumber(text);
}

const minus = 0x2d;
const zero = 0x30;

/** `0`, or digits without a leading zero: the `int` of RFC 8259, section 6. */
const isWholePart = (text: string, start: number, end: number): boolean =>
  isDigits(text, start, end) && (text.charCodeAt(start) !== zero || end - start === 1);

function isDigits(text: string, start: number, end: number): boolean {
  if (end <= start) return false;
  for (let index = start; index < end; index += 1) {
    const digit = text.charCodeAt(index) - zero;
    if (digit < 0 || digit > 9) return false;
  }
  return true;
}

/**
 * Writes a scalar as text.
 *
 * In:  `7`, `true`, `ada`, an `ExactNumber`, `1e21`.
 * Out: `7`, `true`, `ada`, the number's own digits, `1000000000000000000000`: an exponent is written out, since many
 * programs read none.
 * Fails: with `undefined` for what is no scalar: null, lists, objects, `NaN` and the infinities.
 */
export function formatScalar(value: JsonValue): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? numberText(value) : undefined;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (!(value instanceof ExactNumber)) return undefined;
  return /e/i.test(value.text) ? numberText(value) : value.text;
}
