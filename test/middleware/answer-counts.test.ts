import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AnswerCounts } from '../../src/middleware/answer-counts.ts';
import type { AnswerViolation } from '../../src/reply/answer-violation.ts';

const at = (pointer: string): AnswerViolation => ({
  in: 'body',
  name: 'x',
  pointer,
  code: 'type',
  detail: 'a value that is not kept',
});

describe('counts of answers that do not fit', () => {
  it('take the items of a list as one place', () => {
    let now = 1000;
    const counts = new AnswerCounts(() => now++);
    assert.notEqual(counts.note('op', 200, at('#/users/0/born')), undefined);
    assert.equal(counts.note('op', 200, at('#/users/17/born')), undefined);
    const expected = { operation: 'op', status: 200, in: 'body', pointer: '#/users/*/born', code: 'type' };
    assert.deepEqual(counts.list(), [{ ...expected, others: false, count: 2, firstMs: 1000, lastMs: 1002 }]);
  });

  it('keep operations and statuses apart', () => {
    const counts = new AnswerCounts(() => 0);
    for (const [operation, status] of [
      ['a', 200],
      ['a', 404],
      ['b', 200],
    ] as const)
      counts.note(operation, status, at('#'));
    assert.deepEqual(
      counts.list().map(({ operation, status, count }) => [operation, status, count]),
      [
        ['a', 200, 1],
        ['a', 404, 1],
        ['b', 200, 1],
      ],
    );
  });

  it('are bounded: beyond a thousand places all others share a row', () => {
    const counts = new AnswerCounts(() => 0);
    for (let index = 0; index < 1500; index++) counts.note('op', 200, at(`#/m${index}x`));
    const rows = counts.list();
    assert.equal(rows.length, 1001);
    assert.deepEqual(
      rows.filter(({ others }) => others).map(({ count }) => count),
      [500],
    );
  });
});
