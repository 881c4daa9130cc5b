import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../src/codec/json-value.ts';

/*
 * Random pairs of schemas over all keywords. The second one is mostly the first one after some small edits, so that both
 * answers are common; names, numbers and texts come from small pools, so that the two meet.
 */

export interface SchemaPair {
  readonly inner: JsonValue;
  readonly outer: JsonValue;
  /** Reached from both by `#/$defs/<name>`. */
  readonly definitions: JsonObject;
}

export const names = ['a', 'b', 'c', 'aa'];
export const texts = ['', 'a', 'b', 'ab', 'aab', 'B', '1', '12', 'x-1', '2024-02-29', '::', '😀', 'a@a.a'];
export const patterns = ['^a', 'b$', '^[a-z]+$', '^[0-9]{1,2}$', 'a', '^(a|b)*$', '^(?!a)', '^.$', '^a|b$', '\\bz'];
const formats = [
  'date',
  'email',
  'ipv6',
  'uuid',
  'uri-reference',
  'uri',
  'hostname',
  'int32',
  'made-up',
  'time',
  'iso-time',
];
const types = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

const number = fc.oneof(fc.integer({ min: -3, max: 6 }), fc.constantFrom(0.5, 2.5));
const count = fc.integer({ min: 0, max: 3 });

const scalar: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue>(null, true, false),
  number,
  fc.constantFrom(...texts),
);
const constant: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 2 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom(...names), scalar, { maxKeys: 2, noNullPrototype: true }) },
);

const scalarKeywords: Record<string, fc.Arbitrary<JsonValue>> = {
  type: fc.oneof(fc.constantFrom(...types), fc.uniqueArray(fc.constantFrom(...types), { minLength: 1, maxLength: 3 })),
  const: constant,
  enum: fc.array(constant, { minLength: 1, maxLength: 4 }),
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  multipleOf: fc.constantFrom(1, 2, 3, 4, 0.5, 1.5),
  minLength: count,
  maxLength: count,
  pattern: fc.constantFrom(...patterns),
  format: fc.constantFrom(...formats),
  minItems: count,
  maxItems: count,
  uniqueItems: fc.constant(true),
  minProperties: count,
  maxProperties: count,
  required: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 2 }),
  dependentRequired: fc.dictionary(
    fc.constantFrom(...names),
    fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 2 }),
    { minKeys: 1, maxKeys: 1, noNullPrototype: true },
  ),
};

const reference: fc.Arbitrary<JsonValue> = fc.constantFrom('One', 'Two').map((name) => ({ $ref: `#/$defs/${name}` }));

function keywordsAround(schema: fc.Arbitrary<JsonValue>): Record<string, fc.Arbitrary<JsonValue>> {
  const several = fc.array(schema, { minLength: 1, maxLength: 3 });
  const byName = fc.dictionary(fc.constantFrom(...names), schema, { minKeys: 1, maxKeys: 3, noNullPrototype: true });
  const condition = fc.record({ if: schema, then: schema, else: schema }, { requiredKeys: ['if'] });
  return {
    properties: byName,
    patternProperties: fc.dictionary(fc.constantFrom('^a', 'b$', '^[a-z]+$'), schema, {
      minKeys: 1,
      maxKeys: 1,
      noNullPrototype: true,
    }),
    additionalProperties: schema,
    propertyNames: fc.oneof(
      schema,
      fc.constantFrom<JsonValue>({ pattern: '^a' }, { maxLength: 1 }, { enum: ['a', 'b'] }),
    ),
    dependentSchemas: fc.dictionary(fc.constantFrom(...names), schema, {
      minKeys: 1,
      maxKeys: 1,
      noNullPrototype: true,
    }),
    items: schema,
    prefixItems: several,
    contains: schema,
    minContains: count,
    maxContains: count,
    allOf: several,
    anyOf: several,
    oneOf: several,
    not: schema,
    conditional: condition,
    unevaluatedProperties: fc.oneof(fc.constant(false), schema),
    unevaluatedItems: fc.oneof(fc.constant(false), schema),
  };
}

const families: readonly (readonly string[])[] = [
  ['type', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'format'],
  ['type', 'minLength', 'maxLength', 'pattern', 'format', 'pattern'],
  ['type', 'properties', 'required', 'additionalProperties', 'patternProperties', 'propertyNames', 'minProperties'],
  ['properties', 'maxProperties', 'dependentRequired', 'dependentSchemas', 'unevaluatedProperties', 'allOf', 'anyOf'],
  ['type', 'items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems', 'contains', 'minContains', 'maxContains'],
  ['prefixItems', 'unevaluatedItems', 'allOf', 'items'],
  ['type', 'enum', 'const', 'not'],
  ['allOf', 'anyOf', 'oneOf', 'not', 'conditional', 'type'],
];

const typeOfFamily = ['integer', 'string', 'object', 'object', 'array', 'array', undefined, undefined];

function schemaAt(depth: number): fc.Arbitrary<JsonValue> {
  const leaf = objectOf(scalarKeywords, [...(families[0] ?? []), ...(families[1] ?? []), 'enum', 'const'], undefined);
  if (depth === 0) return fc.oneof({ weight: 8, arbitrary: leaf }, { weight: 1, arbitrary: fc.boolean() });
  const all = { ...scalarKeywords, ...keywordsAround(schemaAt(depth - 1)) };
  return fc.oneof(
    {
      weight: 12,
      arbitrary: fc
        .nat(families.length - 1)
        .chain((family) => objectOf(all, families[family] ?? [], typeOfFamily[family])),
    },
    { weight: 5, arbitrary: leaf },
    { weight: 1, arbitrary: reference },
    { weight: 1, arbitrary: fc.boolean() },
  );
}

