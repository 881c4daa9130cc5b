import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ExactNumber } from '../../../src/codec/exact-number.ts';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import { explain } from '../../support/explain.ts';

describe('numbers beyond a double', () => {
  const big = new ExactNumber('9007199254740993');
  const rows: readonly { name: string; schema: JsonValue; value: JsonValue; says: string | undefined }[] = [
    { name: 'an integer is one, whatever its size', schema: { type: 'integer' }, value: big, says: undefined },
    { name: '1e400 is an integer', schema: { type: 'integer' }, value: new ExactNumber('1e400'), says: undefined },
    {
      name: 'a long decimal is no integer',
      schema: { type: 'integer' },
      value: new ExactNumber('1.00000000000000000001'),
      says: 'must be an integer, got 1.00000000000000000001',
    },
    {
      name: 'a limit is compared digit for digit',
      schema: { maximum: new ExactNumber('9007199254740992') },
      value: big,
      says: 'must be at most 9007199254740992, got 9007199254740993',
    },
    {
      name: 'multiples are exact',
      schema: { multipleOf: 2 },
      value: big,
      says: 'must be a multiple of 2, got 9007199254740993',
    },
    {
      name: 'const compares digits',
      schema: { const: new ExactNumber('9007199254740992.5') },
      value: big,
      says: 'must be 9007199254740992.5, got 9007199254740993',
    },
    {
      name: 'equal items are found by value',
      schema: { uniqueItems: true },
      value: [big, new ExactNumber('9007199254740993.0')],
      says: 'must not hold an item twice, but items 0 and 1 are equal',
    },
    {
      name: 'it is no object',
      schema: { type: 'object' },
      value: big,
      says: 'must be an object, got 9007199254740993',
    },
    { name: 'it is judged as no object', schema: { required: ['text'] }, value: big, says: undefined },
    {
      name: 'int64 ends at its last digit',
      schema: { format: 'int64' },
      value: new ExactNumber('9223372036854775808'),
      says: 'must be an integer from -9223372036854775808 to 9223372036854775807, got 9223372036854775808',
    },
    {
      name: 'thousands of digits are not repeated',
      schema: { maximum: 1 },
      value: new ExactNumber('9'.repeat(5000)),
      says: 'must be at most 1, got a number of 5000 characters',
    },
  ];
  for (const { name, schema, value, says } of rows) {
    test(name, () => {
      const [violation] = explain({ properties: { n: schema } }, { n: value });
      assert.equal(violation?.detail, says === undefined ? undefined : `\`n\` in the body ${says}`);
    });
  }
});
