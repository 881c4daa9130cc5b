import { isNumberText } from '../../codec/decimal-text.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { formatScalar } from '../../codec/scalar.ts';
import type { SchemaSource } from '../../openapi/read/schema-source.ts';
import { textImage } from '../image/codec/number-images.ts';
import { textSource } from '../image/codec/text-source.ts';
import { allOf, eitherOf, isSchema, listedValues, type PlainSchema, typeNames } from '../image/plain-schema.ts';
import { partOf, shownTypes } from './schema-view.ts';

/** Both sides of a value that is sent as text. */
export interface Reading {
  /** What the backend's schema is. */
  readonly outer: JsonValue;
  readonly outerSource: SchemaSource;
  /** What a reference in the image leads to. */
  resolve(reference: string): PlainSchema;
}

/**
 * What a backend reads of values that are sent as text: `7` is a number where its schema knows numbers, else a text.
 *
 * In:  the image of the values before they are written.
 * Out: the image of what is read; a text that its schema has no type for stays a text, which then does not fit.
 */
export function readAs(schema: PlainSchema, reading: Reading, depth = 0): PlainSchema {
  if (typeof schema === 'boolean' || depth > 6) return schema;
  const { $ref: reference, anyOf: parts } = schema;
  const isAlone = Object.keys(schema).length === 1;
  if (typeof reference === 'string' && isAlone) return readAs(reading.resolve(reference), reading, depth + 1);
  if (Array.isArray(parts) && isAlone)
    return eitherOf(parts.filter(isSchema).map((part) => readAs(part, reading, depth + 1)));
  const types = shownTypes(reading.outer, reading.outerSource);
  if (types === undefined) return schema;
  const values = listedValues(schema);
  if (values?.every((value) => typeof value !== 'object')) {
    return eitherOf([{ enum: values.map((value) => readValue(value, types)) }]);
  }
  return eitherOf(typeNames(schema['type']).map((type) => readType({ ...schema, type }, types, { ...reading, depth })));
}

function readValue(value: JsonValue, types: ReadonlySet<string>): JsonValue {
  const text = formatScalar(value) ?? '';
  return readText(text, types);
}

/** What a backend whose schema knows these types makes of a text. */
export function readText(text: string, types: ReadonlySet<string>): JsonValue {
  const isNumeric = types.has('number') || types.has('integer');
  if (isNumeric && isNumberText(text) && (types.has('number') || Number.isInteger(Number(text)))) return Number(text);
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

function readType(schema: JsonObject, types: ReadonlySet<string>, reading: Reading & { depth: number }): PlainSchema {
  const [type = ''] = typeNames(schema['type']);
  if (type === 'array') return readItems(schema, reading);
  if (type === 'object') return readMembers(schema, reading);
  const isNumeric = types.has('number') || types.has('integer');
  if (type === 'string') {
    if (types.has('string') || !isNumeric) return schema;
    // Digits alone are read as a number, whatever it is.
    return /^(?:-\?)?(?:\[0-9\]|\[1-9\]|\\d|[0-9]|\{[0-9,]+\}|[*+?()|:])+$/.test(textSource(schema))
      ? { type: 'integer' }
      : schema;
  }
  const isKnown =
    types.has(type) || (type === 'integer' && types.has('number')) || (type === 'number' && types.has('integer'));
  if (isKnown || !types.has('string')) return schema;
  return textImage({ input: schema, argument: null, format: undefined });
}

function readItems(schema: JsonObject, { outer, ...reading }: Reading & { depth: number }): PlainSchema {
  const items = partOf(outer, reading.outerSource, 'items');
  const { items: own = true, ...rest } = schema;
  if (items === undefined || !isSchema(own)) return schema;
  return allOf([rest, { items: readAs(own, { ...reading, outer: items }, reading.depth + 1) }]);
}

function readMembers(schema: JsonObject, { outer, ...reading }: Reading & { depth: number }): PlainSchema {
  const { properties } = schema;
  if (properties === undefined || !isObject(properties)) return schema;
  const read = Object.entries(properties).map(([name, member]): [string, JsonValue] => {
    const other = partOf(outer, reading.outerSource, 'properties', name);
    if (other === undefined || !isSchema(member)) return [name, member];
    return [name, readAs(member, { ...reading, outer: other }, reading.depth + 1)];
  });
  return { ...schema, properties: Object.fromEntries(read) };
}
