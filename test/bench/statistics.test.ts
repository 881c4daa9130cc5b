import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median, summarize } from '../../bench/measure/statistics.ts';

test('the median is the middle value, whatever the order', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([4, 1, 3, 2]), 2.5);
});

test('a summary has the median and both ends', () => {
  assert.deepEqual(summarize([1.2, 0.9, 7]), { median: 1.2, least: 0.9, most: 7 });
});
