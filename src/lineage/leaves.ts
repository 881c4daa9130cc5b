import { isObject } from '../codec/json-type.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { ValuePath } from '../codec/value-path.ts';

/** A part of a value that has no parts of its own. */
export interface Leaf {
  readonly path: ValuePath;
  readonly value: JsonValue;
}

/** The scalars of a value, and its empty lists and objects, in their order. */
export function leavesOf(value: JsonValue, path: ValuePath = []): Leaf[] {
  if (Array.isArray(value) && value.length > 0) {
    return value.flatMap((item, index) => leavesOf(item, [...path, index]));
  }
  if (!Array.isArray(value) && isObject(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([name, member]) => leavesOf(member, [...path, name]));
  }
  return [{ path, value }];
}
