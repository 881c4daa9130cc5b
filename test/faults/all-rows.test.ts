import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { bodyFaults } from './body-faults.ts';
import { connectFaults } from './connect-faults.ts';
import { headFaults } from './head-faults.ts';
import { nameFaults } from './name-faults.ts';
import { ownFaults } from './own-faults.ts';
import { streamFaults } from './stream-faults.ts';

const tables = { nameFaults, connectFaults, headFaults, bodyFaults, streamFaults, ownFaults };

/** Rows that no table has, for they are no single answer: their tests name them in their titles. */
const titled = globSync(['test/faults/*.test.ts', 'test/bench/outages.test.ts'])
  .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\(row (\d+)\)/g)])
  .map(([, row]) => Number(row));

test('every row of the causes in docs/problems.md is tested in both fronts, from 1 to 39', () => {
  const rows = new Set([
    ...Object.values(tables).flatMap((table) => Object.values(table).map(({ row }) => row)),
    ...titled,
  ]);
  const listed = [...readFileSync('docs/problems.md', 'utf8').matchAll(/^\| (\d+) \|.*\| `test\//gm)].map(([, row]) =>
    Number(row),
  );
  assert.deepEqual(
    [...rows].sort((a, b) => a - b),
    [...new Set(listed)].sort((a, b) => a - b),
  );
  assert.equal(rows.size, 39);
});

test('a failure is called by one name in one table alone', () => {
  const names = Object.values(tables).flatMap((table) => Object.keys(table));
  assert.equal(new Set(names).size, names.length);
});
