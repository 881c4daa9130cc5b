import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject, JsonValue } from '../../../src/codec/json-value.ts';
import { verdictOf } from './verdict-of.ts';

type Case = readonly [name: string, inner: JsonValue, outer: JsonValue];

const text = { type: 'string' };
const integer = { type: 'integer' };
const user: JsonObject = {
  type: 'object',
  required: ['name'],
  properties: { name: text, age: integer },
  additionalProperties: false,
};
const open = (properties: JsonObject, ...required: string[]): JsonObject => ({ type: 'object', properties, required });
const closed = (properties: JsonObject, ...required: string[]): JsonObject => ({
  ...open(properties, ...required),
  additionalProperties: false,
});
const cat = open({ kind: { const: 'cat' }, lives: integer }, 'kind');
const dog = open({ kind: { const: 'dog' }, name: text }, 'kind');

const proved: readonly Case[] = [
  ['a closed object in an open one', user, { ...user, additionalProperties: true }],
  ['more is required', { ...user, required: ['name', 'age'] }, user],
  ['a member of a narrower type', closed({ a: integer }), open({ a: { type: 'number' } })],
  ['a member that cannot be there may have any type', closed({ a: text }), open({ b: integer })],
  ['a member that cannot be, for it fits nothing', open({ a: false }), { not: { required: ['a'] } }],
  ['what is required cannot be: no object fits', open({ a: false }, 'a'), false],
  ['additional members of a type', { type: 'object', additionalProperties: integer }, open({ a: { type: 'number' } })],
  ['required members are counted', open({}, 'a', 'b'), { minProperties: 2 }],
  ['declared members are counted', closed({ a: true, b: true }), { maxProperties: 2 }],
  ['too few names for so many members', { ...closed({ a: true }), minProperties: 2 }, false],
  [
    'names by pattern',
    { type: 'object', patternProperties: { '^x-': text }, additionalProperties: false },
    { propertyNames: { pattern: '^x' } },
  ],
  [
    'a pattern that has the name',
    open({ 'x-a': integer }),
    { type: 'object', properties: { 'x-a': { type: 'number' } } },
  ],
  [
    'a pattern inside of another one',
    { type: 'object', patternProperties: { '^a': integer } },
    { patternProperties: { '^ab+': { type: 'number' } } },
  ],
  ['short names are few', { type: 'object', propertyNames: { enum: ['a', 'b'] } }, { maxProperties: 2 }],
  ['dependent names', { dependentRequired: { a: ['b', 'c'] } }, { dependentRequired: { a: ['b'] } }],
  ['what depends on a required name', { ...open({}, 'a'), dependentRequired: { a: ['b'] } }, { required: ['b'] }],
  [
    'a dependent schema',
    { dependentSchemas: { a: closed({ a: true }) } },
    { dependentSchemas: { a: { maxProperties: 1 } } },
  ],
  ['items of a narrower type', { type: 'array', items: integer }, { items: { type: 'number' } }],
  [
    'a tuple in a list',
    { type: 'array', prefixItems: [integer, text], items: false },
    { items: { type: ['integer', 'string'] } },
  ],
  ['a closed tuple is short', { type: 'array', prefixItems: [true, true], items: false }, { maxItems: 2 }],
  ['a place that fits nothing ends the list', { type: 'array', prefixItems: [true, false] }, { maxItems: 1 }],
  ['a short list is unique', { type: 'array', maxItems: 1 }, { uniqueItems: true }],
  [
    'a unique list of booleans is short',
    { type: 'array', uniqueItems: true, items: { type: 'boolean' } },
    { maxItems: 2 },
  ],
  ['what a list contains makes it longer', { type: 'array', contains: integer, minContains: 2 }, { minItems: 2 }],
  ['all items are what one must be', { type: 'array', items: integer, minItems: 1 }, { contains: { type: 'number' } }],
  ['none may be what none is', { type: 'array', items: text }, { contains: integer, minContains: 0, maxContains: 0 }],
  ['a branch in the same branches', { anyOf: [cat, dog] }, { oneOf: [dog, cat] }],
  ['a branch in a wider one', cat, { anyOf: [dog, open({ kind: { type: 'string' } })] }],
  ['branches told apart by a value', { oneOf: [cat, dog] }, { oneOf: [cat, dog, { type: 'null' }] }],
  ['a union over two branches', { type: ['integer', 'string'] }, { anyOf: [integer, text] }],
  ['a range in two halves', { type: 'integer', minimum: 0, maximum: 9 }, { anyOf: [{ maximum: 4 }, { minimum: 5 }] }],
  ['an enumeration over two branches', { enum: ['a', 'b'] }, { oneOf: [{ const: 'a' }, { const: 'b' }] }],
  [
    'a member over two branches',
    closed({ a: { enum: [1, 2] } }, 'a'),
    { anyOf: [open({ a: { const: 1 } }), open({ a: { const: 2 } })] },
  ],
  ['both of two', { allOf: [open({ a: integer }), open({ b: text })] }, open({ a: integer, b: text })],
  ['what is not excluded', { type: 'string', not: { maxLength: 2 } }, { minLength: 3 }],
  ['double negation', integer, { not: { not: { type: 'number' } } }],
  [
    'one way of a condition',
    { ...cat, additionalProperties: true },
    { if: { properties: { kind: { const: 'cat' } } }, then: { properties: { lives: integer } } },
  ],
  [
    'the other way of it',
    dog,
    { if: { properties: { kind: { const: 'cat' } } }, then: false, else: { required: ['kind'] } },
  ],
  [
    'members left over, through allOf',
    { allOf: [open({ a: text })], unevaluatedProperties: false },
    closed({ a: text }),
  ],
  [
    'members left over, through branches',
    { anyOf: [open({ a: text }, 'a'), open({ b: text }, 'b')], unevaluatedProperties: false },
    { maxProperties: 2 },
  ],
  ['items left over', { type: 'array', allOf: [{ prefixItems: [text] }], unevaluatedItems: false }, { maxItems: 1 }],
];

