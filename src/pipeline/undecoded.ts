import { isObject } from '../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';

/**
 * Stands in the typed values for a parameter whose text could not be decoded: the parameter is there, its value is not
 * known, and every rule about the value is skipped. Compare with `===`; nothing may read or send it.
 */
export const UNDECODED: JsonObject = Object.freeze(Object.create(null));

/** Whether a value is the mark of a parameter that could not be decoded. */
export const isUndecoded = (value: JsonValue | undefined): boolean => value === UNDECODED;

/** A value without the parts that could not be decoded, for showing; `undefined` where nothing is left of it. */
export function withoutUndecoded(value: JsonValue): JsonValue | undefined {
  if (isUndecoded(value)) return undefined;
  if (Array.isArray(value)) return value.map(withoutUndecoded).filter((item) => item !== undefined);
  if (!isObject(value)) return value;
  const members = Object.entries<JsonValue>(value).map(([name, below]) => [name, withoutUndecoded(below)] as const);
  return Object.fromEntries(members.flatMap(([name, below]) => (below === undefined ? [] : [[name, below]])));
}
