import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CodecFault, CodecInput } from '../../../src/codec/codec-kind.ts';
import { compileCodec } from '../../../src/codec/compile-codec.ts';
import { ExactNumber } from '../../../src/codec/exact-number.ts';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import { codecFor, describeConversion } from '../conversions.ts';

const noCounterpart = 'it is not among the values that have a counterpart';

describeConversion('values by the text of the caller', {
  codec: codecFor({ values: { active: 1, inactive: 0 } }, { types: ['string'], enumeration: ['active', 'inactive'] }),
  exact: [
    ['active', 1],
    ['inactive', 0],
    [null, null],
  ],
  encodeRefuses: [
    ['Active', noCounterpart],
    ['toString', noCounterpart],
    ['__proto__', noCounterpart],
    [1, noCounterpart],
  ],
  decodeRefuses: [
    [2, noCounterpart],
    ['1', noCounterpart],
    [true, noCounterpart],
  ],
});

const exact = new ExactNumber('12345678901234567890');

describeConversion('values in pairs', {
  codec: codecFor(
    {
      values: [
        [1, 'A'],
        ['1', 'B'],
        [true, [1, 2]],
        [null, 'none'],
        [{ a: 1, b: 2 }, exact],
        [exact, { x: null }],
        ['json [1]', 'text'],
        [[1], 'list'],
      ],
    },
    { types: [], enumeration: [1, '1', true, null, { b: 2, a: 1 }, exact, 'json [1]', [1]] },
  ),
  exact: [
    [1, 'A'],
    ['1', 'B'],
    [true, [1, 2]],
    [null, 'none'],
    [{ b: 2, a: 1 }, exact],
    [exact, { x: null }],
    ['json [1]', 'text'],
    [[1], 'list'],
  ],
  decodeRefuses: [[[2, 1], noCounterpart]],
});

describeConversion('values where the upstream has null', {
  codec: codecFor({ values: { none: null, some: 1 } }, { types: ['string'], enumeration: ['none', 'some'] }),
  exact: [['none', null]],
});

describeConversion('values of a boolean without an enum', {
  codec: codecFor(
    {
      values: [
        [true, 1],
        [false, 0],
      ],
    },
    { types: ['boolean'] },
  ),
  exact: [
    [true, 1],
    [false, 0],
  ],
});

it('values gives a list or an object of its own each time', () => {
  const codec = codecFor({ values: { a: { x: [1] } } }, { types: ['string'], enumeration: ['a'] });
  const first = codec.encode('a');
  assert.deepEqual(first, { x: [1] });
  assert.notEqual(codec.encode('a'), first);
});

describe('what values produces', () => {
  const rows: [string, JsonValue[], string][] = [
    ['integers', [1, 2], 'integer'],
    ['numbers', [1, 2.5], 'number'],
    ['text', ['a', 'b'], 'string'],
    ['mixed', [1, 'a'], 'any'],
    ['a null', [null, 1], 'any'],
  ];
  for (const [name, upstream, produces] of rows) {
    it(`${name}: ${produces}`, () => {
      const codec = codecFor(
        { values: upstream.map((value, index) => [index, value]) },
        { types: [], enumeration: [0, 1] },
      );
      assert.equal(codec.produces, produces);
    });
  }
});

describe('a table with a fault is found at start', () => {
  const letters: CodecInput = { types: ['string'], enumeration: ['a', 'b'] };
  const rows: { name: string; values: JsonValue; input: CodecInput; faults: Partial<CodecFault>[] }[] = [
    {
      name: 'a value of the enum is missing',
      values: { a: 1 },
      input: letters,
      faults: [
        { path: ['values'], message: 'the table does not list "b", which the enum holds', cure: 'add a row for it' },
      ],
    },
    {
      name: 'two become one',
      values: { a: 1, b: 1 },
      input: letters,
      faults: [{ path: ['values', 'b'], message: '"b" and "a" become the same value, 1' }],
    },
    {
      name: 'two become one in two spellings',
      values: [
        ['a', 1],
        ['b', 1.0],
      ],
      input: letters,
      faults: [{ path: ['values', 1], message: '"b" and "a" become the same value, 1' }],
    },
    {
      name: 'one is listed twice',
      values: [
        ['a', 1],
        ['b', 2],
        ['a', 3],
      ],
      input: letters,
      faults: [{ path: ['values', 2], message: '"a" is listed twice' }],
    },
    {
      name: 'a value becomes the null that passes',
      values: { a: null, b: 1 },
      input: { types: ['string', 'null'], enumeration: ['a', 'b', null] },
      faults: [{ path: ['values', 'a'], message: '"a" and null become the same value, null' }],
    },
    {
      name: 'numbers are written as names',
      values: { '1': 'A', '2': 'B' },
      input: { types: ['integer'], enumeration: [1, 2] },
      faults: [
        { path: ['values'], cure: 'write pairs, for names of members are text: [[1, …]]' },
        { path: ['values'], cure: 'write pairs, for names of members are text: [[2, …]]' },
        { path: ['values', '1'], severity: 'warning' },
        { path: ['values', '2'], severity: 'warning' },
      ],
    },
    {
      name: 'a row is never used',
      values: { a: 1, b: 2, c: 3 },
      input: letters,
      faults: [{ path: ['values', 'c'], severity: 'warning' }],
    },
    {
      name: 'the schema has no enum',
      values: { a: 1 },
      input: { types: ['string'] },
      faults: [{ path: ['values'], cure: 'give it an `enum` of what the table lists' }],
    },
    { name: 'there are no rows', values: [], input: letters, faults: [{ path: ['values'], rule: 'codec-argument' }] },
    { name: 'it is no table', values: 'a', input: letters, faults: [{ path: ['values'], rule: 'codec-argument' }] },
    {
      name: 'a row is no pair',
      values: [['a', 1], ['b']],
      input: letters,
      faults: [{ path: ['values', 1], rule: 'codec-argument' }],
    },
  ];
  for (const { name, values, input, faults } of rows) {
    it(name, () => {
      const result = compileCodec({ values }, { ...input, custom: new Map() });
      assert.equal(result.faults.length, faults.length, JSON.stringify(result.faults));
      assert.partialDeepStrictEqual(result.faults, faults);
      const isError = result.faults.some(({ severity }) => severity === 'error');
      assert.equal(result.codec === undefined, isError);
    });
  }
});