const refuted: readonly (readonly [...Case, witness: JsonValue, at: string, keyword: string])[] = [
  ['a new required member', user, { ...user, required: ['name', 'age'] }, { name: '' }, '', 'required'],
  ['an unknown member', open({ a: integer }), closed({ a: integer }), { b: null }, '/b', 'additionalProperties'],
  ['an open object', { type: 'object' }, closed({}), { a: null }, '/a', 'additionalProperties'],
  [
    'a renamed member',
    closed({ userName: text }, 'userName'),
    closed({ username: text }, 'username'),
    { userName: '' },
    '',
    'required',
  ],
  [
    'a tightened member',
    user,
    closed({ name: { type: 'string', minLength: 1 }, age: integer }),
    { name: '' },
    '/name',
    'minLength',
  ],
  [
    'a nested member',
    closed({ a: closed({ b: text }) }),
    closed({ a: closed({ b: integer }) }),
    { a: { b: '' } },
    '/a/b',
    'type',
  ],
  [
    'a name as pattern',
    { type: 'object', additionalProperties: text },
    { patternProperties: { '^n': integer } },
    { n: '' },
    '/n',
    'type',
  ],
  ['an item', { type: 'array', items: { enum: ['a', 'b'] } }, { items: { const: 'a' } }, ['b'], '/0', 'const'],
  ['the second item', { type: 'array', items: text }, { prefixItems: [text, integer] }, ['', ''], '/1', 'type'],
  ['one item too many', { type: 'array', items: integer }, { maxItems: 2 }, [0, 0, 0], '', 'maxItems'],
  ['an item twice', { type: 'array', items: integer }, { uniqueItems: true }, [0, 0], '', 'uniqueItems'],
  ['nothing that is contained', { type: 'array', items: text }, { contains: integer }, [], '', 'contains'],
  ['a branch that is gone', { oneOf: [cat, dog] }, { oneOf: [cat] }, { kind: 'dog' }, '/kind', 'const'],
  [
    'two branches at once',
    open({ a: integer }),
    { oneOf: [{ required: ['a'] }, { minProperties: 1 }] },
    {},
    '',
    'oneOf',
  ],
];

describe('the containment of objects, lists and branches', () => {
  for (const [name, inner, outer] of proved) {
    it(`proves: ${name}`, () => {
      assert.deepEqual(verdictOf({ name, inner, outer }), { kind: 'proved' });
    });
  }
  for (const [name, inner, outer, witness, at, keyword] of refuted) {
    it(`refutes: ${name}`, () => {
      const verdict = verdictOf({ name, inner, outer });
      assert.ok(verdict.kind === 'refuted', JSON.stringify(verdict));
      assert.deepEqual(
        { witness: verdict.witness, at: verdict.at, keyword: verdict.keyword },
        { witness, at, keyword },
      );
    });
  }
});
