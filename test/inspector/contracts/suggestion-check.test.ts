import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDryWorkspace } from '../../../src/cli/workspace.ts';
import { SuggestionChecks } from '../../../src/inspector/contracts/suggestion-check.ts';
import type { SuggestionCheck } from '../../../src/inspector/protocol-contracts.ts';
import { givenInCode } from '../../../src/options/resolve-options.ts';
import type { Insight, PatchStep } from '../../../src/signal/shape/insight.ts';

const file = 'schemas/examples/users.contract.json';

function insightWith(step: PatchStep, id: string, suggested = file): Insight {
  const count = { requests: 9, failed: 9 };
  return {
    ...{ id, operation: 'findUsers', file, route: 'GET /users', words: '', shape: [], having: count, others: count },
    ...{ atLeastTimes: 3, chance: 0, firstMs: 0, lastMs: 0 },
    suggestion: { words: '', file: suggested, patch: [step], refuses: count, isShared: false },
  };
}

const properties = '/operations/findUsers/query/properties';

test('suggested rules are checked in a thread, one after the other and each once, and what cannot be checked says why', async () => {
  const { options, library } = openDryWorkspace({ value: { contracts: [file] }, use: givenInCode('gateway') });
  const mount = { prefix: '', options, library };
  const checks = new SuggestionChecks();
  const rows: readonly [title: string, step: PatchStep, checked: (found: SuggestionCheck) => boolean][] = [
    [
      'a rule that fits',
      { op: 'add', path: `${properties}/userName/maxLength`, value: 20 },
      ({ before, after }) => before === 'proved' && after === 'proved',
    ],
    [
      'a rule with which the upstream refuses what is sent',
      { op: 'replace', path: `${properties}/age/maximum`, value: 9000 },
      ({ before, after }) => before === 'proved' && after === 'refuted',
    ],
    [
      'a rule with which nothing starts',
      { op: 'replace', path: `${properties}/age/type`, value: 'number of years' },
      ({ after, unknown }) => after === undefined && unknown?.startsWith('the contract would not start: ') === true,
    ],
    [
      'a step for another contract',
      { op: 'add', path: '/operations/nobody/query/required', value: [] },
      ({ unknown }) => unknown?.includes('nothing stands at') === true,
    ],
  ];
  const found = await Promise.all(rows.map(([title, step]) => checks.of(insightWith(step, title), mount)));
  for (const [index, [title, , holds]] of rows.entries()) {
    assert.ok(holds(found[index] ?? {}), `${title}: ${JSON.stringify(found[index])}`);
  }
  const [title, step] = rows[0] ?? assert.fail();
  assert.equal(checks.of(insightWith(step, title), mount), checks.of(insightWith(step, title), mount));
  assert.match((await checks.of(insightWith(step, 'shared', 'shared.json'), mount)).unknown ?? '', /refers to/);
});
