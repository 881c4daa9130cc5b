import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ContractError, type Finding } from '../../src/contract/finding.ts';
import { givenInCode, resolveOptions } from '../../src/options/resolve-options.ts';

const contracts = 'schemas/*.contract.json';

function findingsOf(users: object): readonly Finding[] {
  try {
    resolveOptions({ contracts, upstreams: { users } }, givenInCode('middleware'));
    return [];
  } catch (error) {
    if (error instanceof ContractError) return error.findings;
    throw error;
  }
}

const one = { targets: ['http://a'] };
const health = (settings: object) => ({ ...one, health: { path: '/health', ...settings } });

const wrong: readonly [what: string, users: object, pointer: string, rule: string][] = [
  [
    'a misspelt member of a target',
    { targets: [{ url: 'http://a', wieght: 2 }] },
    '/targets/0/wieght',
    'unknown-option',
  ],
  ['a target without a URL', { targets: [{ weight: 2 }] }, '/targets/0', 'option-type'],
  ['a target that is a number', { targets: ['http://a', 7] }, '/targets', 'option-type'],
  ['a weight of 0', { targets: [{ url: 'http://a', weight: 0 }] }, '/targets/0/weight', 'option-type'],
  ['a name like a place', { targets: [{ url: 'http://a', name: 'users#2' }] }, '/targets/0/name', 'option-type'],
  ['one URL twice', { targets: ['http://a', { url: 'http://a/' }] }, '/targets', 'target-twice'],
  [
    'one name twice',
    { targets: ['a', 'b'].map((host) => ({ url: `http://${host}`, name: 'x' })) },
    '/targets',
    'target-twice',
  ],
  ['a balance that is none', { ...one, balance: 'random' }, '/balance', 'option-type'],
  ['a share above 1', { ...one, panicShare: 50 }, '/panicShare', 'option-type'],
  ['a misspelt member of ejection', { ...one, ejection: { ejectMS: 1 } }, '/ejection/ejectMS', 'unknown-option'],
  [
    'a longest ejection below the first',
    { ...one, ejection: { ejectMs: 9, maxEjectMs: 8 } },
    '/ejection/maxEjectMs',
    'ejection-times',
  ],
  ['probes without a path', { ...one, health: {} }, '/health/path', 'option-missing'],
  ['a path without a slash', health({ path: 'health' }), '/health/path', 'option-type'],
  ['a path with a line break', health({ path: '/a\r\nX: y' }), '/health/path', 'option-type'],
  ['a status that is none', health({ statuses: ['ok'] }), '/health/statuses', 'option-type'],
  ['no status', health({ statuses: [] }), '/health/statuses', 'option-type'],
  ['a body that is no schema', health({ body: { type: 'strang' } }), '/health/body', 'health-body'],
  ['a misspelt keyword of a body', health({ body: { propertys: {} } }), '/health/body', 'health-body'],
  ['a network that is none', { ...one, denyAddresses: ['10.0.0.0/40'] }, '/denyAddresses', 'option-type'],
  [
    'a target that is denied',
    { targets: ['http://127.0.0.1:1'], denyAddresses: ['127.0.0.0/8'] },
    '/targets',
    'target-denied',
  ],
  ['a denied target of IPv6', { targets: ['http://[::1]:1'], denyAddresses: ['::1'] }, '/targets', 'target-denied'],
];

for (const [what, users, pointer, rule] of wrong) {
  test(`${what} is a finding`, () => {
    const found = findingsOf(users).map((finding) => [finding.pointer, finding.rule]);
    assert.deepEqual(found, [[`/upstreams/users${pointer}`, rule]]);
  });
}

test('a misspelt member is told of with the nearest name', () => {
  const [finding] = findingsOf({ targets: [{ url: 'http://a', wieght: 2 }] });
  assert.match(finding?.cure ?? '', /`weight`/);
});

test('what makes a URL wrong is not repeated: it may be a password', () => {
  for (const targets of [['http://u:secret@a'], [{ url: 'http://u:secret@a' }]]) {
    assert.doesNotMatch(JSON.stringify(findingsOf({ targets })), /secret/);
  }
});
