import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contractOf, normalize } from '../support/contract.ts';

test('a contract given as an object is refused where a name or text holds half of a character', () => {
  for (const properties of [{ '\ud800': { type: 'string' } }, { a: { const: 'x\udc00' } }]) {
    const { findings } = normalize([contractOf({ route: 'GET /a', query: { properties } })]);
    assert.ok(findings.some(({ rule, severity }) => rule === 'value-no-text' && severity === 'error'));
  }
});
