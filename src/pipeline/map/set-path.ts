import { createBareObject } from '../../codec/bare-object.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';

/**
 * Puts a value at a path below an object, making the objects on the way.
 *
 * Objects that stand on the way already are copied first, since they may be the caller's own.
 * Out: false when something stands at the path, or something that is no object on the way; nothing is changed then.
 */
export function setPath(target: JsonObject, path: readonly string[], value: JsonValue): boolean {
  return setBelow(target, value, { path, depth: 0 });
}

function setBelow(
  target: JsonObject,
  value: JsonValue,
  { path, depth }: { path: readonly string[]; depth: number },
): boolean {
  const name = path[depth] ?? '';
  const present = Object.hasOwn(target, name) ? target[name] : undefined;
  if (depth + 1 >= path.length) {
    if (present === undefined) return define(target, name, value);
    return isObject(present) && isObject(value) && define(target, name, merge(present, value));
  }
  if (present !== undefined && !isObject(present)) return false;
  const below = Object.assign(createBareObject(), present);
  return setBelow(below, value, { path, depth: depth + 1 }) && define(target, name, below);
}

/** An object that lands where values were nested before keeps them; its own members must not meet them. */
function merge(present: JsonObject, value: JsonObject): JsonObject | undefined {
  const meets = Object.keys(value).some((name) => Object.hasOwn(present, name));
  return meets ? undefined : Object.assign(createBareObject(), value, present);
}

function define(target: JsonObject, name: string, value: JsonValue | undefined): boolean {
  if (value === undefined) return false;
  target[name] = value;
  return true;
}
