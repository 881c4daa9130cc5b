import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { pointerNames } from '../../contract/json-pointer.ts';

/**
 * A document with another value at a JSON Pointer, or, for `undefined`, without it.
 *
 * The document itself stays as it is; what is not on the way is shared with it.
 */
export function changedDocument(document: JsonObject, pointer: string, value: JsonValue | undefined): JsonObject {
  const changed = changedAt(document, pointerNames(pointer), value);
  return isObject(changed) ? changed : document;
}

function changedAt(
  from: JsonValue | undefined,
  [name, ...rest]: readonly string[],
  value: JsonValue | undefined,
): JsonValue | undefined {
  if (name === undefined) return value;
  if (Array.isArray(from)) {
    const items = [...from];
    const item = changedAt(from[Number(name)], rest, value);
    items.splice(Number(name), 1, ...(item === undefined ? [] : [item]));
    return items;
  }
  const object = from !== undefined && isObject(from) ? from : {};
  const entries = Object.entries(object).filter(([known]) => known !== name);
  const member = changedAt(Object.hasOwn(object, name) ? object[name] : undefined, rest, value);
  if (member === undefined) return Object.fromEntries(entries);
  // Where it stood before: the order of members is the order of the outgoing parameters.
  const index = Object.keys(object).indexOf(name);
  entries.splice(index < 0 ? entries.length : index, 0, [name, member]);
  return Object.fromEntries(entries);
}
