import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../src/codec/json-value.ts';

const word = fc.constantFrom('alpha', 'beta', 'gamma', 'delta', 'epsilon');
const text = fc.record(
  {
    type: fc.constant('string'),
    minLength: fc.nat(3),
    description: word,
    deprecated: fc.boolean(),
    default: fc.constant('xyz'),
  },
  { requiredKeys: ['type'] },
);
const number = fc.record(
  { type: fc.constantFrom('integer', 'number'), minimum: fc.integer({ min: -5, max: 5 }), title: word },
  { requiredKeys: ['type'] },
);
const choice = fc.record({ enum: fc.uniqueArray(word, { minLength: 1 }) });
const scalar = fc.oneof(text, number, choice, fc.constant({ type: 'boolean' }));
const list = fc.record({ type: fc.constant('array'), items: scalar, maxItems: fc.integer({ min: 1, max: 9 }) });
const styled = fc.oneof(
  list,
  list.map((schema) => ({ ...schema, 'x-explode': false })),
  list.map((schema) => ({ ...schema, 'x-style': 'pipeDelimited' })),
  fc.record({
    type: fc.constant('object'),
    properties: fc.dictionary(word, scalar),
    'x-style': fc.constant('deepObject'),
  }),
);
const mapped = <Schema extends object>(schema: fc.Arbitrary<Schema>) =>
  fc.tuple(schema, fc.constantFrom(undefined, 'up', 'down')).map(([own, suffix]) => ({ own, suffix }));

const body: fc.Arbitrary<JsonValue> = fc.letrec<{ schema: JsonValue }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    scalar as fc.Arbitrary<JsonValue>,
    fc.constant<JsonValue>({ $ref: '#/$defs/Shared' }),
    fc.constant<JsonValue>({ type: 'string', readOnly: true }),
    fc.record({ type: fc.constant('array'), items: tie('schema') }) as fc.Arbitrary<JsonValue>,
    fc.tuple(fc.dictionary(word, tie('schema')), fc.uniqueArray(word), fc.constantFrom(undefined, true, false)).map(
      ([properties, required, others]): JsonValue => ({
        type: 'object',
        properties,
        required,
        ...(others === undefined ? {} : { additionalProperties: others }),
      }),
    ),
  ),
})).schema;

/** A group of parameters, each perhaps under another name at the upstream. */
function group(schema: fc.Arbitrary<object>): fc.Arbitrary<JsonObject> {
  return fc
    .tuple(fc.dictionary(word, mapped(schema), { maxKeys: 3 }), fc.boolean())
    .map(([members, isRequired]): JsonObject => {
      const names = Object.keys(members);
      const properties = names.map((name) => {
        const { own, suffix } = members[name] ?? { own: {}, suffix: undefined };
        return [name, { ...own, ...(suffix === undefined ? {} : { 'x-upstream': `${name}_${suffix}` }) }];
      });
      return { properties: Object.fromEntries(properties), ...(isRequired ? { required: names } : {}) };
    });
}

/** A contract of one operation with parameters in every location, a body and an answer. */
export const arbitraryContract: fc.Arbitrary<JsonObject> = fc
  .record({
    path: scalar,
    query: group(fc.oneof(scalar, styled)),
    headers: group(scalar),
    body,
    answer: body,
    deep: body,
  })
  .map(
    ({ path, query, headers, body: sent, answer, deep }): JsonObject => ({
      title: 'Random',
      version: '1',
      upstream: { name: 'behind' },
      operations: {
        call: {
          route: 'POST /things/{thing}',
          upstream: { route: 'PUT /v2/{thing}' },
          path: { properties: { thing: path as JsonValue } },
          query,
          headers,
          body: { content: { 'application/json': sent } },
          responses: { '200': { content: { 'application/json': answer } }, '404': { description: 'None.' } },
        },
      },
      $defs: { Shared: { type: 'object', properties: { deep, again: { $ref: '#/$defs/Shared' } } } },
    }),
  );
