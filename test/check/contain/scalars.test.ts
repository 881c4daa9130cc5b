import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toNumber } from '../../../src/codec/decimal.ts';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import { verdictOf } from './verdict-of.ts';

type Case = readonly [name: string, inner: JsonValue, outer: JsonValue];

const proved: readonly Case[] = [
  ['an integer is a number', { type: 'integer' }, { type: 'number' }],
  ['nothing is in everything', false, true],
  ['nothing is in nothing', false, false],
  ['no value has two types', { type: 'string', allOf: [{ type: 'integer' }] }, false],
  ['a list of types is in a longer one', { type: ['string', 'null'] }, { type: ['null', 'boolean', 'string'] }],
  ['every type is named', true, { type: ['null', 'boolean', 'number', 'string', 'array', 'object'] }],
  ['a range inside of a range', { type: 'number', minimum: 1, maximum: 2 }, { minimum: 0, maximum: 2 }],
  ['an open end inside of a closed one', { type: 'number', exclusiveMaximum: 2 }, { maximum: 2 }],
  ['an open end of integers is the next closed one', { type: 'integer', exclusiveMaximum: 3 }, { maximum: 2 }],
  ['a fraction between two integers', { type: 'integer', minimum: 0.5, maximum: 1.5 }, { const: 1 }],
  ['an empty range', { type: 'number', minimum: 2, exclusiveMaximum: 2 }, false],
  ['no integer between two', { type: 'integer', exclusiveMinimum: 1, exclusiveMaximum: 2 }, false],
  ['a multiple of a multiple', { type: 'integer', multipleOf: 6 }, { multipleOf: 3 }],
  ['a multiple of two numbers', { type: 'integer', allOf: [{ multipleOf: 4 }, { multipleOf: 6 }] }, { multipleOf: 12 }],
  ['a decimal multiple, exactly', { type: 'number', multipleOf: 0.03 }, { multipleOf: 0.01 }],
  ['an integer is a multiple of 0.5', { type: 'integer' }, { multipleOf: 0.5 }],
  ['a multiple of an integer is an integer', { type: 'number', multipleOf: 2 }, { type: 'integer' }],
  ['one multiple alone lies in a range', { type: 'number', multipleOf: 7, minimum: 1, maximum: 13 }, { const: 7 }],
  ['int32 is in int64', { type: 'integer', format: 'int32' }, { format: 'int64' }],
  ['a range is in int32', { type: 'integer', minimum: 0, maximum: 1000 }, { type: 'integer', format: 'int32' }],
  ['64 bits are exact', { type: 'integer', format: 'int64' }, { minimum: toNumber('-9223372036854775808') }],
  ['lengths', { type: 'string', minLength: 2, maxLength: 3 }, { minLength: 1, maxLength: 3 }],
  ['a text of no length is empty', { type: 'string', maxLength: 0 }, { const: '' }],
  ['lengths that exclude each other', { type: 'string', minLength: 2, maxLength: 1 }, false],
  ['some values are in more', { enum: ['a', 1, null] }, { enum: [null, 'b', 1, 'a'] }],
  ['1 is 1.0', { const: 1 }, { enum: [1.0] }],
  ['each value is of a type', { enum: ['a', 1] }, { type: ['string', 'integer'] }],
  ['each value fits what is said of its type', { enum: ['a', 1, null] }, { maxLength: 1, maximum: 1 }],
  ['values that the rest of the schema refuses', { enum: ['a', 'abc'], maxLength: 1 }, { const: 'a' }],
  ['a boolean is one of two', { type: 'boolean' }, { enum: [true, false] }],
  ['null is one', { type: 'null' }, { const: null }],
  ['an integer of a short range is one of some', { type: 'integer', minimum: 1, maximum: 3 }, { enum: [1, 2, 3] }],
  ['objects that are listed', { enum: [{ a: 1 }, { b: 2 }] }, { type: 'object', minProperties: 1 }],
  ['a structure that only one value has', { type: 'array', maxItems: 0 }, { const: [] }],
  ['what OpenAPI 3.0 calls nullable', { type: ['string', 'null'] }, { type: 'string', nullable: true }],
  ['annotations say nothing', { type: 'string' }, { title: 'A', description: 'b', example: 1, 'x-any': true }],
];

const refuted: readonly (readonly [...Case, witness: JsonValue])[] = [
  ['a number is no integer', { type: 'number' }, { type: 'integer' }, 0.5],
  ['everything is not nothing', true, false, null],
  ['the next integer above', { type: 'integer', minimum: 0, maximum: 150 }, { maximum: 100 }, 101],
  ['the next integer below', { type: 'integer' }, { minimum: 0 }, -1],
  ['the limit itself', { type: 'integer', minimum: 5 }, { exclusiveMinimum: 5 }, 5],
  ['a fraction above the limit', { type: 'number', maximum: 2.5 }, { maximum: 2 }, 2.5],
  ['no multiple', { type: 'integer', minimum: 1 }, { multipleOf: 2 }, 1],
  ['a multiple of one only', { type: 'integer', multipleOf: 2, minimum: 1 }, { multipleOf: 3 }, 2],
  ['a multiple of neither', { type: 'integer' }, { anyOf: [{ multipleOf: 2 }, { multipleOf: 3 }] }, 1],
  ['beyond 32 bits', { type: 'integer' }, { format: 'int32' }, 2147483648],
  ['one character more', { type: 'string', maxLength: 4 }, { maxLength: 2 }, 'aaa'],
  ['characters are code points', { type: 'string', pattern: '^😀+$' }, { maxLength: 1 }, '😀😀'],
  ['the empty text', { type: 'string' }, { minLength: 1 }, ''],
  ['the value that is gone', { enum: ['a', 'b', 'c'] }, { enum: ['a', 'c'] }, 'b'],
  ['null', { type: ['integer', 'null'] }, { type: 'integer' }, null],
  ['a text is no number', { type: 'string' }, { type: 'number' }, ''],
  ['other texts', { type: 'string' }, { enum: ['', 'a'] }, 'b'],
  ['another object', { type: 'object' }, { const: {} }, { a: null }],
  ['one of the listed objects', { enum: [{ a: 1 }, {}] }, { minProperties: 1 }, {}],
];

describe('the containment of scalars', () => {
  for (const [name, inner, outer] of proved) {
    it(`proves: ${name}`, () => {
      assert.deepEqual(verdictOf({ name, inner, outer }), { kind: 'proved' });
    });
  }
  for (const [name, inner, outer, witness] of refuted) {
    it(`refutes: ${name}`, () => {
      const verdict = verdictOf({ name, inner, outer });
      assert.equal(verdict.kind, 'refuted');
      assert.deepEqual(verdict.kind === 'refuted' && verdict.witness, witness);
    });
  }
});
