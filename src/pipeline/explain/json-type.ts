import { isIntegerNumber } from '../../codec/decimal.ts';
import { isNumber, isObject } from '../../codec/json-type.ts';
import type { JsonArray, JsonValue } from '../../codec/json-value.ts';

/** The guards that a keyword says its values and limits with. */
export const isString = (value: JsonValue): value is string => typeof value === 'string';

export const isList = (value: JsonValue): value is JsonArray => Array.isArray(value);

/** Whether a value is of a JSON Schema type; a number without fraction is an integer, however it is written. */
export function hasType(value: JsonValue, type: string): boolean {
  switch (type) {
    case 'string':
      return isString(value);
    case 'integer':
      return isNumber(value) && isIntegerNumber(value);
    case 'number':
      return isNumber(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'null':
      return value === null;
    case 'array':
      return isList(value);
    default:
      return type === 'object' && isObject(value);
  }
}

/** A limit of a length or a number of parts. */
export const isCount = (limit: JsonValue): limit is number => typeof limit === 'number';
