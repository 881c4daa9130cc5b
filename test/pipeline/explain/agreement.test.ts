import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
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
