import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import type { Finding } from '../../src/contract/finding.ts';
import { printWarning } from '../../src/options/reporting.ts';

const finding: Finding = {
  file: 'users.contract.json',
  pointer: '/operations/findUsers',
  line: 12,
  column: 5,
  rule: 'not-applied',
  severity: 'warning',
  message: '`expects` is not applied yet',
  cure: 'compare by hand',
};

test('a warning is a process warning that says where, what and the cure, and carries its rule', async () => {
  const warned = once(process, 'warning');
  printWarning(finding);
  const [warning] = await warned;
  assert.equal(
    warning.message,
    'users.contract.json:12:5 /operations/findUsers: `expects` is not applied yet. compare by hand',
  );
  assert.deepEqual([warning.name, warning.code], ['ParamapWarning', 'not-applied']);
});

test('names of a contract forge no line of a log', async () => {
  const warned = once(process, 'warning');
  printWarning({ ...finding, pointer: '/operations/a\nb' });
  const [warning] = await warned;
  assert.doesNotMatch(warning.message, /\n/);
});
