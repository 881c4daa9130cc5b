import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import { UNDECODED } from '../../../src/pipeline/undecoded.ts';
import { explain } from '../../support/explain.ts';

describe('a parameter that could not be decoded passes every rule', () => {
  const rows: readonly { name: string; schema: JsonValue }[] = [
    { name: 'type', schema: { properties: { a: { type: 'integer' } } } },
    { name: 'false', schema: { properties: { a: false } } },
    { name: 'required', schema: { required: ['a'] } },
    { name: 'not', schema: { not: { properties: { a: { const: 1 } } } } },
    { name: 'oneOf', schema: { oneOf: [{ properties: { a: { const: 1 } } }, { properties: { a: { const: 2 } } }] } },
    {
      name: 'if',
      schema: { if: { properties: { a: { const: 1 } } }, then: { required: ['b'] }, else: { required: ['c'] } },
    },
    {
      name: 'unevaluatedProperties',
      schema: { if: { properties: { a: { const: 1 } } }, unevaluatedProperties: false },
    },
    { name: 'enum of the whole', schema: { enum: [{ a: 1 }] } },
    { name: 'const of the whole', schema: { const: { a: 1 } } },
  ];
  for (const { name, schema } of rows) {
    test(name, () => assert.deepEqual(explain(schema, { a: UNDECODED }, { in: 'query' }), []));
  }

  test('in a list, where the others are judged', () => {
    const schema: JsonValue = {
      properties: { a: { items: { minimum: 5 }, uniqueItems: true, contains: { const: 9 }, maxContains: 1 } },
    };
    const violations = explain(schema, { a: [UNDECODED, UNDECODED, 1] }, { in: 'query' });
    assert.deepEqual(
      violations.map(({ pointer }) => pointer),
      ['#/a/2'],
    );
  });
});
