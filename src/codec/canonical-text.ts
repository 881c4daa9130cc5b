import { readDecimal, sourceText } from './decimal.ts';
import { isNumber, isObject } from './json-type.ts';
import type { JsonValue } from './json-value.ts';

/**
 * The same text for equal JSON values, and for no others: members in any order, numbers in any spelling.
 *
 * Equality is that of JSON Schema (2020-12, section 4.2.2), so that `const`, `enum` and `uniqueItems` can compare by it.
 */
export function canonicalText(value: JsonValue): string {
  // Nearly every number of a long list; a double of an integer is never an `ExactNumber`, so its digits are its own.
  if (Number.isSafeInteger(value)) return String(value);
  if (isNumber(value)) {
    const { negative, digits, exponent } = readDecimal(sourceText(value));
    return `${negative ? '-' : ''}${digits}e${exponent}`;
  }
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalText(value[name] ?? null)}`).join()}}`;
}
