import { canonicalText } from '../../codec/canonical-text.ts';
import { sameNumber } from '../../codec/decimal.ts';
import { isNumber, isObject } from '../../codec/json-type.ts';
import type { JsonArray, JsonObject, JsonValue } from '../../codec/json-value.ts';
import { isUndecoded } from '../undecoded.ts';
import { isList } from './json-type.ts';

/**
 * Whether two values are equal as JSON Schema means it: numbers by their decimal value, objects whatever their order.
 * What could not be decoded is equal to everything, since no rule may refuse it.
 * Source: JSON Schema 2020-12, core, section 4.2.2.
 */
export function isEqual(left: JsonValue, right: JsonValue): boolean {
  if (left === right || isUndecoded(left) || isUndecoded(right)) return true;
  if (isNumber(left)) return isNumber(right) && sameNumber(left, right);
  if (isList(left)) return isList(right) && areEqualLists(left, right);
  return isObject(left) && isObject(right) && areEqualObjects(left, right);
}

function areEqualLists(left: JsonArray, right: JsonArray): boolean {
  return left.length === right.length && left.every((item, index) => isEqual(item, right[index] ?? null));
}

function areEqualObjects(left: JsonObject, right: JsonObject): boolean {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => Object.hasOwn(right, name) && isEqual(left[name] ?? null, right[name] ?? null));
}

/**
 * The first two equal items of a list, by index; `undefined` where all differ.
 *
 * Time is linear in the list's text: comparing every pair of a megabyte of items takes minutes.
 */
export function findEqualItems(items: JsonArray): readonly [number, number] | undefined {
  // Scalars are their own keys; a list, an object or an exact number is known by a text, in a map of its own.
  const scalars = new Map<JsonValue, number>();
  const others = new Map<JsonValue, number>();
  for (const [index, item] of items.entries()) {
    if (isUndecoded(item)) continue;
    const isScalar = typeof item !== 'object' || item === null;
    const seen: Map<JsonValue, number> = isScalar ? scalars : others;
    const key = isScalar ? item : canonicalText(item);
    const earlier = seen.get(key);
    if (earlier !== undefined) return [earlier, index];
    seen.set(key, index);
  }
  return undefined;
}
