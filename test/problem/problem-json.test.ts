import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ExactNumber } from '../../src/codec/exact-number.ts';
import { toSafeJson, violationsJson } from '../../src/problem/problem-json.ts';
import type { Violation } from '../../src/problem/violation.ts';

const texts = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"', '\\', '<a>', '\ud800', '\u2028'),
);

const violations = fc.record(
  {
    in: fc.constantFrom('query' as const, 'body' as const),
    name: texts,
    pointer: texts,
    code: fc.constant('type' as const),
    detail: texts,
    expected: fc.oneof(fc.jsonValue(), fc.constant(Object.freeze({ enum: ['<'], minimum: 1 }))),
    received: fc.oneof(fc.jsonValue(), fc.constant(undefined), fc.constant(new ExactNumber('9007199254740993'))),
    suggestion: texts,
    hint: texts,
  },
  { requiredKeys: ['in', 'name', 'pointer', 'code', 'detail'] },
);

test('violations are written as JSON.stringify writes them, with markup escaped', () => {
  fc.assert(
    fc.property(fc.array(violations as fc.Arbitrary<Violation>, { maxLength: 4 }), (list) => {
      assert.equal(violationsJson(list), toSafeJson(list));
      // Of what is frozen the text is kept.
      assert.equal(violationsJson(list), toSafeJson(list));
    }),
  );
});
