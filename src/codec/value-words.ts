import { CodecRefusal } from './codec.ts';
import { type JsonType, typeOf } from './json-type.ts';
import type { JsonValue } from './json-value.ts';

const words: Readonly<Record<JsonType, string>> = {
  null: 'null',
  boolean: 'a boolean',
  integer: 'an integer',
  number: 'a number',
  string: 'text',
  array: 'a list',
  object: 'an object',
};

/** A type in words: `a list`. */
export function typeInWords(type: JsonType): string {
  return words[type];
}

/** Several types in words: `text or a number`. */
export function typesInWords(types: readonly JsonType[]): string {
  return types.map(typeInWords).join(' or ');
}

/** Refuses a value of the wrong type: `it is a list, not text`. The value itself is never repeated, for it may be secret. */
export function refuseType(value: JsonValue, ...expected: JsonType[]): CodecRefusal {
  return new CodecRefusal(`it is ${typeInWords(typeOf(value))}, not ${typesInWords(expected)}`);
}

/** A value as it is written in a contract, cut to what is readable: for authors, never for callers. */
export function written(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
