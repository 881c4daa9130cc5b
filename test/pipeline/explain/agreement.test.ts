import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import { explainValue, fitsSchema } from '../../../src/pipeline/explain/explain-value.ts';
import { GateCompiler } from '../../../src/pipeline/validate/gate.ts';
import { jsonSchemas, jsonValues } from '../../support/json-schemas.ts';
import { nodeOf, placeOf } from '../../support/schema-node.ts';

const values = fc.array(jsonValues, { minLength: 8, maxLength: 8 });

test('the walker and the compiled gate agree on every schema and value', () => {
  const gates = new GateCompiler();
  fc.assert(
    fc.property(jsonSchemas, values, (schema, all) => {
      const node = nodeOf(schema);
      const gate = gates.gate(node);
      for (const value of all) assert.equal(fitsSchema(node, value), gate(value), JSON.stringify(value));
    }),
    { numRuns: 500 },
  );
});

test('a value is explained exactly where it is refused, whatever the cap', () => {
  fc.assert(
    fc.property(jsonSchemas, values, fc.integer({ min: 1, max: 3 }), (schema, all, cap) => {
      const node = nodeOf(schema);
      const place = placeOf(node);
      for (const value of all) {
        const violations = explainValue({ in: 'body', node, place, value, cap });
        assert.equal(violations.length === 0, fitsSchema(node, value), JSON.stringify(value));
        assert.ok(violations.length <= cap);
        for (const { detail } of violations) assert.doesNotMatch(detail, /undefined|\[object|NaN|, ,| {2}/, detail);
      }
    }),
    { numRuns: 1000 },
  );
});

test('the walker and the compiled gate agree on names that no branch takes, wherever the object stands', () => {
  const refusing: JsonValue[] = [{ oneOf: [false] }, { anyOf: [false] }, { oneOf: [true, true] }, { not: true }, false];
  const around: ((schema: JsonValue) => JsonValue)[] = [
    (schema) => ({ prefixItems: [{ dependentSchemas: { a: schema } }] }),
    (schema) => ({ dependentSchemas: { a: { properties: { a: schema } } } }),
    (schema) => ({ items: { if: schema, then: true, else: false } }),
    (schema) => ({ oneOf: [{ patternProperties: { '^a': schema } }] }),
  ];
  const samples: JsonValue[] = [
    [],
    {},
    [{}],
    [{ a: 1 }],
    { a: 1 },
    { a: { a: 1 } },
    [{ b: 1 }],
    [{ a: 1 }, 1],
    null,
    '',
  ];
  for (const names of refusing) {
    for (const wrap of around) {
      const node = nodeOf(wrap({ propertyNames: names }));
      const gate = new GateCompiler().gate(node);
      for (const value of samples) {
        const told = explainValue({ in: 'body', node, place: placeOf(node), value, cap: 1 });
        assert.equal(told.length === 0, gate(value), `${JSON.stringify(names)} ${JSON.stringify(value)}`);
      }
    }
  }
});
