import { isIntegerNumber } from './decimal.ts';
import { ExactNumber } from './exact-number.ts';
import type { JsonNumber, JsonObject, JsonValue } from './json-value.ts';

/** A JSON type as schemas name it. Source: JSON Schema 2020-12, validation, section 6.1.1. */
export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** Whether the value is a number, exact or plain. */
export function isNumber(value: unknown): value is JsonNumber {
  return typeof value === 'number' || value instanceof ExactNumber;
}

/** Whether the value is an object of members: no list, no null and no exact number. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

/** Whether the value holds others: a list, or an object of members. */
export function isContainer(value: JsonValue): value is JsonValue[] | JsonObject {
  return Array.isArray(value) || isObject(value);
}

/** The most specific JSON type of a value; `integer` for a number without fraction, `1.0` and `1e400` among them. */
export function typeOf(value: JsonValue): JsonType {
  if (value === null) return 'null';
  if (isNumber(value)) return isIntegerNumber(value) ? 'integer' : 'number';
  if (Array.isArray(value)) return 'array';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    default:
      return 'object';
  }
}
