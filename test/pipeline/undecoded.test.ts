import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UNDECODED, withoutUndecoded } from '../../src/pipeline/undecoded.ts';

test('a value is shown without the parts that could not be decoded', () => {
  assert.equal(withoutUndecoded(UNDECODED), undefined);
  assert.deepEqual(withoutUndecoded({ a: 1, b: UNDECODED, c: [UNDECODED, { d: UNDECODED, e: null }] }), {
    a: 1,
    c: [{ e: null }],
  });
});
