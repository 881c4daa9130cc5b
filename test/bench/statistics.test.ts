import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median, quantile, ratios, summarize } from '../../bench/measure/statistics.ts';

test('the median is the middle value, whatever the order', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([4, 1, 3, 2]), 2.5);
});

test('a quantile lies between two values where it falls there', () => {
  assert.equal(quantile([10, 0, 20, 30, 40], 0.25), 10);
  assert.equal(quantile([0, 10], 0.9), 9);
});

test('a summary has the median, the middle half and both ends', () => {
  assert.deepEqual(summarize([1.2, 0.9, 7, 1.1, 1.3]), { median: 1.2, low: 1.1, high: 1.3, least: 0.9, most: 7 });
});

test('ratios are formed round by round', () => {
  assert.deepEqual(ratios([2, 9], [1, 3]), [2, 3]);
});
