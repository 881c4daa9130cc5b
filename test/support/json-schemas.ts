import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../src/codec/json-value.ts';

/** Few names, so that schemas and values meet. */
const name = fc.constantFrom('a', 'b', 'c', 'a1');
const names = fc.uniqueArray(name, { maxLength: 2 });
const size = fc.integer({ min: 0, max: 3 });
const scalar = fc.constantFrom<JsonValue>(
  null,
  true,
  false,
  0,
  1,
  2,
  -1,
  1.5,
  0.3,
  '',
  'a',
  'ab',
  'abc',
  '2023-02-29',
  '2024-02-29',
);

const byName = <T>(value: fc.Arbitrary<T>) => fc.dictionary(name, value, { maxKeys: 3, noNullPrototype: true });

/** JSON values that have a fair chance to fit one of `jsonSchemas`. */
export const jsonValues: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    { weight: 3, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
    { weight: 4, arbitrary: byName(tie('value')) },
  ),
})).value;

const types = ['string', 'number', 'integer', 'boolean', 'null', 'array', 'object'];
const type = fc.oneof(
  fc.constantFrom(...types),
  fc.uniqueArray(fc.constantFrom(...types), { minLength: 1, maxLength: 3 }),
);

const some = (keywords: Record<string, fc.Arbitrary<JsonValue>>): fc.Arbitrary<JsonValue> =>
  fc.record(keywords, { requiredKeys: [] }).map((schema) => JSON.parse(JSON.stringify(schema)) as JsonObject);

const texts = {
  exclusiveMinimum: size,
  exclusiveMaximum: size,
  multipleOf: fc.constantFrom(1, 2, 0.1, 0.5),
  minLength: size,
  pattern: fc.constantFrom('^a', 'b$', '^[0-9]+$'),
  format: fc.constantFrom('date', 'ipv4', 'int32', 'nobody-knows'),
};

/** JSON Schemas of draft 2020-12 over every keyword that judges, recursive ones included. */
export const jsonSchemas: fc.Arbitrary<JsonValue> = fc.letrec<{ schema: JsonValue }>((tie) => {
  const schema = tie('schema');
  const list = fc.array(schema, { minLength: 1, maxLength: 3 });
  const unevaluated = { unevaluatedProperties: schema, unevaluatedItems: schema };
  return {
    schema: fc.oneof(
      { maxDepth: 4, depthSize: 'medium' },
      { weight: 1, arbitrary: fc.boolean() },
      { weight: 3, arbitrary: some({ type, const: jsonValues, minimum: size, maxLength: size, maximum: size }) },
      { weight: 3, arbitrary: some({ ...texts, enum: fc.array(jsonValues, { minLength: 1, maxLength: 3 }) }) },
      {
        weight: 3,
        arbitrary: some({
          required: names,
          dependentRequired: byName(names),
          minProperties: size,
          maxProperties: size,
        }),
      },
      {
        weight: 6,
        arbitrary: some({
          properties: byName(schema),
          patternProperties: fc.dictionary(fc.constantFrom('^a', '1$'), schema, { maxKeys: 1, noNullPrototype: true }),
          additionalProperties: schema,
          propertyNames: schema,
          required: names,
        }),
      },
      {
        weight: 4,
        arbitrary: some({
          prefixItems: list,
          items: schema,
          uniqueItems: fc.boolean(),
          minItems: size,
          maxItems: size,
        }),
      },
      { weight: 4, arbitrary: some({ items: schema, contains: schema, minContains: size, maxContains: size }) },
      { weight: 6, arbitrary: some({ allOf: list, anyOf: list, oneOf: list }) },
      {
        weight: 6,
        arbitrary: some({
          if: schema,
          then: schema,
          else: schema,
          not: schema,
          dependentSchemas: byName(schema),
          properties: byName(schema),
        }),
      },
      {
        weight: 2,
        arbitrary: some({ ...unevaluated, allOf: list, oneOf: list, properties: byName(schema), prefixItems: list }),
      },
      {
        weight: 1,
        arbitrary: byName(schema).map((properties) => ({ properties: { ...properties, a: { $ref: '#' } } })),
      },
    ),
  };
}).schema;
