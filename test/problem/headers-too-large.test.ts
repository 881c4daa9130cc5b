import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headersTooLarge } from '../../src/problem/edge-problem.ts';

const limits = { headerBytes: 50, headerCount: 3 };

test('takes header fields up to the limits', () => {
  assert.equal(headersTooLarge(['A', '1', 'B', '2', 'C', '3'], limits), undefined);
  assert.equal(headersTooLarge(['A', 'x'.repeat(45)], limits), undefined);
});

test('refuses more fields than the limit, and says how many', () => {
  const problem = headersTooLarge(['A', '1', 'B', '2', 'C', '3', 'D', '4'], limits);
  assert.equal(problem?.status, 431);
  assert.equal(problem?.detail, 'The request has 4 header fields; 3 are taken');
});

test('refuses a larger section than the limit, and names the largest field but not its value', () => {
  const problem = headersTooLarge(['A', '1', 'Cookie', 'secret=1'.repeat(10)], limits);
  assert.equal(problem?.status, 431);
  assert.match(problem?.detail ?? '', /The largest is `Cookie`$/);
  assert.doesNotMatch(JSON.stringify(problem), /secret/);
});
