import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '../../../src/codec/json-value.ts';
import { type Row, verdictOf } from './verdict-of.ts';

const ref = (name: string): JsonObject => ({ $ref: `#/$defs/${name}` });
const tree = (item: JsonObject, name: string): JsonObject => ({
  type: 'object',
  required: ['value'],
  properties: { value: item, children: { type: 'array', items: ref(name) } },
  additionalProperties: false,
});

const definitions: JsonObject = {
  Integers: tree({ type: 'integer' }, 'Integers'),
  Numbers: tree({ type: 'number' }, 'Numbers'),
  Odd: {
    anyOf: [
      { type: 'null' },
      { type: 'object', required: ['next'], properties: { next: ref('Even') }, additionalProperties: false },
    ],
  },
  Even: {
    anyOf: [
      { type: 'null' },
      { type: 'object', required: ['next'], properties: { next: ref('Odd') }, additionalProperties: false },
    ],
  },
  Chain: {
    type: ['null', 'object'],
    required: ['next'],
    properties: { next: ref('Chain') },
    additionalProperties: false,
  },
  Endless: { type: 'object', required: ['next'], properties: { next: ref('Endless') } },
  Nested: { type: 'array', items: ref('Nested') },
  Itself: { $ref: '#/$defs/Itself' },
  Json: {
    anyOf: [
      { type: ['null', 'boolean', 'number', 'string'] },
      { type: 'array', items: ref('Json') },
      { type: 'object', additionalProperties: ref('Json') },
    ],
  },
};

const proved: readonly Row[] = [
  { name: 'a tree in a tree of a wider type', inner: ref('Integers'), outer: ref('Numbers') },
  { name: 'two names for one chain', inner: ref('Odd'), outer: ref('Chain') },
  { name: 'one chain in two that take turns', inner: ref('Chain'), outer: ref('Even') },
  { name: 'what has no end is no value', inner: ref('Endless'), outer: false },
  { name: 'lists of lists are JSON', inner: ref('Nested'), outer: ref('Json') },
  { name: 'every value is JSON', inner: true, outer: ref('Json') },
  { name: 'a tree that is unfolded once', inner: tree({ type: 'integer' }, 'Integers'), outer: ref('Integers') },
];

describe('the containment of recursive schemas', () => {
  for (const row of proved) {
    it(`proves: ${row.name}`, () => {
      assert.deepEqual(verdictOf({ ...row, definitions }), { kind: 'proved' });
    });
  }

  it('finds a difference below, where a tree first has it', () => {
    const verdict = verdictOf({ name: '', inner: ref('Numbers'), outer: ref('Integers'), definitions });
    assert.deepEqual(verdict.kind === 'refuted' && verdict.witness, { value: 0.5 });
  });

  it('finds a difference that only the second level has', () => {
    const outer = tree({ type: 'number' }, 'Integers');
    const verdict = verdictOf({ name: '', inner: ref('Numbers'), outer, definitions });
    assert.deepEqual(verdict.kind === 'refuted' && verdict.witness, { children: [{ value: 0.5 }], value: 0 });
  });

  it('follows a reference that leads to itself no further', () => {
    for (const [inner, outer] of [
      [ref('Itself'), { type: 'string' }],
      [true, ref('Itself')],
    ] as const) {
      assert.notEqual(verdictOf({ name: '', inner, outer, definitions }).kind, 'refuted');
    }
  });

  it('names a reference that leads nowhere', () => {
    const verdict = verdictOf({ name: '', inner: { type: 'string' }, outer: ref('Gone'), definitions });
    assert.ok(verdict.kind === 'undecided');
    assert.match(verdict.obstacles[0]?.because ?? '', /leads nowhere/);
  });
});
