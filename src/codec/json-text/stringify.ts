import type { JsonValue } from '../json-value.ts';

/** Writes a value as compact JSON text; an `ExactNumber` goes out digit for digit. */
export function stringifyJson(value: JsonValue): string {
  return JSON.stringify(value);
}
