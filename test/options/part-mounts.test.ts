import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ContractError } from '../../src/contract/finding.ts';
import { partMounts } from '../../src/options/part-mounts.ts';
import { givenInCode } from '../../src/options/resolve-options.ts';

const use = givenInCode('gateway');
const part = (given: Readonly<Record<string, unknown>>) => partMounts(given, use);

test('options without mounts stay as they are, right or wrong', () => {
  for (const given of [{ contracts: 'a.json' }, {}])
    assert.deepEqual(part(given), [{ prefix: '', options: given, use }]);
});

test('each mount has the shared options and its own, the root first and then the longest prefix', () => {
  const own = { contracts: 'v1.json', unknown: { query: 'drop' } };
  const given = {
    contracts: 'a.json',
    passthrough: {},
    name: 'x',
    mounts: { '/v1': own, '/v1/old': { contracts: 'b' } },
  };
  assert.deepEqual(
    part(given).map(({ prefix, options }) => [prefix, options]),
    [
      ['', { contracts: 'a.json', passthrough: {}, name: 'x' }],
      ['/v1/old', { name: 'x', contracts: 'b' }],
      ['/v1', { name: 'x', ...own }],
    ],
  );
});

const faults: Readonly<Record<string, [mounts: unknown, rule: string]>> = {
  'that are no object': ['/v1', 'option-type'],
  'that are none': [{}, 'option-missing'],
  'that hold no object': [{ '/v1': 'a.json' }, 'option-type'],
  'whose prefix ends with a slash': [{ '/v1/': { contracts: 'a' } }, 'mount-prefix'],
  'whose prefix has no slash': [{ v1: { contracts: 'a' } }, 'mount-prefix'],
  'with an option of the whole gateway': [{ '/v1': { contracts: 'a', listen: {} } }, 'unknown-option'],
};
for (const [name, [mounts, rule]] of Object.entries(faults)) {
  test(`refuses mounts ${name}`, () => {
    assert.throws(
      () => part({ mounts }),
      (error) => error instanceof ContractError && error.findings.some((finding) => finding.rule === rule),
    );
  });
}
