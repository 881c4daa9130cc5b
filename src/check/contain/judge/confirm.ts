import { isObject } from '../../../codec/json-type.ts';
import { ExactNumber } from '../../../codec/exact-number.ts';
import type { JsonNumber, JsonObject, JsonValue } from '../../../codec/json-value.ts';
import { numericFormats } from '../../../contract/formats.ts';
import type { SchemaSource } from '../../../openapi/read/schema-source.ts';
import { createAjv } from '../../../pipeline/validate/gate.ts';
import { nativePattern } from './native-pattern.ts';

/** A schema, and where its references lead. */
export interface Sourced {
  readonly schema: JsonValue;
  readonly source: SchemaSource;
}

/**
 * Asks Ajv whether a value fits a schema, with the gateway's own formats, numbers and patterns.
 *
 * Out: `undefined` where Ajv cannot compile the schema.
 */
export function confirm(value: JsonValue, sourced: Sourced): boolean | undefined {
  // What is said of members that the value has nowhere need not be compiled, which takes ten times as long as to judge.
  return compileBundle(sourced, namesIn(value))?.(value);
}

/** The same for many values; `undefined` where Ajv cannot compile the schema. */
export function compileConfirm(sourced: Sourced): Judge | undefined {
  return compileBundle(sourced, undefined);
}

type Judge = (value: JsonValue) => boolean | undefined;

function compileBundle(sourced: Sourced, present: ReadonlySet<string> | undefined): Judge | undefined {
  try {
    const ajv = createAjv();
    ajv.opts.unevaluated = true;
    // One keyword inside of the other, as Ajv writes them else, is too deep for the engine where there are thousands.
    ajv.opts.allErrors = true;
    ajv.opts.code.regExp = engine;
    const validate = ajv.compile(bundled(sourced, present));
    return (value) => judged(() => validate(plainNumbers(value)) === true);
  } catch {
    return undefined;
  }
}

function judged(judge: () => boolean): boolean | undefined {
  try {
    return judge();
  } catch {
    return undefined;
  }
}

const engine = Object.assign(
  (pattern: string) => {
    const compiled = nativePattern(pattern);
    if (compiled === undefined) throw new SyntaxError(`\`${pattern}\` is no pattern`);
    return compiled;
  },
  { code: 'nativePattern' },
);

/** The greatest double below 2^63: the one that is nearest to the greatest integer of 64 bits is beyond them. */
const greatestLong = 2 ** 63 - 1024;

const isLong = (value: JsonNumber): boolean => numericFormats.get('int64')?.(value) === true;

/** Ajv judges doubles; what lies beyond them is judged by the nearest one, by which an `int64` stays one. */
function plainNumbers(value: JsonValue): JsonValue {
  if (value instanceof ExactNumber) {
    const double = nearest(value);
    return isLong(value) && !isLong(double) ? Math.sign(double) * greatestLong : double;
  }
  if (Array.isArray(value)) return value.map(plainNumbers);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plainNumbers(member)]));
}

/** Never infinite, which Ajv takes for no number, and never zero, which would be a whole one. */
function nearest({ text }: ExactNumber): number {
  const value = Number(text);
  if (value === 0) return text.startsWith('-') ? -Number.MIN_VALUE : Number.MIN_VALUE;
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
}

const oneSchema = new Set([
  ...['not', 'if', 'then', 'else', 'items', 'contains', 'additionalProperties', 'propertyNames'],
  ...['unevaluatedItems', 'unevaluatedProperties'],
]);
const listOfSchemas = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const plain = new Set([
  ...['type', 'enum', 'const', 'nullable', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...[
    'minLength',
    'maxLength',
    'pattern',
    'format',
    'minItems',
    'maxItems',
    'uniqueItems',
    'minContains',
    'maxContains',
  ],
  ...['minProperties', 'maxProperties', 'required', 'dependentRequired'],
]);

/** Keywords that speak of a member only where it is there. */
const byMember = new Set(['properties', 'dependentSchemas', 'dependencies']);

/** The names of all members in a value, at any depth. */
function namesIn(value: JsonValue, names = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(value)) for (const item of value) namesIn(item, names);
  else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      names.add(name);
      namesIn(member, names);
    }
  }
  return names;
}

/**
 * One schema without references to elsewhere. Left out is whatever asserts nothing, and what is said of members by name where
 * the name is none of those that are `present`.
 */
function bundled({ schema, source }: Sourced, present: ReadonlySet<string> | undefined): JsonObject | boolean {
  const definitions: JsonObject = {};
  const names = new Map<string, string>();
  const written = (value: JsonValue): JsonValue => {
    if (!isObject(value)) return value;
    // Ajv refuses to compile an empty list of values, though it only means that there is none.
    if (Array.isArray(value['enum']) && value['enum'].length === 0) return false;
    return withoutNeighbours(
      Object.entries(value).flatMap(([keyword, said]): [string, JsonValue][] => {
        if (keyword === '$ref' && typeof said === 'string') return [['$ref', `#/$defs/${nameOf(said)}`]];
        if (oneSchema.has(keyword)) return [[keyword, written(said)]];
        if (listOfSchemas.has(keyword) && Array.isArray(said)) return [[keyword, said.map(written)]];
        if (byMember.has(keyword) && isObject(said)) return [[keyword, mapped(only(said, present), written)]];
        if (keyword === 'patternProperties' && isObject(said)) return [[keyword, mapped(said, written)]];
        return plain.has(keyword) ? [[keyword, plainNumbers(said)]] : [];
      }),
    );
  };
  const nameOf = (reference: string): string => {
    const known = names.get(reference);
    if (known !== undefined) return known;
    const name = `s${names.size}`;
    names.set(reference, name);
    const found = source.resolve(reference);
    if (found === undefined) throw new TypeError(`${reference} leads nowhere`);
    definitions[name] = written(found.schema);
    return name;
  };
  const root = written(schema);
  if (!isObject(root)) return root === true;
  return { ...root, $defs: definitions };
}

/** Ajv 8 skips `contains` where it stands beside `prefixItems` and the list is short: each in its place it judges both. */
function withoutNeighbours(keywords: [string, JsonValue][]): JsonObject {
  if (!keywords.some(([keyword]) => keyword === 'prefixItems')) return Object.fromEntries(keywords);
  const isCount = ([keyword]: [string, JsonValue]): boolean => /contains$/i.test(keyword);
  const counting = Object.fromEntries(keywords.filter(isCount));
  const { allOf = [], ...others } = Object.fromEntries(keywords.filter((entry) => !isCount(entry)));
  return { ...others, allOf: [...(Array.isArray(allOf) ? allOf : []), counting] };
}

const only = (object: JsonObject, names: ReadonlySet<string> | undefined): JsonObject =>
  names === undefined ? object : Object.fromEntries(Object.entries(object).filter(([name]) => names.has(name)));

const mapped = (object: JsonObject, map: (value: JsonValue) => JsonValue): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([name, below]) => [name, Array.isArray(below) ? below : map(below)]));
