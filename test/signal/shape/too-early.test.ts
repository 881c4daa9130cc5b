import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tooEarlyUntil } from '../../../src/signal/shape/too-early.ts';

test('as long as all was counted in one slice of the twelve, it is too early to tell', () => {
  const report = { windowMs: 12_000, fromMs: 60_000 };
  assert.equal(tooEarlyUntil({ ...report, toMs: 60_999 }), 61_000);
  assert.equal(tooEarlyUntil({ ...report, toMs: 61_000 }), undefined);
});
