import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnswerCount } from '../../../src/signal/answer-count.ts';
import { driftOf } from '../../../src/signal/shape/drift.ts';

const born: AnswerCount = {
  operation: 'findUsers',
  status: 200,
  in: 'body',
  pointer: '#/born',
  code: 'format',
  others: false,
  count: 3,
  firstMs: Date.UTC(2026, 10, 22, 14, 3),
  lastMs: Date.UTC(2026, 10, 22, 15, 0),
};

test('what several processes counted of one place is one row, from the first to the last of it', () => {
  const later = { ...born, count: 1, firstMs: born.firstMs + 60_000, lastMs: Date.UTC(2026, 10, 22, 15, 40) };
  const [row, ...rest] = driftOf([later, born]);
  assert.deepEqual(rest, []);
  assert.deepEqual([row?.count, row?.firstMs, row?.lastMs], [4, born.firstMs, later.lastMs]);
  assert.equal(
    row?.words,
    'Since 2026-11-22 14:03 UTC, body `/born` of answers 200 of `findUsers` breaks `format` (4 times, last at 2026-11-22 15:40 UTC).',
  );
});

test('what came last is told first, and all further places are one row that names none of them', () => {
  const others = { ...born, others: true, count: 1, lastMs: born.lastMs + 1 };
  const elsewhere = { ...others, operation: 'findOrders', status: 404, code: 'type' } as const;
  const words = driftOf([born, others, elsewhere]).map((row) => row.words);
  assert.deepEqual(words, [
    'Since 2026-11-22 14:03 UTC, answers break their contracts in further places (2 times, last at 2026-11-22 15:00 UTC).',
    'Since 2026-11-22 14:03 UTC, body `/born` of answers 200 of `findUsers` breaks `format` (3 times, last at 2026-11-22 15:00 UTC).',
  ]);
});
