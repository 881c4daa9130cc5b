import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { optionsReference } from '../../scripts/options-reference.ts';

const page = readFileSync('docs/options.md', 'utf8');

test('the reference of the options says what the schema of the configuration file says', () => {
  // `node scripts/options-reference.ts` writes it.
  assert.equal(page, optionsReference());
});

test('every option has a type and a meaning', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  assert.ok(rows.length > 200, `${rows.length} options`);
  assert.deepEqual(
    rows.filter((row) => {
      const [, , type = '', , meaning = ''] = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
      return type === '' || type === 'any' || meaning === '';
    }),
    [],
  );
});
