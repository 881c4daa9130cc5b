import { toNumber } from '../../codec/decimal.ts';
import { isNumberText } from '../../codec/decimal-text.ts';
import { isObject, typeOf } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { formatScalar } from '../../codec/scalar.ts';
import type { SchemaSource } from '../../openapi/read/schema-source.ts';
import { contains } from '../contain/contains.ts';
import { textImage } from '../image/codec/number-images.ts';
import { anyText, textSource } from '../image/codec/text-source.ts';
import { eitherOf, isSchema, listedValues, type PlainSchema, typeNames } from '../image/plain-schema.ts';
import { memberOf, partOf, shownTypes } from './schema-view.ts';

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
  if (reading.outer === true) return schema;
  const shown = shownTypes(reading.outer, reading.outerSource);
  // Where no type shows, a backend may read a text, and it may read what the text says.
  const types = shown ?? new Set(['string']);
  const asSent = shown === undefined ? [schema, ...(isMany(schema) ? [{ type: 'string' }] : [])] : [];
  const values = listedValues(schema);
  if (values?.every((value) => typeof value !== 'object')) {
    return eitherOf([{ enum: values.map((value) => readValue(value, types)) }, ...asSent]);
  }
  const sent = typeNames(schema['type']);
  const read = (sent.length > 0 ? sent : everyType).map((type) =>
    readType({ ...schema, type }, types, { ...reading, depth }),
  );
  return eitherOf([...read, ...asSent]);
}

/** Whether a value may be written as a text that is none of its items or members. */
const isMany = (schema: JsonObject): boolean =>
  typeNames(schema['type']).some((type) => type === 'array' || type === 'object');

const everyType = ['string', 'number', 'boolean', 'array', 'object'];

function readValue(value: JsonValue, types: ReadonlySet<string>): JsonValue {
  const text = formatScalar(value) ?? '';
  return readText(text, types);
}

/** What a backend whose schema knows these types makes of a text. */
export function readText(text: string, types: ReadonlySet<string>): JsonValue {
  const isNumeric = types.has('number') || types.has('integer');
  if (isNumeric && isNumberText(text)) {
    const value = toNumber(text);
    if (types.has('number') || typeOf(value) === 'integer') return value;
  }
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
    return isIntegerText(textSource(schema)) ? { type: 'integer' } : schema;
  }
  const isKnown =
    types.has(type) || (type === 'integer' && types.has('number')) || (type === 'number' && types.has('integer'));
  if (isKnown || !types.has('string')) return schema;
  return textImage({ input: schema, argument: null, format: undefined });
}

/** Whether every text of a source says an integer, as JSON writes it: `007` and the empty text do not. */
function isIntegerText(source: string): boolean {
  if (source === anyText) return false;
  const [inner, outer] = [source, '-?(?:0|[1-9][0-9]*)'].map((each) => ({ type: 'string', pattern: `^(?:${each})$` }));
  if (inner === undefined || outer === undefined) return false;
  return contains({ inner, innerSource: noSource, outer, outerSource: noSource }).kind === 'proved';
}

const noSource: SchemaSource = { resolve: () => undefined };

function readItems(schema: JsonObject, { outer, ...reading }: Reading & { depth: number }): PlainSchema {
  const items = partOf(outer, reading.outerSource, 'items');
  const { items: own = true } = schema;
  if (items === undefined || !isSchema(own)) return schema;
  return { ...schema, items: readAs(own, { ...reading, outer: items }, reading.depth + 1) };
}

function readMembers(schema: JsonObject, { outer, ...reading }: Reading & { depth: number }): PlainSchema {
  const { properties } = schema;
  if (properties === undefined || !isObject(properties)) return schema;
  const read = Object.entries(properties).map(([name, member]): [string, JsonValue] => {
    const other = memberOf(outer, reading.outerSource, name);
    if (other === undefined || !isSchema(member)) return [name, member];
    return [name, readAs(member, { ...reading, outer: other }, reading.depth + 1)];
  });
  return { ...schema, properties: Object.fromEntries(read) };
}
