import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deprecatedText } from '../../src/cli/deprecated-text.ts';
import type { DeprecatedCount } from '../../src/middleware/deprecated-counts.ts';

const count = (more: Partial<DeprecatedCount>): DeprecatedCount => ({
  operation: 'findUsers',
  kind: 'alias',
  in: 'query',
  name: 'user_name',
  instead: 'userName',
  sunset: undefined,
  key: undefined,
  others: false,
  count: 1,
  firstMs: 0,
  lastMs: 0,
  ...more,
});

test('says nothing where nothing deprecated was used', () => {
  assert.equal(deprecatedText([]), '');
});

test('tells what was used, by whom and how often, on lines that no name can break', () => {
  const counts = [
    count({ key: 'blue\n', sunset: '2027-06-30' }),
    count({ kind: 'operation', in: undefined, name: 'findUsers', count: 12 }),
    count({ others: true, count: 3 }),
  ];
  assert.equal(
    deprecatedText(counts),
    [
      'deprecated, and used since the start:',
      '      12  findUsers',
      '       3  findUsers query `user_name` by others',
      '       1  findUsers query `user_name` by blue\\u000a, until 2027-06-30',
      '',
    ].join('\n'),
  );
});

test('tells no more than a screen', () => {
  const text = deprecatedText(Array.from({ length: 50 }, (_, index) => count({ key: `${index}` })));
  assert.equal(text.split('\n').length, 1 + 20 + 1 + 1);
  assert.match(text, /\.\.\. and 30 more/);
});
