import { createBareObject } from '../../codec/bare-object.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';

/** A copy of an object without one member below it, and without the objects that held nothing else. */
export function withoutMember(object: JsonObject, [name = '', ...rest]: readonly string[]): JsonObject {
  const inner = object[name];
  const copy = Object.assign(createBareObject(), object);
  const left = rest.length > 0 && isObject(inner) ? withoutMember(inner, rest) : undefined;
  if (left === undefined || Object.keys(left).length === 0) delete copy[name];
  else copy[name] = left;
  return copy;
}

/** A copy of an object with one more member below it; `undefined` where a value that is no object is in the way. */
export function withMember(
  object: JsonObject,
  [name = '', ...rest]: readonly string[],
  value: JsonValue,
): JsonObject | undefined {
  const copy = Object.assign(createBareObject(), object);
  if (rest.length === 0) {
    copy[name] = value;
    return copy;
  }
  const inner = Object.hasOwn(object, name) ? object[name] : createBareObject();
  const changed = isObject(inner) ? withMember(inner, rest, value) : undefined;
  if (changed === undefined) return undefined;
  copy[name] = changed;
  return copy;
}
