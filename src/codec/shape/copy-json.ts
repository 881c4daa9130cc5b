import { createBareObject } from '../bare-object.ts';
import { isObject } from '../json-type.ts';
import type { JsonValue } from '../json-value.ts';

/** A copy of a value that the contract holds: whoever gets it may write into it. */
export function copyJson(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(copyJson);
  if (!isObject(value)) return value;
  const copy = createBareObject();
  for (const [name, member] of Object.entries(value)) copy[name] = copyJson(member);
  return copy;
}
