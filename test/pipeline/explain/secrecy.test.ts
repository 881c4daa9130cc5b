import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import { explain } from '../../support/explain.ts';

const secret = 'tr0ub4dor';

/** Every way to refuse a value that could repeat it. */
const refusals: readonly { readonly keyword: string; readonly schema: JsonValue; readonly value: JsonValue }[] = [
  { keyword: 'type', schema: { type: 'integer' }, value: secret },
  { keyword: 'type, of a number', schema: { type: 'string' }, value: 987654 },
  { keyword: 'enum, nearly right', schema: { enum: ['tr0ub4dox', 'b'] }, value: secret },
  { keyword: 'const, nearly right', schema: { const: 'tr0ub4dox' }, value: secret },
  { keyword: 'minimum', schema: { minimum: 1e9 }, value: 987654 },
  { keyword: 'multipleOf', schema: { multipleOf: 5 }, value: 987654 },
  { keyword: 'minLength', schema: { minLength: 100 }, value: secret },
  { keyword: 'maxLength', schema: { maxLength: 1 }, value: secret },
  { keyword: 'pattern', schema: { pattern: '^x' }, value: secret },
  { keyword: 'format', schema: { format: 'date' }, value: secret },
  { keyword: 'uniqueItems', schema: { uniqueItems: true }, value: [secret, secret] },
  { keyword: 'items', schema: { items: { type: 'integer' } }, value: [secret] },
  { keyword: 'contains', schema: { contains: { type: 'integer' } }, value: [secret] },
  { keyword: 'properties', schema: { properties: { part: { type: 'integer' } } }, value: { part: secret } },
  { keyword: 'not', schema: { not: { type: 'string' } }, value: secret },
  { keyword: 'anyOf', schema: { anyOf: [{ format: 'date' }, { format: 'time' }] }, value: secret },
  { keyword: 'anyOf of types', schema: { anyOf: [{ type: 'integer' }, { type: 'null' }] }, value: secret },
  { keyword: 'oneOf of constants', schema: { oneOf: [{ const: 'tr0ub4dox' }, { const: 'b' }] }, value: secret },
  { keyword: 'if', schema: { if: true, then: { pattern: '^x' } }, value: secret },
  { keyword: 'false', schema: false, value: secret },
];

const hidden = new RegExp(`${secret}|987654|${secret.length}(?!\\d)`);

function assertHidden(violations: readonly unknown[]): void {
  assert.equal(violations.length, 1);
  assert.doesNotMatch(JSON.stringify(violations), hidden);
  assert.ok(!JSON.stringify(violations).includes('"received"'));
  assert.ok(!JSON.stringify(violations).includes('"suggestion"'));
}

describe('a value that may not be shown is in no violation', () => {
  for (const { keyword, schema, value } of refusals) {
    test(`${keyword}: in a header or cookie`, () => {
      assertHidden(explain({ properties: { field: schema } }, { field: value }, { in: 'header' }));
      assertHidden(explain({ properties: { field: schema } }, { field: value }, { in: 'cookie' }));
    });

    test(`${keyword}: where the contract says that it, or what is around it, is sensitive`, () => {
      const sensitive: JsonValue = { allOf: [{ 'x-sensitive': true }, schema] };
      assertHidden(explain({ properties: { field: sensitive } }, { field: value }));
      assertHidden(explain({ 'x-sensitive': true, properties: { field: schema } }, { field: value }));
      assertHidden(
        explain(
          { properties: { field: { writeOnly: true } }, allOf: [{ properties: { field: schema } }] },
          { field: value },
        ),
      );
    });
  }

  test('where a pattern or a rule for all other members says that it is sensitive', () => {
    assertHidden(explain({ patternProperties: { '^f': { 'x-sensitive': true, type: 'integer' } } }, { field: secret }));
    assertHidden(explain({ additionalProperties: { 'x-sensitive': true, type: 'integer' } }, { field: secret }));
  });

  test('where nobody declares it', () => {
    assertHidden(explain({ unevaluatedProperties: { type: 'integer' } }, { field: secret }));
    assertHidden(explain({ additionalProperties: false }, { field: secret }));
  });
});

describe('a sentence about one value does not tell another that may not be shown', () => {
  const secretKind = { 'x-sensitive': true };
  const rows: readonly { readonly name: string; readonly schema: JsonValue; readonly value: JsonValue }[] = [
    {
      name: 'the condition of `if`',
      schema: {
        properties: { kind: secretKind },
        if: { properties: { kind: { const: secret } } },
        then: { required: ['b'] },
      },
      value: { kind: secret },
    },
    {
      name: 'the value that `not` excludes',
      schema: { properties: { kind: secretKind }, not: { properties: { kind: { const: secret } } } },
      value: { kind: secret },
    },
    {
      name: 'the value of which there is too much',
      schema: { properties: { kinds: { ...secretKind, contains: { const: secret }, maxContains: 1 } } },
      value: { kinds: [secret, secret] },
    },
    {
      name: 'the value that is excluded itself',
      schema: { properties: { kind: { ...secretKind, not: { const: secret } } } },
      value: { kind: secret },
    },
  ];
  for (const { name, schema, value } of rows) {
    test(name, () => {
      assertHidden(explain(schema, value));
      assertHidden(explain(schema, value, { in: 'header' }));
    });
  }

  test('but that another value is there is no secret', () => {
    const schema: JsonValue = { if: { required: ['a'] }, then: { required: ['b'] } };
    assert.equal(
      explain(schema, { a: secret }, { in: 'header' })[0]?.detail,
      '`b` in the headers is required when `a` is sent',
    );
  });
});

test('a value that may be shown is, where it is a short scalar', () => {
  const schema: JsonValue = { properties: { a: { type: 'integer' }, b: { type: 'integer' }, c: { type: 'integer' } } };
  const violations = explain(schema, { a: 'ten', b: 'x'.repeat(65), c: [1] });
  assert.deepEqual(
    violations.map(({ received }) => received),
    ['ten', undefined, undefined],
  );
});
