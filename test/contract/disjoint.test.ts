import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { areDisjoint } from '../../src/contract/disjoint.ts';
import { PlaceGraph } from '../../src/contract/place-graph.ts';
import type { JsonValue } from '../../src/codec/json-value.ts';
import { nodeOf } from '../support/schema-node.ts';

const kind = (value: JsonValue, required = true): JsonValue => ({
  type: 'object',
  properties: { kind: { const: value } },
  ...(required ? { required: ['kind'] } : {}),
});

const rows: readonly [name: string, left: JsonValue, right: JsonValue, isProved: boolean][] = [
  ['other types', { type: 'string' }, { type: ['integer', 'null'] }, true],
  ['an integer is a number', { type: 'integer' }, { type: 'number' }, false],
  ['one type in common', { type: ['string', 'null'] }, { type: ['integer', 'null'] }, false],
  ['no type at all', {}, { type: 'integer' }, false],
  ['a schema that nothing fits', false, {}, true],
  ['other constants', { const: 'a' }, { const: 'b' }, true],
  ['one number in two spellings', { const: 1 }, { const: 1.0 }, false],
  ['objects whose members stand in another order', { const: { a: 1, b: 2 } }, { const: { b: 2, a: 1 } }, false],
  ['lists of values without a common one', { enum: ['a', 'b'] }, { enum: ['c'] }, true],
  ['lists of values with a common one', { enum: ['a', 'b'] }, { enum: ['b', 'c'] }, false],
  ['listed values of another type', { enum: ['a', 1] }, { type: 'boolean' }, true],
  ['numbers of other ranges', { type: 'integer', maximum: 4 }, { type: 'number', minimum: 5 }, true],
  ['ranges that meet in one number', { type: 'integer', maximum: 5 }, { type: 'number', minimum: 5 }, false],
  [
    'a bound that is no part of its range',
    { type: 'number', exclusiveMaximum: 5 },
    { type: 'number', minimum: 5 },
    true,
  ],
  ['a required tag', kind('a'), kind('b'), true],
  ['a tag that only one of them requires', kind('a'), kind('b', false), true],
  ['a tag that may be left out', kind('a', false), kind('b', false), false],
  [
    'a tag of what may be no object',
    { ...(kind('a') as object), type: ['object', 'null'] },
    { ...(kind('b') as object), type: ['object', 'null'] },
    false,
  ],
  ['a tag through references and parts', { allOf: [{ $ref: '#/$defs/K' }], $defs: { K: kind('a') } }, kind('b'), true],
  [
    'a tag deep in required members',
    { type: 'object', required: ['meta'], properties: { meta: kind('a') } },
    { type: 'object', properties: { meta: kind('b') } },
    true,
  ],
  [
    'a required member that a closed object does not have',
    { type: 'object', required: ['id'] },
    { type: 'object', properties: { name: {} }, additionalProperties: false },
    true,
  ],
  [
    'a required member that an open object may have',
    { type: 'object', required: ['id'] },
    { type: 'object', properties: { name: {} } },
    false,
  ],
  [
    'a required member that a pattern of a closed object lets in',
    { type: 'object', required: ['x-id'] },
    { type: 'object', patternProperties: { '^x-': {} }, additionalProperties: false },
    false,
  ],
  [
    'a required member that is never evaluated',
    { type: 'object', required: ['id'] },
    { type: 'object', properties: { name: {} }, unevaluatedProperties: false },
    true,
  ],
  [
    'a member that may not be there',
    { type: 'object', required: ['id'] },
    { type: 'object', not: { required: ['id'] } },
    true,
  ],
  [
    'two members that may not both be there',
    { type: 'object', required: ['id'] },
    { type: 'object', not: { required: ['id', 'name'] } },
    false,
  ],
  [
    'a member that no value fits',
    { type: 'object', required: ['id'] },
    { type: 'object', properties: { id: false } },
    true,
  ],
  [
    'a position',
    { type: 'array', prefixItems: [{ const: 'a' }], minItems: 1 },
    { type: 'array', prefixItems: [{ const: 'b' }] },
    true,
  ],
  [
    'a position that may be missing',
    { type: 'array', prefixItems: [{ const: 'a' }] },
    { type: 'array', prefixItems: [{ const: 'b' }] },
    false,
  ],
  [
    'a recursion',
    { type: 'object', required: ['next'], properties: { next: { $ref: '#' } } },
    { type: 'object', required: ['next'], properties: { next: { $ref: '#' } } },
    false,
  ],
];

describe('that no value fits two schemas is', () => {
  for (const [name, left, right, isProved] of rows) {
    it(`${isProved ? 'proved' : 'not proved'} by ${name}`, () => {
      const places = new PlaceGraph();
      const [one, other] = [places.place(nodeOf(left)), places.place(nodeOf(right))];
      assert.equal(areDisjoint(one, other), isProved);
      assert.equal(areDisjoint(other, one), isProved);
    });
  }
});
