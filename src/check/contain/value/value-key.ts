import { readDecimal, sourceText } from '../../../codec/decimal.ts';
import { isNumber } from '../../../codec/json-type.ts';
import type { JsonValue } from '../../../codec/json-value.ts';

/**
 * A text that two values share exactly where JSON Schema calls them equal: `1` and `1.0`, objects in any order.
 *
 * Fails: throws a `RangeError` where a value is nested deeper than the call stack holds.
 */
export function valueKey(value: JsonValue): string {
  if (isNumber(value)) {
    if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value + 0);
    const { negative, digits, exponent } = readDecimal(sourceText(value));
    const isShort = exponent >= 0 && digits.length + exponent <= 15;
    if (isShort) return `${negative ? '-' : ''}${digits === '' ? '0' : digits + '0'.repeat(exponent)}`;
    return `${negative ? '-' : ''}${digits}e${exponent}`;
  }
  if (Array.isArray(value)) return `[${value.map(valueKey).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const names = Object.keys(value).sort();
    return `{${names.map((name) => `${JSON.stringify(name)}:${valueKey(value[name] ?? null)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
