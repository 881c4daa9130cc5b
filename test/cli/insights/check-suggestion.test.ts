import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyPatch } from '../../../src/signal/shape/apply-patch.ts';
import { suggestionChecker } from '../../../src/cli/insights/check-suggestion.ts';
import { givenInCode } from '../../../src/options/resolve-options.ts';
import type { Insight } from '../../../src/signal/shape/insight.ts';
import { usersContract } from '../../support/users-gateway.ts';

function insightFor(file: string, suggested = file): Insight {
  const count = { requests: 9, failed: 9 };
  return {
    id: 'findUsers query.age:absent',
    operation: 'findUsers',
    file,
    route: 'GET /users',
    words: '',
    shape: [],
    having: count,
    others: count,
    atLeastTimes: 3,
    chance: 0,
    firstMs: 0,
    lastMs: 0,
    suggestion: { words: '', file: suggested, patch: [], refuses: count, isShared: false },
  };
}

test('a suggestion that cannot be checked says why, and what to do', async () => {
  const check = suggestionChecker({ value: { contracts: usersContract }, use: givenInCode('gateway') });
  assert.deepEqual(await check(insightFor('orders.contract.json')), {
    unknown: '`orders.contract.json` is not among the contracts: name them by --contracts or --config',
  });
  assert.deepEqual(await check(insightFor('users.contract.json', 'shared.json')), {
    unknown: 'the rule goes into `shared.json`, to which the contract refers: apply it, then run `paramap check`',
  });
});

test('a step for a document that has changed since is told, with what to do', () => {
  const cure = /nothing stands at \/query\/age as the report knows it: the contract has changed, ask for a new report/;
  assert.throws(() => applyPatch({}, [{ op: 'add', path: '/query/age', value: 1 }]), cure);
  assert.throws(() => applyPatch({ query: { age: 2 } }, [{ op: 'test', path: '/query/age', value: 1 }]), cure);
});
