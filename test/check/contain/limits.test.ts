import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contains } from '../../../src/check/contain/contains.ts';
import { Memory } from '../../../src/check/contain/memory.ts';
import type { JsonObject, JsonValue } from '../../../src/codec/json-value.ts';
import { sourceOf } from './soundness.ts';
import { verdictOf } from './verdict-of.ts';

const nested = (depth: number, leaf: JsonObject): JsonObject => {
  let schema = leaf;
  for (let level = 0; level < depth; level++) schema = { type: 'object', required: ['a'], properties: { a: schema } };
  return schema;
};
const wide = (count: number, last: JsonObject): JsonObject => ({
  type: 'object',
  required: Array.from({ length: count / 2 }, (_, index) => `p${index}`),
  properties: {
    ...Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`p${index}`, { type: 'string', maxLength: index }]),
    ),
    last,
  },
});
const branches = (count: number, limits: JsonObject): JsonObject => ({
  oneOf: Array.from({ length: count }, (_, index) => ({
    type: 'object',
    required: ['kind', 'value'],
    properties: { kind: { const: `k${index}` }, value: { type: 'integer', ...limits }, note: { type: 'string' } },
  })),
});
const kindOf = (inner: JsonValue, outer: JsonValue): string => verdictOf({ name: '', inner, outer }).kind;

describe('the limits of the search', () => {
  it('lets schemas be as deep as they like, and does not take what it did not read for the same', () => {
    const deep = nested(4000, { type: 'string' });
    assert.equal(kindOf(deep, deep), 'proved');
    assert.notEqual(kindOf(deep, nested(4000, { type: 'integer' })), 'refuted');
    assert.notEqual(kindOf({ ...deep, required: [] }, nested(4000, { type: 'integer' })), 'proved');
    assert.equal(kindOf(nested(40, { type: 'string' }), nested(40, { type: 'integer' })), 'refuted');
  });

  it('compares hundreds of members and branches', () => {
    assert.equal(kindOf(wide(300, { type: 'integer' }), wide(300, { type: 'number' })), 'proved');
    assert.equal(kindOf(wide(300, { type: 'number' }), wide(300, { type: 'integer' })), 'refuted');
    assert.equal(kindOf(branches(40, { minimum: 0 }), branches(40, {})), 'proved');
  });

  it('names the one member of the one branch that differs', () => {
    const verdict = verdictOf({ name: '', inner: branches(20, {}), outer: branches(20, { minimum: 0 }) });
    assert.ok(verdict.kind === 'refuted');
    assert.deepEqual([verdict.witness, verdict.at, verdict.keyword], [{ value: -1, kind: 'k0' }, '/value', 'minimum']);
  });

  it('ends by steps, and says that it did', () => {
    const [inner, outer] = [branches(20, { minimum: 0 }), branches(20, {})];
    const source = sourceOf({});
    const verdict = contains({ inner, innerSource: source, outer, outerSource: source, options: { steps: 100 } });
    assert.ok(verdict.kind === 'undecided');
    assert.match(verdict.obstacles[0]?.because ?? '', /too many steps/);
  });

  const hostile: readonly (readonly [name: string, inner: JsonValue, outer: JsonValue, kinds: readonly string[]])[] = [
    [
      'a pattern of a million states',
      { type: 'string', pattern: '(a|b)*a(a|b){20}' },
      { pattern: '^[ab]*$' },
      ['undecided'],
    ],
    ['long texts', { type: 'string', maxLength: 100_000 }, { maxLength: 99_999 }, ['refuted']],
    ['a list of a billion items', { type: 'array', minItems: 1e9 }, { items: { type: 'integer' } }, ['undecided']],
    ['a member count that nobody sends', { type: 'object', minProperties: 1e6 }, { maxProperties: 1e6 }, ['undecided']],
    ['numbers of many digits', { type: 'number', multipleOf: 1e-300 }, { multipleOf: 1e300 }, ['refuted', 'undecided']],
    [
      'thousands of values',
      { enum: Array.from({ length: 3000 }, (_, i) => `v${i}`) },
      { pattern: '^v[0-9]+$' },
      ['proved'],
    ],
    [
      'choices that multiply',
      {
        type: 'object',
        allOf: Array.from({ length: 14 }, (_, i) => ({ anyOf: [{ required: [`a${i}`] }, { required: [`b${i}`] }] })),
      },
      { oneOf: Array.from({ length: 14 }, (_, i) => ({ required: [`b${i}`, `a${(i + 1) % 14}`] })) },
      ['refuted', 'undecided'],
    ],
    ['what is no schema', { type: 'string' }, 'text', ['undecided']],
    ['an unknown type', { type: 'any' }, { type: 'string' }, ['proved']],
  ];
  for (const [name, inner, outer, kinds] of hostile) {
    it(`ends with an answer: ${name}`, () => assert.ok(kinds.includes(kindOf(inner, outer)), kindOf(inner, outer)));
  }
});

describe('a verdict', () => {
  it('is the same whoever asked before', () => {
    const source = sourceOf({});
    const memory = new Memory();
    const [left, right] = [branches(5, {}), branches(5, { minimum: 0 })];
    const ask = (inner: JsonValue, outer: JsonValue): unknown =>
      contains({ inner, innerSource: source, outer, outerSource: source, options: { memory } });
    assert.deepEqual(ask(right, left), { kind: 'proved' });
    assert.deepEqual(ask(left, right), verdictOf({ name: '', inner: left, outer: right }));
    assert.deepEqual(ask(left, right), ask(left, right));
  });

  it('leaves the schemas as they are', () => {
    const schema = Object.freeze({
      type: 'object',
      properties: Object.freeze({ a: Object.freeze({ type: 'string' }) }),
    });
    assert.equal(kindOf(schema, schema), 'proved');
  });

  it('points into both files, through references', () => {
    const definitions: JsonObject = {
      Age: { type: 'integer', minimum: 0, maximum: 150 },
      Limit: { type: 'integer', maximum: 100 },
    };
    const source = sourceOf(definitions);
    const verdict = contains({
      inner: { type: 'object', properties: { 'a/b': { $ref: '#/$defs/Age' } } },
      innerSource: source,
      outer: { type: 'object', properties: { 'a/b': { $ref: '#/$defs/Limit' } } },
      outerSource: source,
      options: { innerPlace: { file: 'in.json', pointer: '/in' }, outerPlace: { file: 'out.json', pointer: '/out' } },
    });
    assert.deepEqual(verdict, {
      kind: 'refuted',
      witness: { 'a/b': 101 },
      at: '/a~1b',
      innerPointer: '/in/properties/a~1b',
      innerFile: 'in.json',
      outerPointer: '/$defs/Limit/maximum',
      outerFile: '',
      keyword: 'maximum',
      because: '`101` is more than 100',
    });
  });
});