/** An object of some keywords of a family; mostly with its type, for else nearly everything is refuted by another type. */
function objectOf(
  keywords: Record<string, fc.Arbitrary<JsonValue>>,
  family: readonly string[],
  type: string | undefined,
): fc.Arbitrary<JsonValue> {
  return fc
    .uniqueArray(fc.constantFrom(...family), { minLength: 1, maxLength: 4 })
    .chain((chosen) => fc.record(Object.fromEntries(chosen.map((name) => [name, keywords[name] ?? fc.constant(true)]))))
    .chain((object) => fc.boolean().map((typed) => withType(object as JsonObject, typed ? type : undefined)));
}

function withType({ conditional, ...object }: JsonObject, type: string | undefined): JsonValue {
  const flat = { ...object, ...(typeof conditional === 'object' ? conditional : {}) };
  return type === undefined || 'type' in flat ? flat : { type, ...flat };
}

/** The schemas that references lead to; both may lead back to each other, below a member or an item. */
const definitions: fc.Arbitrary<JsonObject> = fc.record({
  One: fc.oneof(
    fc.constantFrom<JsonValue>(
      {
        type: 'object',
        properties: { a: { $ref: '#/$defs/One' }, b: { type: 'integer' } },
        additionalProperties: false,
      },
      { anyOf: [{ type: 'null' }, { type: 'object', required: ['a'], properties: { a: { $ref: '#/$defs/Two' } } }] },
    ),
    schemaAt(0),
  ),
  Two: fc.oneof(
    fc.constantFrom<JsonValue>(
      { type: 'array', items: { $ref: '#/$defs/Two' } },
      { type: 'object', properties: { a: { anyOf: [{ $ref: '#/$defs/One' }, { type: 'null' }] } } },
    ),
    schemaAt(0),
  ),
});

type Edit = { readonly kind: number; readonly at: number; readonly number: number; readonly other: JsonValue };

const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({ kind: fc.nat(7), at: fc.nat(30), number: fc.integer({ min: -2, max: 2 }), other: schemaAt(0) }),
  { minLength: 0, maxLength: 2 },
);

/** Changes one place of a schema. */
function edited(schema: JsonValue, edit: Edit): JsonValue {
  const places = placesOf(schema);
  const place = places[edit.at % Math.max(1, places.length)] ?? [];
  return changeAt(schema, place, (part) => changed(part, edit));
}

function changed(part: JsonValue, { kind, number: difference, other, at }: Edit): JsonValue {
  if (typeof part === 'number') return Math.max(0, part + difference);
  if (Array.isArray(part)) return kind % 2 === 0 ? part.slice(1) : part.length < 5 ? [...part, part[0] ?? null] : part;
  if (typeof part !== 'object' || part === null) return part;
  const keys = Object.keys(part);
  const key = keys[at % Math.max(1, keys.length)] ?? 'type';
  if (kind < 2) return Object.fromEntries(Object.entries(part).filter(([name]) => name !== key));
  if (kind === 2) return { anyOf: [part, other] };
  if (kind === 3) return { allOf: [part, other] };
  if (kind === 4) return { oneOf: [part, other] };
  if (kind === 5) return { not: { not: part } };
  return typeof other === 'object' ? { ...part, ...other } : part;
}

/** The paths of all schemas and numbers in a schema. */
function placesOf(value: JsonValue, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value === 'number') return [path];
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value)
    .filter(([name]) => !['const', 'enum', 'type', 'multipleOf', 'required', 'dependentRequired'].includes(name))
    .flatMap(([name, child]) => placesOf(child, [...path, name]));
  const last = path.at(-1) ?? '';
  const isSchema = !Array.isArray(value) && !['properties', 'patternProperties', 'dependentSchemas'].includes(last);
  return isSchema ? [path, ...below] : below;
}

function changeAt(
  value: JsonValue,
  [first, ...rest]: readonly string[],
  change: (part: JsonValue) => JsonValue,
): JsonValue {
  if (first === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === first ? changeAt(item, rest, change) : item));
  if (typeof value !== 'object' || value === null) return value;
  const object = value as JsonObject;
  return { ...object, [first]: changeAt(object[first] ?? true, rest, change) };
}

/** Pairs to ask about. */
export const schemaPairs: fc.Arbitrary<SchemaPair> = fc
  .record({ first: schemaAt(2), second: schemaAt(1), edits, isEdited: fc.nat(9), isTurned: fc.boolean(), definitions })
  .map(({ first, second, edits: steps, isEdited, isTurned, definitions: shared }) => {
    const other = isEdited < 8 ? steps.reduce(edited, first) : second;
    return isTurned
      ? { inner: other, outer: first, definitions: shared }
      : { inner: first, outer: other, definitions: shared };
  });

/** Values that are near to what the schemas speak of. */
export const values: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'value' },
    { weight: 4, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
    {
      weight: 3,
      arbitrary: fc.dictionary(fc.constantFrom(...names, 'z'), tie('value'), { maxKeys: 4, noNullPrototype: true }),
    },
  ),
})).value;
