import { CodecRefusal } from './codec.ts';
import type { CodecInputType } from './codec-kind.ts';
import { isIntegerNumber } from './decimal.ts';
import { ExactNumber } from './exact-number.ts';
import type { JsonNumber, JsonObject, JsonValue } from './json-value.ts';

/** Whether the value is a number, exact or plain. */
export function isNumber(value: unknown): value is JsonNumber {
  return typeof value === 'number' || value instanceof ExactNumber;
}

/** Whether the value is an object of members: no list, no null and no exact number. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

/** The JSON type of a value; `integer` for a number without fraction. */
export function typeOf(value: JsonValue): CodecInputType {
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

const words: Readonly<Record<CodecInputType, string>> = {
  null: 'null',
  boolean: 'a boolean',
  integer: 'an integer',
  number: 'a number',
  string: 'text',
  array: 'a list',
  object: 'an object',
};

/** A type in words: `a list`. */
export function typeInWords(type: CodecInputType): string {
  return words[type];
}

/** Several types in words: `text or a number`. */
export function typesInWords(types: readonly CodecInputType[]): string {
  return types.map(typeInWords).join(' or ');
}

/** Refuses a value of the wrong type: `it is a list, not text`. The value itself is never repeated, for it may be secret. */
export function refuseType(value: JsonValue, ...expected: CodecInputType[]): CodecRefusal {
  return new CodecRefusal(`it is ${typeInWords(typeOf(value))}, not ${typesInWords(expected)}`);
}

/** A value as it is written in a contract, cut to what is readable: for authors, never for callers. */
export function written(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
