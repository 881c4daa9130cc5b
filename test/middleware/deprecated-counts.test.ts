import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeprecatedCounts } from '../../src/middleware/deprecated-counts.ts';
import type { DeprecatedUse } from '../../src/pipeline/ageing/deprecated-use.ts';

const use = (name: string): DeprecatedUse => ({
  kind: 'alias',
  in: 'query',
  name,
  instead: undefined,
  deprecation: { sinceMs: undefined, sunsetMs: undefined, sunset: '2027-06-30', link: undefined, instead: undefined },
});

test('a use is counted for each caller, with the first time and the last', () => {
  let now = 1000;
  const counts = new DeprecatedCounts(() => now++);
  const old = use('old');
  for (const key of ['a', 'b', 'a', undefined]) counts.note('op', old, key);
  assert.deepEqual(
    counts.list().map(({ key, count, firstMs, lastMs, sunset }) => [key, count, firstMs < lastMs, sunset]),
    [
      ['a', 2, true, '2027-06-30'],
      ['b', 1, true, '2027-06-30'],
      [undefined, 1, true, '2027-06-30'],
    ],
  );
});

test('a thousand callers of one thing are told apart, and all others share a row', () => {
  const counts = new DeprecatedCounts(() => 0);
  const [busy, quiet] = [use('busy'), use('quiet')];
  for (let caller = 0; caller < 5000; caller += 1) counts.note('op', busy, `${caller}`);
  counts.note('op', quiet, '4999');
  counts.note('op', busy, '7');
  const rows = counts.list();
  assert.equal(rows.length, 1002);
  const others = rows.filter((row) => row.others);
  assert.deepEqual(
    others.map(({ name, key, count }) => [name, key, count]),
    [['busy', undefined, 4000]],
  );
  assert.equal(rows.find(({ name, key }) => name === 'busy' && key === '7')?.count, 2);
});

test('a key is cut, since a whole header could be one', () => {
  const counts = new DeprecatedCounts(() => 0);
  counts.note('op', use('old'), 'k'.repeat(10_000));
  assert.equal(counts.list()[0]?.key?.length, 128);
});
